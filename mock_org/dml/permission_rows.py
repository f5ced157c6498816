"""Permissions as records: what one permission requires, and assignments (Object Reference, ObjectPermissions)."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError

# Object Reference, ObjectPermissions: each "requires" those behind it. Text confidence B.
_REQUIRES = {
    "Create": ("Read",),
    "Edit": ("Read",),
    "Delete": ("Read", "Edit"),
    "ViewAllRecords": ("Read",),
    "ModifyAllRecords": ("Read", "Edit", "Delete", "ViewAllRecords"),
}
_WORDS = {"ViewAllRecords": "View All", "ModifyAllRecords": "Modify All"}


def _object_permissions(context: TriggerContext) -> None:
    new = context.new
    for name, needed in _REQUIRES.items():
        missing = [n for n in needed if not new.get(f"Permissions{n}")]
        if new.get(f"Permissions{name}") and missing:
            thing = new.get("SobjectType")
            raise _depends(f"{_WORDS.get(name, name)} {thing}", f"{_WORDS.get(missing[0], missing[0])} {thing}")


def _field_permissions(context: TriggerContext) -> None:
    new = context.new
    if new.get("PermissionsEdit") and not new.get("PermissionsRead"):
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
    if not context.new.get("PermissionsRead"):
        context.system.erase(context.sobject.name, [context.new["Id"]])


def _assignment(context: TriggerContext) -> None:
    new, system = context.new, context.system
    keys = {name: new.get(name) for name in ("AssigneeId", "PermissionSetId", "PermissionSetGroupId") if name in new}
    if system.count("PermissionSetAssignment", **keys):
        raise SalesforceError("DUPLICATE_VALUE", _duplicate_text(new), ["AssigneeId", "PermissionSetId"])
    assigned = system.get("PermissionSet", new.get("PermissionSetId")) or {}
    if assigned.get("IsOwnedByProfile") and not context.user.system:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["PermissionSetId"])
    _check_license(context, assigned)


def _duplicate_text(new: Mapping[str, Any]) -> str:
    # Recorded, with two blanks after the full stop and 15-character ids.
    assignee, permission_set = str(new.get("AssigneeId"))[:15], str(new.get("PermissionSetId"))[:15]
    return f"Duplicate PermissionSetAssignment.  Assignee: {assignee}; Permission Set: {permission_set}"


def _check_license(context: TriggerContext, assigned: Mapping[str, Any]) -> None:
    """A set with a licence goes to users of that licence only (PermissionSetAssignment: A; text confidence D)."""
    license_id = assigned.get("LicenseId")
    if not license_id or not str(license_id).startswith("100"):
        return
    user = context.system.get("User", context.new.get("AssigneeId")) or {}
    profile = context.system.get("Profile", user.get("ProfileId")) or {}
    if profile.get("UserLicenseId") != license_id:
        message = (
            f"Can't assign permission set {assigned.get('Label')} to user {user.get('Name')}. "
            "The user license doesn't match the permission set's license."
        )
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])


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
