"""Partner accounts: enabling and disabling."""

from typing import Protocol

from factories import OrgClient


class AccountSetup(Protocol):
    """What an administrator does with an account. Each verb raises Refused."""

    def enable(self, account_id: str) -> None:
        """Enable As Partner."""

    def disable(self, account_id: str) -> None:
        """Disable Partner Account."""


class ApiAccountSetup:
    """The same over REST."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def enable(self, account_id: str) -> None:
        """Set IsPartner."""
        self._org.update("Account", account_id, IsPartner=True)

    def disable(self, account_id: str) -> None:
        """Clear IsPartner."""
        self._org.update("Account", account_id, IsPartner=False)
