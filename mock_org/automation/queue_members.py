"""Who works on a queue: its members, those of groups and roles in it too, without their superiors."""

from mock_org.dml import Records
from mock_org.security.groups import EVERYBODY

_BELOW = ("RoleAndSubordinates", "RoleAndSubordinatesInternal")


def queue_members(records: Records, queue_id: str) -> list[str]:
    """The ids of the active users in a queue (Object Reference, GroupMember; confidence A)."""
    users: set[str] = set()
    groups, open_ids = {queue_id}, [queue_id]
    while open_ids:
        inside = [row["UserOrGroupId"] for row in records.find("GroupMember", GroupId=open_ids)]
        users |= {each for each in inside if each.startswith("005")}
        open_ids = [each for each in inside if each.startswith("00G") and each not in groups]
        groups |= set(open_ids)
    for group in records.find("Group", Id=sorted(groups)):
        users |= _of_group(records, group["Type"], group["RelatedId"])
    return sorted(row["Id"] for row in records.find("User", Id=sorted(users), IsActive=True))


def _of_group(records: Records, kind: str, related_id: str | None) -> set[str]:
    if kind in EVERYBODY:
        return {row["Id"] for row in records.find("User", UserType=[*EVERYBODY[kind]])}
    if kind != "Role" and kind not in _BELOW:
        return set()
    roles = {related_id} | (_roles_below(records, related_id) if kind in _BELOW else set())
    found = records.find("User", UserRoleId=[role for role in roles if role])
    internal_only = kind == "RoleAndSubordinatesInternal"
    return {row["Id"] for row in found if not internal_only or row["UserType"] == "Standard"}


def _roles_below(records: Records, role_id: str | None) -> set[str | None]:
    found: set[str | None] = set()
    level = [role_id]
    while level:
        level = [row["Id"] for row in records.find("UserRole", ParentRoleId=level) if row["Id"] not in found]
        found |= set(level)
    return found
