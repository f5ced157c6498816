"""How permissions add up: what one implies, the union of permission sets, and what a muting set takes away again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

PREFIX = "Permissions"
# The columns of the ObjectPermissions sObject, by the attributes of ObjectPermission.
COLUMNS = {
    "create": "PermissionsCreate",
    "read": "PermissionsRead",
    "edit": "PermissionsEdit",
    "delete": "PermissionsDelete",
    "view_all": "PermissionsViewAllRecords",
    "modify_all": "PermissionsModifyAllRecords",
    "view_all_fields": "PermissionsViewAllFields",
}
FieldFlags = tuple[bool, bool]
Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class ObjectPermission:
    """What profile and permission sets together allow on one sObject."""

    create: bool = False
    read: bool = False
    edit: bool = False
    delete: bool = False
    view_all: bool = False
    modify_all: bool = False
    view_all_fields: bool = False

    def __or__(self, other: "ObjectPermission") -> "ObjectPermission":
        return ObjectPermission(*(getattr(self, name) or getattr(other, name) for name in _NAMES))

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _NAMES)


_NAMES = tuple(each.name for each in fields(ObjectPermission))


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a profile and permission sets give together, or what a muting set names.

    objects: by sObject. fields: by (sObject, field): read, edit. Names of objects and fields are in lower case.
    """

    user: frozenset[str]
    objects: Mapping[str, ObjectPermission]
    fields: Mapping[tuple[str, str], FieldFlags]


def added(holders: Iterable[Row], objects: Iterable[Row], fields_of: Iterable[Row]) -> Permissions:
    """The union of profiles and permission sets (Object Reference, PermissionSet: they grant and never deny; A).

    holders: rows of Profile and PermissionSet. objects, fields_of: rows of ObjectPermissions and FieldPermissions.
    """
    merged: dict[str, ObjectPermission] = {}
    for row in objects:
        key = str(row["SobjectType"]).lower()
        merged[key] = merged.get(key, ObjectPermission()) | implied(stored(row))
    return Permissions(user_permissions(holders), merged, _fields(fields_of, edit_reads=True))


def muted(holders: Iterable[Row], objects: Iterable[Row], fields_of: Iterable[Row]) -> Permissions:
    """What muting sets name: just that, since what depends on it goes along anyway."""
    merged: dict[str, ObjectPermission] = {}
    for row in objects:
        key = str(row["SobjectType"]).lower()
        merged[key] = merged.get(key, ObjectPermission()) | stored(row)
    return Permissions(user_permissions(holders), merged, _fields(fields_of, edit_reads=False))


def without(given: Permissions, taken: Permissions) -> Permissions:
    """What is left of a group's permissions (Object Reference, MutingPermissionSet; confidence A).

    With a permission goes what depends on it: who cannot read cannot edit (Salesforce help, "Muting Permission Sets in
    Permission Set Groups": dependent permissions are muted, too; confidence B).
    """
    objects = {key: _left(each, taken.objects.get(key, ObjectPermission())) for key, each in given.objects.items()}
    left = {key: _field_left(flags, taken.fields.get(key, (False, False))) for key, flags in given.fields.items()}
    return Permissions(
        given.user - taken.user,
        {key: each for key, each in objects.items() if each},
        {key: flags for key, flags in left.items() if any(flags)},
    )


def stored(row: Row) -> ObjectPermission:
    """A row of ObjectPermissions as it stands."""
    return ObjectPermission(*(bool(row.get(COLUMNS[name])) for name in _NAMES))


def implied(flags: ObjectPermission) -> ObjectPermission:
    """With what each permission implies, however it was stored (Object Reference, ObjectPermissions: Create needs Read,
    Edit needs Read, Delete needs Read and Edit, View All needs Read, Modify All all of them; confidence A. View All
    Fields gives Read on fields and needs Read on the object: since API 63.0; confidence A).
    """
    delete = flags.delete or flags.modify_all
    edit = flags.edit or delete
    view_all = flags.view_all or flags.modify_all
    read = flags.read or edit or flags.create or view_all or flags.view_all_fields
    return ObjectPermission(flags.create, read, edit, delete, view_all, flags.modify_all, flags.view_all_fields)


def user_permissions(holders: Iterable[Row]) -> frozenset[str]:
    """The user permissions that one of these rows has ("ManageUsers")."""
    return frozenset(
        str(name).removeprefix(PREFIX)
        for holder in holders
        for name, value in holder.items()
        if str(name).startswith(PREFIX) and value is True
    )


def _fields(rows: Iterable[Row], *, edit_reads: bool) -> dict[tuple[str, str], FieldFlags]:
    """The union; where given, Edit implies Read (Object Reference, FieldPermissions; confidence A).

    FieldPermissions.Field reads "Lead.Tier__c".
    """
    merged: dict[tuple[str, str], FieldFlags] = {}
    for row in rows:
        key = (str(row["SobjectType"]).lower(), str(row["Field"]).rsplit(".", 1)[-1].lower())
        was_read, was_edit = merged.get(key, (False, False))
        edit = bool(row["PermissionsEdit"])
        merged[key] = (was_read or (edit and edit_reads) or bool(row["PermissionsRead"]), was_edit or edit)
    return merged


def _left(given: ObjectPermission, taken: ObjectPermission) -> ObjectPermission:
    read = given.read and not taken.read
    edit = given.edit and not taken.edit and read
    delete = given.delete and not taken.delete and edit
    view_all = given.view_all and not taken.view_all and read
    return ObjectPermission(
        create=given.create and not taken.create and read,
        read=read,
        edit=edit,
        delete=delete,
        view_all=view_all,
        modify_all=given.modify_all and not taken.modify_all and delete and view_all,
        view_all_fields=given.view_all_fields and not taken.view_all_fields and read,
    )


def _field_left(given: FieldFlags, taken: FieldFlags) -> FieldFlags:
    """A muting set that names Edit alone leaves Read; the entry's Read flag says that Read is muted."""
    read = given[0] and not taken[0]
    return read, given[1] and not taken[1] and read
