"""Partner accounts: enabling, disabling, giving away, deleting; their roles."""

from typing import Protocol

from factories import OrgClient, Refused


class AccountSetup(Protocol):
    """What an administrator does with an account. Each verb raises Refused."""

    def enable(self, account_id: str) -> None:
        """Enable As Partner."""

    def disable(self, account_id: str) -> None:
        """Disable Partner Account."""

    def disable_customer(self, account_id: str) -> None:
        """Disable Customer Account."""

    def give(self, account_id: str, owner_id: str) -> None:
        """Change Owner."""

    def delete(self, account_id: str) -> None:
        """Delete."""

    def partners(self) -> set[str]:
        """The names in the list view Partner Accounts."""

    def delete_role(self, role_id: str) -> None:
        """Delete a role."""

    def number_of_roles(self, number: int) -> None:
        """Set how many roles new partner accounts get."""


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

    def disable_customer(self, account_id: str) -> None:
        """Clear IsCustomerPortal."""
        self._org.update("Account", account_id, IsCustomerPortal=False)

    def give(self, account_id: str, owner_id: str) -> None:
        """Set OwnerId."""
        self._org.update("Account", account_id, OwnerId=owner_id)

    def delete(self, account_id: str) -> None:
        """Delete the record."""
        self._org.delete("Account", account_id)

    def partners(self) -> set[str]:
        """The accounts with IsPartner."""
        return {str(row.Name) for row in self._org.query("SELECT Name FROM Account WHERE IsPartner = true")}

    def delete_role(self, role_id: str) -> None:
        """Delete the UserRole."""
        self._org.delete("UserRole", role_id)

    def number_of_roles(self, number: int) -> None:
        """Refused: Salesforce has this on its page alone; tag the scenario @browser."""
        raise Refused(f"no API sets the number of partner roles, here to {number}")
