"""Profile: profiles/P.profile-meta.xml.

A retrieved profile lists only what was retrieved along with it, so what it does not list is no denial (Metadata API
Developer Guide, Profile). Yet nothing may be opened by guessing: an object, a custom field or a user permission that
is not listed is closed. A standard field that is not listed, of an object that the profile may read, is open, as it is
in the standard profile that it was cloned from: to close it, the file lists it. Confidence A for the rule, D for the
choice.
"""

from dataclasses import replace
from typing import Any

from mock_org.metadata import log_in_policies
from mock_org.metadata.findings import Findings
from mock_org.metadata.licenses import has_license, user_type, within_license
from mock_org.metadata.node import Node
from mock_org.metadata.parts import PermissionPart, Project
from mock_org.metadata.permission_records import open_everything, write_fields, write_objects
from mock_org.metadata.permissions import check_permissions, read_permissions
from mock_org.metadata.profile_names import ADMINISTRATOR, profile_name
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "Profile"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A profile file; a later one of the same name changes the entries that it lists."""
    key = file.full_name.lower()
    log_in_policies.read_profile(root, profile_name(file.full_name), project)
    part = read_permissions(
        root,
        name=file.full_name,
        label=profile_name(file.full_name),
        license=root.maybe("userLicense"),
        custom=root.flag("custom"),
        values={"Description": root.maybe("description")},
    )
    before = project.profiles.get(key)
    if before:
        part = replace(
            part,
            license=part.license or before.license,
            objects={**before.objects, **part.objects},
            fields={**before.fields, **part.fields},
            permissions={**before.permissions, **part.permissions},
            record_types={**before.record_types, **part.record_types},
        )
    project.profiles[key] = part


def check(project: Project, world: World, findings: Findings) -> None:
    """Licence, objects, fields and permissions are there."""
    for key, part in list(project.profiles.items()):
        known = world.records.find("Profile", Name=part.label)
        if known and part.license is None:
            part = replace(part, license=_license_name(str(known[0]["UserLicenseId"]), world))
        if not has_license(part, "userLicense", world, findings):
            project.skipped_profiles.add(key)
            del project.profiles[key]
            continue
        if known and _license_name(str(known[0]["UserLicenseId"]), world).lower() != (part.license or "").lower():
            findings.refuse(
                part.place.at("userLicense"), "is not the licence that the profile has; a profile keeps its licence"
            )
        project.profiles[key] = check_permissions(within_license(part, findings), project, world, findings)


def _license_name(license_id: str, world: World) -> str:
    return next((str(r["Name"]) for r in world.records.find("UserLicense", Id=license_id)), "")


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the profiles, each with the permission set of its own.

    The administrator keeps everything and gets every object and field that was read.
    """
    for part in project.profiles.values():
        if part.label != ADMINISTRATOR:
            with written_for(part.place):
                _write(part, world, records)
    for profile in records.find("Profile", Name=ADMINISTRATOR):
        open_everything(_own_set(profile["Id"], "", {}, records), world, records)


def _write(part: PermissionPart, world: World, records: SetupRecords) -> None:
    license_id = records.find("UserLicense", Name=part.license)[0]["Id"]
    flags = dict(part.permissions.values())
    values = dict(part.values) | {"UserLicenseId": license_id, "UserType": user_type(part.license or "")} | flags
    profile_id = save(records, "Profile", {"Name": part.label}, values)
    set_values = flags | {"IsCustom": part.custom, "LicenseId": license_id}
    set_id = _own_set(profile_id, part.label, set_values, records)
    write_objects(set_id, part, world, records)
    write_fields(set_id, part, world, records, standard_open=True)


def _own_set(profile_id: str, label: str, values: dict[str, Any], records: SetupRecords) -> str:
    """A profile's permissions live in a permission set that it owns (Object Reference, PermissionSet.IsOwnedByProfile).
    In Salesforce its name is the letter X and an id (confidence B)."""
    key = {"ProfileId": profile_id, "IsOwnedByProfile": True}
    known = records.find("PermissionSet", **key)
    if known:
        changed = {name: value for name, value in values.items() if known[0].get(name) != value}
        if changed:
            records.update("PermissionSet", known[0]["Id"], changed)
        return str(known[0]["Id"])
    named = {"Name": f"X{profile_id}", "Label": label or f"X{profile_id}", "Type": "Profile"}
    return records.insert("PermissionSet", key | named | values)
