"""How records, people and groups are called in an explanation, and through which groups somebody belongs to one."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer

# Group.Type in words; the name of the group or of its role goes in.
GROUP_WORDS = {
    "Regular": "public group {}",
    "Queue": "queue {}",
    "Role": "role {}",
    "RoleAndSubordinates": "role {} and its subordinates",
    "RoleAndSubordinatesInternal": "role {} and its internal subordinates",
    "Organization": "all internal users",
    "PRMOrganization": "all partner users",
    "AllCustomerPortal": "all customer portal users",
    "Manager": "manager {}",
    "ManagerAndSubordinatesInternal": "manager {} and those who report to {}",
    "ChannelProgramGroup": "channel program {}",
    "GuestUserGroup": "guest users",
}
GROUP_OF = ("Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal")


def record_name(context: SecurityContext, sobject: SObject, record_id: str) -> str:
    """What a person calls the record."""
    field, table = sobject.name_field, context.database.tables.get(sobject.name)
    found = context.database.scalar(select(table.c[field.name]).where(table.c.Id == record_id)) if field else None
    return str(found or f"{sobject.label} {record_id}")


def stored_row(context: SecurityContext, name: str, record_id: str | None) -> Mapping[str, Any]:
    """A stored row by id; without one, nothing."""
    table, fields = context.database.tables.get(name), context.schema[name].fields.values()
    columns = [table.c[field.name] for field in fields if field.has_column]
    found = context.database.row(select(*columns).where(table.c.Id == record_id)) if record_id else None
    return dict(found) if found else {}


@dataclass(frozen=True)
class Teller:
    """Names for one explanation."""

    viewer: Viewer

    @property
    def context(self) -> SecurityContext:
        """The org."""
        return self.viewer.context

    def row(self, name: str, record_id: str | None) -> Mapping[str, Any]:
        """A stored row by id; without one, nothing."""
        return stored_row(self.context, name, record_id)

    def record(self, record_id: str | None) -> str:
        """The record's name, or that there is none."""
        sobject = self.context.schema.by_key_prefix(record_id[:3]) if record_id else None
        if not record_id or sobject is None or sobject.virtual:
            return "empty"
        return record_name(self.context, sobject, record_id)

    def kind(self, record_id: str) -> str:
        """The record with its kind: case "Broken lamp"."""
        sobject = self.context.schema.by_key_prefix(record_id[:3])
        label = sobject.label.lower() if sobject else "record"
        return f'{label} "{self.record(record_id)}"'

    def person(self, user_id: str | None) -> str:
        """A user with the company that an external one is of: "Bo of Globex"."""
        row = self.row("User", user_id)
        name = str(row.get("Name") or row.get("LastName") or user_id or "nobody")
        company = f" of {self.record(row['AccountId'])}" if row.get("AccountId") else ""
        return name if name.endswith(company) else name + company

    def principal(self, principal_id: str) -> str:
        """A user or a group."""
        group = self.row("Group", principal_id)
        return self.group(group) if group else self.person(principal_id)

    def group(self, group: Mapping[str, Any]) -> str:
        """A group in words, by the row."""
        name = group.get("Name") or group.get("DeveloperName") or group["Id"]
        if group["Type"] in GROUP_OF:
            name = self.row("UserRole", group["RelatedId"]).get("Name") or name
        elif str(group["Type"]).startswith("Manager"):
            name = self.person(group["RelatedId"])
        words = GROUP_WORDS.get(str(group["Type"]), f"group {name}")
        return words.replace("{}", str(name))

    def is_direct(self, principal_id: str) -> bool:
        """Whether that is the user, or a group that the user is a member of."""
        return principal_id == self.viewer.user.id or principal_id in self.direct_groups

    @property
    def direct_groups(self) -> frozenset[str]:
        """The ids of the groups that the user is a member of, through any number of groups."""
        group = self.viewer.table("Group")
        found = self.context.database.rows(select(group.c.Id).where(group.c.Id.in_(self.viewer.direct)))
        return frozenset(row["Id"] for row in found)

    def membership(self, group_id: str) -> str:
        """How the user belongs to a group: "", or " (through public group West)", the shortest way."""
        inside, seen = self.direct_groups, {group_id}
        ways: deque[tuple[str, tuple[str, ...]]] = deque([(group_id, ())])
        while ways:
            current, through = ways.popleft()
            table = self.context.database.tables.get("GroupMember")
            members = [row["UserOrGroupId"] for row in self.context.database.find(table, {"GroupId": current})]
            further = [member for member in members if member in inside and member not in seen]
            if self.viewer.user.id in members or not further:
                return f" (through {' and '.join(map(self.principal, through))})" if through else ""
            seen.update(further)
            ways.extend((member, (*through, member)) for member in further)
        return ""
