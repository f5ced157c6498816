"""objectPermissions, fieldPermissions and userPermissions, as profiles and permission sets share them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mock_org.metadata.findings import Findings, Place
from mock_org.metadata.node import Node
from mock_org.metadata.parts import FieldPermission, ObjectPermission, PermissionPart, Project, RecordTypeEntry
from mock_org.metadata.world import World
from mock_org.schema import SObject

# Metadata API, ProfileObjectPermissions; columns of the ObjectPermissions sObject. Confidence A.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "allowCreate": "PermissionsCreate",
        "allowRead": "PermissionsRead",
        "allowEdit": "PermissionsEdit",
        "allowDelete": "PermissionsDelete",
        "viewAllRecords": "PermissionsViewAllRecords",
        "modifyAllRecords": "PermissionsModifyAllRecords",
        "viewAllFields": "PermissionsViewAllFields",
    }
)
# Object Reference, ObjectPermissions: what each permission needs. Confidence A.
NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "allowCreate": ("allowRead",),
        "allowEdit": ("allowRead",),
        "allowDelete": ("allowRead", "allowEdit"),
        "viewAllRecords": ("allowRead",),
        "modifyAllRecords": ("allowRead", "allowEdit", "allowDelete", "viewAllRecords"),
        "viewAllFields": ("allowRead",),
    }
)
# What a profile or permission set may also say, and what it means that it is not read.
NOT_READ: Mapping[str, str] = MappingProxyType(
    {
        "applicationVisibilities": "apps are not there",
        "categoryGroupVisibilities": "data categories are not there",
        "classAccesses": "Apex is not run",
        "customMetadataTypeAccesses": "custom metadata types are not there",
        "customPermissions": "custom permissions are not there",
        "customSettingAccesses": "custom settings are not there",
        "externalDataSourceAccesses": "external data sources are not there",
        "flowAccesses": "flows are not run",
        "layoutAssignments": "pages show every field that a user may see",
        "loginFlows": "login flows are not run",
        "pageAccesses": "Visualforce pages are not there",
        "tabSettings": "the site shows every object that a user may read",
        "tabVisibilities": "the site shows every object that a user may read",
    }
)


def read_permissions(root: Node, *, mutes: bool = False, **part: Any) -> PermissionPart:
    """The entries of a file.

    mutes: a muting permission set, where each entry stands for itself. part: name, label, license, custom and values of
    the profile or permission set.
    """
    listed = (_object(node, mutes=mutes) for node in root.nodes("objectPermissions", "object"))
    objects = {entry.sobject.lower(): entry for entry in listed if entry}
    found = (_field(node, mutes=mutes) for node in root.nodes("fieldPermissions", "field"))
    fields = {f"{entry.sobject}.{entry.field}".lower(): entry for entry in found if entry}
    permissions = dict(_user_permission(node) for node in root.nodes("userPermissions", "name"))
    entries = (_record_type(n) for n in root.nodes("recordTypeVisibilities", "recordType"))
    types = {f"{e.sobject}.{e.name}".lower(): e for e in entries if e}
    for tag in NOT_READ:
        count = root.tags().count(tag)
        if count:
            root.findings.note(root.place.at(f"{tag} ({count} times)" if count > 1 else tag), NOT_READ[tag])
    root.known({*NOT_READ, "fullName"})
    root.finish()
    return PermissionPart(
        place=root.place, objects=objects, fields=fields, permissions=permissions, record_types=types, **part
    )


def _object(node: Node, *, mutes: bool) -> ObjectPermission | None:
    name = node.required("object")
    given = {tag: node.flag(tag) for tag in COLUMNS}
    for tag, needed in () if mutes else NEEDS.items():
        missing = [other for other in needed if given[tag] and not given[other]]
        if missing:
            node.findings.refuse(node.place.at(tag), f"needs {', '.join(missing)} too")
    node.finish(strict=True)
    return ObjectPermission(node.place, name, {COLUMNS[tag]: on for tag, on in given.items()}) if name else None


def _field(node: Node, *, mutes: bool) -> FieldPermission | None:
    sobject, _, name = node.required("field").partition(".")
    readable, editable = node.flag("readable"), node.flag("editable")
    if not name:
        node.findings.refuse(node.place.at("field"), f"is {sobject!r}; Object.Field is right")
    if editable and not readable and not mutes:
        node.findings.refuse(node.place.at("editable"), "needs readable too")
    node.known({"hidden"})
    node.finish(strict=True)
    return FieldPermission(node.place, sobject, name, readable, editable) if name else None


def _record_type(node: Node) -> RecordTypeEntry | None:
    sobject, _, name = node.required("recordType").partition(".")
    visible, default = node.flag("visible"), node.flag("default")
    if default and not visible:
        node.findings.refuse(node.place.at("default"), "needs visible too")
    node.known({"personAccountDefault"})
    node.finish(strict=True)
    return RecordTypeEntry(node.place, sobject, name, visible, default) if name else None


def _user_permission(node: Node) -> tuple[str, tuple[str, bool]]:
    name = node.required("name")
    enabled = node.flag("enabled")
    node.finish(strict=True)
    return name.lower(), (name, enabled)


def check_permissions(part: PermissionPart, project: Project, world: World, findings: Findings) -> PermissionPart:
    """The entries that the org can follow; a wrong one is refused, one about what is not there reported."""
    objects = {k: o for k, o in part.objects.items() if _knows_object(o.sobject, o.place, project, world, findings)}
    fields = {k: f for k, f in part.fields.items() if _knows_field(f, project, world, findings)}
    flags = world.schema["PermissionSet"]
    permissions = {}
    for key, (name, enabled) in part.permissions.items():
        field = flags.field(f"Permissions{name}")
        if field is None:
            findings.note(
                part.place.at(f"userPermissions[{name}]"), "is not a permission of the mock; it gives nothing"
            )
        else:
            permissions[key] = (field.name, enabled)
    types = {k: t for k, t in part.record_types.items() if _knows_record_type(t, project, world, findings)}
    return replace(part, objects=objects, fields=fields, permissions=permissions, record_types=types)


def _knows_record_type(part: RecordTypeEntry, project: Project, world: World, findings: Findings) -> bool:
    """A record type that is not there can be chosen by nobody: it is reported, not refused."""
    key = (part.sobject.lower(), part.name.lower())
    known = part.sobject in world.schema and "RecordType" in world.schema
    if key in project.record_types or (
        known and world.has_record("RecordType", SobjectType=part.sobject, DeveloperName=part.name)
    ):
        return True
    findings.note(part.place, f"{part.sobject} has no record type {part.name} in the mock; the entry gives nothing")
    return False


def _knows_object(name: str, place: Place, project: Project, world: World, findings: Findings) -> bool:
    """A permission on an object that is not there opens nothing: it is reported, not refused."""
    if name in world.schema:
        return True
    findings.note(place, f"{name} is not an object of the mock; the permission gives nothing")
    return False


def _knows_field(part: FieldPermission, project: Project, world: World, findings: Findings) -> bool:
    if part.sobject.lower() == "activity":
        return _in_schema(world.schema["Task"], part, project, findings)
    sobject = world.schema.get(part.sobject)
    if sobject is None:
        findings.note(part.place, f"{part.sobject} is not an object of the mock; the permission gives nothing")
        return False
    return _in_schema(sobject, part, project, findings)


def _in_schema(sobject: SObject, part: FieldPermission, project: Project, findings: Findings) -> bool:
    field = sobject.field(part.field)
    if field is None:
        own = part.field.lower().endswith("__c") and part.field.count("__") == 1
        if own and (part.sobject.lower(), part.field.lower()) not in project.skipped_fields:
            findings.refuse(
                part.place.at("field"), f"{part.field} is no field of {sobject.name}; add its file or correct the name"
            )
        else:
            findings.note(
                part.place, f"{sobject.name} has no field {part.field} in the mock; the permission gives nothing"
            )
        return False
    if not field.permissionable:
        if not (part.readable and part.editable):
            findings.note(
                part.place, f"has no effect: {sobject.name}.{field.name} is always open to who may see the record"
            )
        return False
    return True
