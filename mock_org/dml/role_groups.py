"""The system groups of a role: what sharing rules and shares are given to (Record Access Under the Hood)."""

from mock_org.dml.triggers import Records, Trigger, TriggerContext

_TYPES = ("Role", "RoleAndSubordinates")
_INTERNAL = "RoleAndSubordinatesInternal"


def make_role_groups(system: Records, role_id: str, *, portal: bool) -> None:
    """Make the groups of a new role; "and internal subordinates" makes no sense of a portal role."""
    role = system.get("UserRole", role_id) or {}
    for group_type in _TYPES if portal else (*_TYPES, _INTERNAL):
        values = {"Name": role.get("Name"), "DeveloperName": role.get("DeveloperName")}
        system.insert("Group", values | {"Type": group_type, "RelatedId": role_id})


def remove_role_groups(system: Records, role_id: str) -> None:
    """Remove the groups of a role that goes, and with them what they were given."""
    for group in system.find("Group", RelatedId=role_id):
        system.delete("Group", group["Id"])


def is_portal(role: dict[str, object]) -> bool:
    """Whether a role is one of an account's portal roles."""
    return role.get("PortalType") not in (None, "None")


def _made(context: TriggerContext) -> None:
    make_role_groups(context.system, context.new["Id"], portal=is_portal(context.new))


def _removed(context: TriggerContext) -> None:
    assert context.old is not None
    remove_role_groups(context.system, context.old["Id"])


TRIGGERS = (
    Trigger("UserRole", "after", "insert", _made),
    Trigger("UserRole", "before", "delete", _removed),
)
