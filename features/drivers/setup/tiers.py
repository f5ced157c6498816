"""The tiers of partner companies: what does not fit, and having it fit."""

from typing import Protocol

from factories import OrgClient
from features.drivers.control_door import ask


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
        return [each["says"] for each in ask(self._org, "tiers").json()["findings"]]

    def apply(self) -> None:
        """mock-org tiers apply."""
        ask(self._org, "tiers/apply", "POST")
