"""Users: enabling contacts, changing, freezing and disabling who is there."""

from collections.abc import Mapping
from typing import Any, Protocol

from factories import OrgClient, Refused
from factories.soql import text_literal


class UserSetup(Protocol):
    """What an administrator does with users. Each verb raises Refused."""

    def enable(self, contact_id: str, values: Mapping[str, Any]) -> str:
        """Enable Partner User: the id of the new user. values: its fields, by API name."""

    def disable(self, contact_id: str) -> None:
        """Disable Partner User."""

    def change(self, user_id: str, values: Mapping[str, Any]) -> None:
        """Edit: names, Username, ProfileId, UserRoleId, IsActive."""

    def freeze(self, user_id: str) -> None:
        """Freeze."""

    def unfreeze(self, user_id: str) -> None:
        """Unfreeze."""

    def give_super_access(self, contact_id: str) -> None:
        """Enable Super User Access."""

    def take_super_access(self, contact_id: str) -> None:
        """Disable Partner Super Access."""

    def frozen(self) -> set[str]:
        """The usernames of frozen users."""


class ApiUserSetup:
    """The same over REST."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def enable(self, contact_id: str, values: Mapping[str, Any]) -> str:
        """Insert a user of the contact."""
        return self._org.insert("User", {**values, "ContactId": contact_id})

    def disable(self, contact_id: str) -> None:
        """Clear IsPortalEnabled."""
        self._org.update("User", self._user_of(contact_id), IsPortalEnabled=False)

    def change(self, user_id: str, values: Mapping[str, Any]) -> None:
        """Update the user."""
        self._org.update("User", user_id, **values)

    def freeze(self, user_id: str) -> None:
        """Set UserLogin.IsFrozen."""
        self._org.update("UserLogin", self._log_in_of(user_id), IsFrozen=True)

    def unfreeze(self, user_id: str) -> None:
        """Clear UserLogin.IsFrozen."""
        self._org.update("UserLogin", self._log_in_of(user_id), IsFrozen=False)

    def give_super_access(self, contact_id: str) -> None:
        """Set IsPrmSuperUser."""
        self._org.update("User", self._user_of(contact_id), IsPrmSuperUser=True)

    def take_super_access(self, contact_id: str) -> None:
        """Clear IsPrmSuperUser."""
        self._org.update("User", self._user_of(contact_id), IsPrmSuperUser=False)

    def frozen(self) -> set[str]:
        """Ask UserLogin, and User for the names."""
        ids = [row.UserId for row in self._org.query("SELECT UserId FROM UserLogin WHERE IsFrozen = true")]
        listed = ", ".join(map(text_literal, ids)) or "null"
        return {row.Username for row in self._org.query(f"SELECT Username FROM User WHERE Id IN ({listed})")}

    def _user_of(self, contact_id: str) -> str:
        found = self._org.query(f"SELECT Id FROM User WHERE ContactId = {text_literal(contact_id)}")
        if not found:
            raise Refused("The contact has no user.")
        return str(found[0].Id)

    def _log_in_of(self, user_id: str) -> str:
        [found] = self._org.query(f"SELECT Id FROM UserLogin WHERE UserId = {text_literal(user_id)}")
        return str(found.Id)
