"""The log-in page of the partner portal of Salesforce Classic, which has no API of its own."""

from factories import OrgClient, Refused
from factories.transport import http_session

LOG_IN = "/secur/login_portal.jsp"


def log_in(org: OrgClient, username: str, password: str) -> None:
    """Send the form. Raises Refused when no session comes of it."""
    connection = org.connection
    with http_session(connection.instance_url, connection.ca_file) as http:
        url = f"{connection.instance_url}{LOG_IN}"
        answer = http.post(url, data={"username": username, "pw": password}, allow_redirects=False)
    if "sid" not in answer.cookies:
        raise Refused("the old portal has let nobody in", "INVALID_LOGIN", status=answer.status_code)
