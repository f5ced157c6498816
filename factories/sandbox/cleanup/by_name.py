"""What a run has made, found by its names where its journal is gone: a journal is written anew from them.

Safe by three things at once: the run's tag stands in a name, the user who cleans up (or a user whom the run has made)
has made the record, and it was made after the run began.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factories.data import TEST_USERS
from factories.journal import Entry
from factories.org import OrgClient
from factories.pool import FREE_NAME, MARK, number_of, pool_of, since_of
from factories.record import Record
from factories.sandbox.run import pool_owner
from factories.soql import text_literal

SHORTEST_RUN = 4
"""Characters of a run's id: shorter ones stand in names by chance."""
# What scenarios make beside custom objects. Shares, team members and the like go with these.
STANDARD = (
    "Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "Task", "Event", "Group", "PermissionSet",
    "PermissionSetGroup", "UserRole", "EmailTemplate",
)  # fmt: skip
OF_THESE = {
    "Group": " AND Type IN ('Regular', 'Queue')",
    "PermissionSet": " AND IsOwnedByProfile = false",
    "UserRole": " AND PortalType = 'None'",
}
"""The others of these come and go with accounts and profiles."""
TEXTS = frozenset({"string", "email"})
# Rows of the run's users that stay when these are deactivated: what they have of rights and groups.
OF_USERS = {
    "PermissionSetAssignment": ("AssigneeId", " AND PermissionSet.IsOwnedByProfile = false"),
    "GroupMember": ("UserOrGroupId", ""),
}


@dataclass(frozen=True)
class Trace:
    """Where to look. run: its id. since: the instant from which on it was at work."""

    run: str
    since: datetime

    def marks(self, value: Any) -> bool:
        """Whether a name holds the run's tag: "Initech 4f2a-7", "Gold_4f2a_w1_7", "ann.lee.4.4f2a-7@…"."""
        tag = rf"(?<![A-Za-z0-9]){re.escape(self.run)}(?:[-_]w\d+)?[-_]\d+(?![A-Za-z0-9])"
        return isinstance(value, str) and re.search(tag, value, re.IGNORECASE) is not None

    @property
    def after(self) -> str:
        """The condition of SOQL."""
        return f"CreatedDate >= {self.since.strftime('%Y-%m-%dT%H:%M:%SZ')}"


def found_by_name(org: OrgClient, trace: Trace, owner: str = "") -> list[Entry]:
    """What is left of a run, the oldest first: entries as its journal had them.

    owner: username of who owns accounts of the pool, "" to look for one. Raises Refused.
    """
    users = [row for row in _users(org, trace) if trace.marks(row.Username)]
    makers = [org.user_id, *(user.Id for user in users)]
    rows = [*_records(org, trace, makers), *_rows_of_users(org, users)]
    entries = [_lease(org, account, owner) for account in pool_of(org) if _is_leased(account, trace)]
    entries += [Entry("insert", "User", {"Username": user.Username}, user.Id) for user in users if _is_alive(user)]
    return entries + [Entry("insert", row.sobject, key, row.Id) for row, key in sorted(rows, key=_age)]


def _users(org: OrgClient, trace: Trace) -> list[Record]:
    fields = {field["name"] for field in org.describe("User")["fields"]}
    portal = ", IsPortalEnabled" if "IsPortalEnabled" in fields else ""
    mine = f"CreatedById = {text_literal(org.user_id)} AND Username LIKE '%{TEST_USERS}'"
    return org.query(f"SELECT Id, Username, IsActive{portal} FROM User WHERE {mine} AND {trace.after} ORDER BY Id")


def _is_alive(user: Record) -> bool:
    """Whether there is something to undo: an active user, or one whose contact could not be deleted."""
    return bool(user.IsActive or user.get("IsPortalEnabled"))


def _records(org: OrgClient, trace: Trace, makers: Sequence[str]) -> Iterator[tuple[Record, dict[str, str]]]:
    offered = org.describe_global()
    names = [each for each in STANDARD if each in offered]
    names += sorted(name for name in offered if name.endswith("__c") and offered[name].get("createable"))
    for name in names:
        yield from _of_sobject(org, name, trace, makers)


def _of_sobject(
    org: OrgClient, name: str, trace: Trace, makers: Sequence[str]
) -> Iterator[tuple[Record, dict[str, str]]]:
    fields = {field["name"]: field for field in org.describe(name)["fields"]}
    if not {"CreatedById", "CreatedDate"} <= set(fields):
        return
    texts = [each for each, field in fields.items() if field["type"] in TEXTS and field["createable"]]
    by = ", ".join(map(text_literal, makers))
    asked = ", ".join(["Id", "CreatedDate", *texts])
    where = f"CreatedById IN ({by}) AND {trace.after}{OF_THESE.get(name, '')}"
    for row in org.query(f"SELECT {asked} FROM {name} WHERE {where}"):
        marked = {each: str(row[each]) for each in texts if trace.marks(row[each])}
        if marked and not (name == "Account" and str(row.get("Site") or "").startswith(MARK)):
            yield row, marked


def _rows_of_users(org: OrgClient, users: Sequence[Record]) -> Iterator[tuple[Record, dict[str, str]]]:
    ids = ", ".join(text_literal(user.Id) for user in users)
    for name, (field, more) in OF_USERS.items() if users else ():
        for row in org.query(f"SELECT Id, {field} FROM {name} WHERE {field} IN ({ids}){more}"):
            yield row, {field: row[field]}


def _age(found: tuple[Record, dict[str, str]]) -> tuple[str, str]:
    """Rows of users are the newest: nothing hangs on them."""
    return str(found[0].get("CreatedDate") or "9"), found[0].Id


def _is_leased(account: Record, trace: Trace) -> bool:
    since = since_of(account)
    return since is not None and since >= trace.since and trace.marks(str(account.AccountNumber).partition(" ")[0])


def _lease(org: OrgClient, account: Record, owner: str) -> Entry:
    """Its other values are those of the next lease; nobody knows any more what they were."""
    old = {"Name": f"{FREE_NAME}{number_of(account):02}", "OwnerId": pool_owner(org, owner)}
    return Entry("lease", "Account", {"AccountNumber": account.AccountNumber}, account.Id, old)
