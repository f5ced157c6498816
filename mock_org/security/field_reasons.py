"""Why a user may read or edit a field, or may not: which profile, permission set or group says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from mock_org.schema import Field, SObject
from mock_org.security.context import SecurityContext
from mock_org.security.fields import editable, governing, readable
from mock_org.security.user import RunningUser


@dataclass(frozen=True, slots=True)
class FieldAccess:
    """What field-level security says of one field, and every reason."""

    name: str
    readable: bool
    editable: bool
    because: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As the control room answers it."""
        return {
            "name": self.name,
            "readable": self.readable,
            "editable": self.editable,
            "because": list(self.because),
        }


def explain_field(context: SecurityContext, user: RunningUser, sobject: SObject, field: Field) -> FieldAccess:
    """Who gives Read and Edit on the field, and what is missing; the record's own access is told elsewhere."""
    may_read, may_edit = readable(user, sobject, field), editable(user, sobject, field)
    writable = may_edit and (field.updateable or field.createable)
    return FieldAccess(field.name, may_read, writable, tuple(_reasons(context, user, sobject, field)))


def _reasons(context: SecurityContext, user: RunningUser, sobject: SObject, field: Field) -> Iterator[str]:
    ruled = governing(sobject, field)
    if not ruled.permissionable or user.system:
        yield f"{field.label} has no field-level security: whoever sees the record reads it"
    else:
        yield from _given(context, user, sobject, ruled)
    if not field.updateable:
        yield f"{field.label} cannot be edited by anybody: it is {'a formula' if field.calculated else 'read-only'}"


def _given(context: SecurityContext, user: RunningUser, sobject: SObject, field: Field) -> Iterator[str]:
    """What each holder of permissions says."""
    flags = _flags(context, sobject, field)
    silent = []
    for holder in _holders(context, user):
        read, edit = flags.get(holder["Id"], (False, False))
        name = _name(context, holder)
        if read or edit:
            yield f"{name} gives {'Read and Edit' if edit else 'Read'} on {field.label}"
        else:
            silent.append(name)
        if not edit:
            yield from _muted(context, holder, field, flags, read)
    yield from _all_fields(user, sobject)
    if silent:
        yield f"{_listed(silent)} {'give' if len(silent) > 1 else 'gives'} nothing on {field.label}"


def _muted(
    context: SecurityContext,
    holder: Mapping[str, Any],
    field: Field,
    flags: Mapping[str, tuple[bool, bool]],
    read: bool,
) -> Iterator[str]:
    """What a permission set of the group gives and its muting permission set takes away."""
    if holder["Type"] != "Group":
        return
    components = context.database.tables.get("PermissionSetGroupComponent")
    rows = select(components.c.PermissionSetId).where(
        components.c.PermissionSetGroupId == holder["PermissionSetGroupId"]
    )
    held = context.database.tables.get("PermissionSet")
    for row in context.database.rows(select(held).where(held.c.Id.in_(rows))):
        given_read, given_edit = flags.get(row["Id"], (False, False))
        if given_edit or (given_read and not read):
            lost = "Read" if given_read and not read else "Edit"
            yield f"permission set {row['Label'] or row['Name']} gives {lost} on {field.label}, but the group mutes it"


def _all_fields(user: RunningUser, sobject: SObject) -> Iterator[str]:
    whole = user.object_permissions.get(sobject.name.lower())
    if whole is not None and whole.view_all_fields:
        yield f"{user.name} has View All Fields on {sobject.label}"


def _holders(context: SecurityContext, user: RunningUser) -> list[Mapping[str, Any]]:
    held = context.database.tables.get("PermissionSet")
    rows = context.database.rows(select(held).where(held.c.Id.in_(user.permission_set_ids)))
    return sorted((dict(row) for row in rows), key=lambda row: (not row["IsOwnedByProfile"], str(row["Name"])))


def _flags(context: SecurityContext, sobject: SObject, field: Field) -> dict[str, tuple[bool, bool]]:
    """(read, edit) by the id of the permission set."""
    table = context.database.tables.get("FieldPermissions")
    named = or_(table.c.Field == f"{sobject.name}.{field.name}", table.c.Field == field.name)
    rows = context.database.rows(select(table).where(table.c.SobjectType == sobject.name, named))
    return {
        row["ParentId"]: (bool(row["PermissionsRead"] or row["PermissionsEdit"]), bool(row["PermissionsEdit"]))
        for row in rows
    }


def _name(context: SecurityContext, holder: Mapping[str, Any]) -> str:
    if holder["IsOwnedByProfile"]:
        table = context.database.tables.get("Profile")
        found = context.database.scalar(select(table.c.Name).where(table.c.Id == holder["ProfileId"]))
        return f"profile {found or holder['Name']}"
    kind = "permission set group" if holder["Type"] == "Group" else "permission set"
    return f"{kind} {holder['Label'] or holder['Name']}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
