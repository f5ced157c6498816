"""The tiers of partner companies: what does not fit, and having it fit."""

from typing import Any, Protocol

from factories import OrgClient, Refused
from factories.transport import http_session


class TierSetup(Protocol):
    """What an administrator does about tiers. Each verb raises Refused."""

    def findings(self) -> list[str]:
        """What does not fit, one sentence each."""

    def apply(self) -> None:
        """Give and take permission sets until they fit."""


class ApiTierSetup:
    """The same as the commands do it, at the control doors."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def findings(self) -> list[str]:
        """mock-org tiers check."""
        return [each["says"] for each in self._ask("GET", "tiers")["findings"]]

    def apply(self) -> None:
        """mock-org tiers apply."""
        self._ask("POST", "tiers/apply")

    def _ask(self, method: str, door: str) -> Any:
        connection = self._org.connection
        with http_session(connection.instance_url, connection.ca_file) as http:
            answer = http.request(method, f"{connection.instance_url}/_mock/{door}")
        if not answer.ok:
            raise Refused(answer.text[:500], "CONTROL", status=answer.status_code)
        return answer.json()
