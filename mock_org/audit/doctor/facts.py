"""What the checks look at: rows of an org, each asked for once, in SOQL that every Salesforce org understands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = Mapping[str, Any]
# Answers a query with all of its rows; raises SalesforceError where the org refuses it.
Ask = Callable[[str], Sequence[Row]]
ROLE_USERS = ("PowerPartner", "PowerCustomerSuccess")  # external users who have a portal role
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. check: the name of the check. about: the id of what it is about. says: what is wrong. advice: what to
    do about it.
    """

    check: str
    about: str
    says: str
    advice: str


class Facts:
    """An org's rows. ask: how it is asked."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    @cached_property
    def users(self) -> Mapping[str, Row]:
        """All users by id."""
        fields = "Id, Username, IsActive, UserType, PortalRole, IsPortalEnabled, ContactId, AccountId, UserRoleId"
        return self._by_id(f"SELECT {fields}, ProfileId, Profile.UserLicenseId FROM User")

    @cached_property
    def external_users(self) -> Sequence[Row]:
        """The active external users who log in; guests of sites are none."""
        inside = ("Standard", "Guest", "CsnOnly", "AutomatedProcess")
        return [each for each in self.users.values() if each["IsActive"] and (each["UserType"] or "") not in inside]

    @cached_property
    def roles(self) -> Mapping[str, Row]:
        """All roles by id."""
        return self._by_id(
            "SELECT Id, Name, PortalType, PortalRole, PortalAccountId, PortalAccountOwnerId, ParentRoleId FROM UserRole"
        )

    @cached_property
    def portal_roles(self) -> Sequence[Row]:
        """The portal roles of accounts."""
        return [each for each in self.roles.values() if each["PortalAccountId"]]

    @cached_property
    def groups(self) -> Mapping[str, Row]:
        """All groups by id: public ones, queues, and those of roles."""
        return self._by_id("SELECT Id, Name, Type, RelatedId FROM Group")

    @cached_property
    def accounts(self) -> Mapping[str, Row]:
        """The accounts of portal roles and of external users, by id."""
        ids = {each["PortalAccountId"] for each in self.portal_roles} | {
            each["AccountId"] for each in self.external_users
        }
        return self.rows("SELECT Id, Name, OwnerId, Owner.UserRoleId, Owner.IsActive FROM Account", ids)

    @cached_property
    def accounts_above(self) -> Mapping[tuple[str, str], str]:
        """The account above by account and kind, in external account hierarchies; asked where roles tell of one."""
        found = self.ask("SELECT AccountId, HierarchyType, Parent.AccountId FROM ExternalAccountHierarchy")
        return {(row["AccountId"], row["HierarchyType"]): row["Parent"]["AccountId"] for row in found if row["Parent"]}

    @cached_property
    def contacts(self) -> Mapping[str, Row]:
        """The contacts of active external users, by id."""
        ids = {each["ContactId"] for each in self.external_users}
        return self.rows("SELECT Id, Name, AccountId FROM Contact", ids)

    def rows(self, select: str, ids: Iterable[str | None]) -> dict[str, Row]:
        """The rows with these ids, by id. select: the query without its WHERE."""
        wanted = sorted({each for each in ids if each})
        found: dict[str, Row] = {}
        for part in _parts(wanted):
            found |= self._by_id(f"{select} WHERE Id IN ({', '.join(map(_quoted, part))})")
        return found

    def _by_id(self, soql: str) -> dict[str, Row]:
        return {each["Id"]: each for each in self.ask(soql)}

    def user_name(self, user_id: str | None) -> str:
        """A user as sentences name him."""
        user = self.users.get(user_id or "")
        return f"{user['Username']}" if user else f"user {user_id}"


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _quoted(record_id: str) -> str:
    return f"'{record_id}'"
