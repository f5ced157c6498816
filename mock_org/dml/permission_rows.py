"""Permissions as records: what one permission requires, and assignments (Object Reference, ObjectPermissions)."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.permission_licenses import check_assignment
from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError

# Object Reference, ObjectPermissions: each "requires" those behind it (confidence A). Text as deployments report it:
# all that is missing, in the order of the alphabet (confidence B).
_REQUIRES = {
    "Create": ("Read",),
    "Edit": ("Read",),
    "Delete": ("Edit", "Read"),
    "ViewAllRecords": ("Read",),
    "ModifyAllRecords": ("Delete", "Edit", "Read", "ViewAllRecords"),
    "ViewAllFields": ("Read",),
}
_WORDS = {"ViewAllRecords": "View All", "ModifyAllRecords": "Modify All", "ViewAllFields": "View All Fields"}


def _mutes(new: Mapping[str, Any]) -> bool:
    """Whether a row says what is muted: there each permission stands for itself."""
    return str(new.get("ParentId")).startswith("0QM")


def _object_permissions(context: TriggerContext) -> None:
    new = context.new
    for name, needed in _REQUIRES.items():
        missing = [n for n in needed if not new.get(f"Permissions{n}")]
        if new.get(f"Permissions{name}") and missing and not _mutes(new):
            thing = new.get("SobjectType")
            others = ", ".join(f"{_WORDS.get(each, each)} {thing}" for each in missing)
            raise _depends(f"{_WORDS.get(name, name)} {thing}", others)


def _field_permissions(context: TriggerContext) -> None:
    new = context.new
    if new.get("PermissionsEdit") and not new.get("PermissionsRead") and not _mutes(new):
        raise _depends(f"Edit {new.get('Field')}", f"Read {new.get('Field')}")


def _known(context: TriggerContext) -> None:
    """Refuse permissions on what is not there, and a second row about the same."""
    new, name = context.new, context.sobject.name
    sobject = context.schema.get(str(new.get("SobjectType")))
    if sobject is None:
        raise _bad_value("SobjectType", new)
    keys = {"ParentId": new.get("ParentId"), "SobjectType": sobject.name}
    if name == "FieldPermissions":
        field = sobject.field(str(new.get("Field")).rsplit(".", 1)[-1])
        if field is None:
            raise _bad_value("Field", new)
        keys["Field"] = f"{sobject.name}.{field.name}"
    new.update(keys)
    others = context.system.find(name, **keys)
    if others:
        message = f"duplicate value found: {', '.join(keys)} duplicates value on record with id: {others[0]['Id'][:15]}"
        raise SalesforceError("DUPLICATE_VALUE", message, [])


def _bad_value(field: str, new: Mapping[str, Any]) -> SalesforceError:
    message = f"{field}: bad value for restricted picklist field: {new.get(field)}"
    return SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, [field])


def _depends(one: str, other: str) -> SalesforceError:
    message = f"Permission {one} depends on permission(s): {other}"
    return SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])


def _drop_without_read(context: TriggerContext) -> None:
    """A row that no longer gives Read is removed (Object Reference, FieldPermissions; confidence A)."""
    if not context.new.get("PermissionsRead") and not _mutes(context.new):
        context.system.erase(context.sobject.name, [context.new["Id"]])


def _assignment(context: TriggerContext) -> None:
    new, system = context.new, context.system
    sets = _of_group(context, str(new["PermissionSetGroupId"])) if new.get("PermissionSetGroupId") else None
    if not new.get("PermissionSetId"):
        message = "Required fields are missing: [PermissionSetId]"
        raise SalesforceError("REQUIRED_FIELD_MISSING", message, ["PermissionSetId"])
    assigned = system.get("PermissionSet", new["PermissionSetId"]) or {}
    owned = assigned.get("IsOwnedByProfile") or (assigned.get("Type") == "Group" and sets is None)
    if owned and not context.user.system:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["PermissionSetId"])
    if system.count("PermissionSetAssignment", AssigneeId=new.get("AssigneeId"), PermissionSetId=assigned.get("Id")):
        raise SalesforceError("DUPLICATE_VALUE", _duplicate_text(new), ["AssigneeId", "PermissionSetId"])
    check_assignment(context, [assigned] if sets is None else [*sets, assigned])


def _of_group(context: TriggerContext, group_id: str) -> list[dict[str, Any]]:
    """Assign the permission set that adds up a group (Object Reference, PermissionSetAssignment; confidence C): its
    members. One or the other is given; both are refused unless they are the same (code and text confidence D).
    """
    new, system = context.new, context.system
    held = system.one("PermissionSet", PermissionSetGroupId=group_id, Type="Group") or {}
    if new.get("PermissionSetId") not in (None, held.get("Id")):
        message = "Specify either a permission set or a permission set group."
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["PermissionSetId", "PermissionSetGroupId"])
    new["PermissionSetId"] = held.get("Id")
    components = system.find("PermissionSetGroupComponent", PermissionSetGroupId=group_id)
    return system.find("PermissionSet", Id=[row["PermissionSetId"] for row in components])


def _duplicate_text(new: Mapping[str, Any]) -> str:
    # Recorded, with two blanks after the full stop and 15-character ids.
    assignee, permission_set = str(new.get("AssigneeId"))[:15], str(new.get("PermissionSetId"))[:15]
    return f"Duplicate PermissionSetAssignment.  Assignee: {assignee}; Permission Set: {permission_set}"


TRIGGERS = (
    Trigger("ObjectPermissions", "before", "insert", _known),
    Trigger("ObjectPermissions", "before", "insert", _object_permissions),
    Trigger("ObjectPermissions", "before", "update", _object_permissions),
    Trigger("ObjectPermissions", "after", "update", _drop_without_read),
    Trigger("FieldPermissions", "before", "insert", _known),
    Trigger("FieldPermissions", "before", "insert", _field_permissions),
    Trigger("FieldPermissions", "before", "update", _field_permissions),
    Trigger("FieldPermissions", "after", "update", _drop_without_read),
    Trigger("PermissionSetAssignment", "before", "insert", _assignment),
)
