"""The org under measurement, over HTTP like everybody else."""

from collections.abc import Mapping
from typing import Any

from factories import Connection, OrgClient
from factories.transport import http_session


class MeasuredOrg:
    """The administrator's client of a served org, and its control doors."""

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self._ready = ready
        self._http = http_session(ready["control_url"], ready["ca_file"])

    def administrator(self) -> OrgClient:
        """A new client; it remembers nothing of what was restored."""
        ready, oauth = self._ready, self._ready["oauth"]
        connection = Connection(
            ready["instance_url"], ready["api_version"], ready["site_url"], oauth["client_id"], oauth["client_secret"]
        )
        return OrgClient(connection, ready["admin"]["session_id"])

    def reset(self) -> None:
        """Back to the image taken when the org got ready."""
        self._http.post(f"{self._ready['control_url']}/reset").raise_for_status()

    def health(self) -> None:
        """The cheapest request that there is."""
        self._http.get(f"{self._ready['control_url']}/health").raise_for_status()
