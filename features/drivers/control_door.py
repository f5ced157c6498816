"""The control doors of a mock org, as an administrator's program asks them."""

from collections.abc import Mapping

import requests

from factories import OrgClient, Refused
from factories.transport import http_session


def ask(org: OrgClient, door: str, method: str = "GET", filters: Mapping[str, str] | None = None) -> requests.Response:
    """What a door answers. Raises Refused where it says no."""
    connection = org.connection
    with http_session(connection.instance_url, connection.ca_file) as http:
        answer = http.request(method, f"{connection.instance_url}/_mock/{door}", params=filters)
    if not answer.ok:
        raise Refused(answer.text[:500], "CONTROL", status=answer.status_code)
    return answer
