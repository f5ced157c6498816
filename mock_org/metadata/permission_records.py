"""ObjectPermissions and FieldPermissions records of a permission set."""

from typing import Any

from mock_org.metadata.parts import PermissionPart
from mock_org.metadata.permissions import COLUMNS
from mock_org.metadata.records import save_all
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.schema import Field, SObject

ACTIVITIES = ("Task", "Event")


def write_objects(set_id: str, part: PermissionPart, world: World, records: SetupRecords) -> None:
    """The object permissions that a file lists."""
    flags = world.schema["ObjectPermissions"]
    wanted = [
        {"SobjectType": world.schema[entry.sobject].name} | {c: on for c, on in entry.flags.items() if flags.field(c)}
        for entry in part.objects.values()
    ]
    save_all(records, "ObjectPermissions", {"ParentId": set_id}, wanted, ("SobjectType",))


def write_fields(
    set_id: str,
    part: PermissionPart,
    world: World,
    records: SetupRecords,
    *,
    standard_open: bool,
    mutes: bool = False,
) -> None:
    """The field permissions that a file lists.

    standard_open: also those of standard fields that it does not list, on objects that it opens.
    mutes: what is listed is muted; there Edit needs no Read.
    """
    wanted: dict[str, dict[str, Any]] = {}
    if standard_open:
        for entry in part.objects.values():
            if entry.flags["PermissionsRead"]:
                wanted |= _standard_fields(world.schema[entry.sobject])
        if part.permissions.get("activitiesaccess", ("", False))[1]:
            for name in ACTIVITIES:
                wanted |= _standard_fields(world.schema[name])
    for listed in part.fields.values():
        for name in ACTIVITIES if listed.sobject.lower() == "activity" else (listed.sobject,):
            sobject = world.schema[name]
            field = sobject.fields[listed.field.lower()]
            wanted |= _row(sobject, field, listed.readable, listed.editable)
    # A row that does not give Read is none (Object Reference, FieldPermissions): not written, and removed by an update.
    save_all(
        records,
        "FieldPermissions",
        {"ParentId": set_id},
        list(wanted.values()),
        ("Field",),
        worth_a_row=lambda row: bool(row["PermissionsRead"] or (mutes and row["PermissionsEdit"])),
    )


def open_everything(set_id: str, world: World, records: SetupRecords) -> None:
    """Every permission on the objects and fields that the project brought: what an administrator has."""
    wanted: dict[str, dict[str, Any]] = {}
    own = [s for s in world.changed.values() if s.share_of is None]
    for sobject in own:
        for field in sobject.fields.values():
            if field.custom and field.permissionable:
                wanted |= _row(sobject, field, True, True)
    flags = {column: True for column in COLUMNS.values() if world.schema["ObjectPermissions"].field(column)}
    objects = [{"SobjectType": s.name} | flags for s in own if s.custom]
    save_all(records, "ObjectPermissions", {"ParentId": set_id}, objects, ("SobjectType",))
    save_all(records, "FieldPermissions", {"ParentId": set_id}, list(wanted.values()), ("Field",))


def _standard_fields(sobject: SObject) -> dict[str, dict[str, Any]]:
    """The parts of an address follow the address (Object Reference, FieldPermissions)."""
    rows: dict[str, dict[str, Any]] = {}
    for field in sobject.fields.values():
        if field.permissionable and not field.custom and not field.compound_field_name:
            rows |= _row(sobject, field, True, True)
    return rows


def _row(sobject: SObject, field: Field, readable: bool, editable: bool) -> dict[str, dict[str, Any]]:
    name = f"{sobject.name}.{field.name}"
    writable = not field.calculated and not field.auto_number
    values = {
        "SobjectType": sobject.name,
        "Field": name,
        "PermissionsRead": readable,
        "PermissionsEdit": editable and writable,
    }
    return {name.lower(): values}
