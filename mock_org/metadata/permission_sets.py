"""PermissionSet: permissionsets/P.permissionset-meta.xml. It opens what it lists and nothing else."""

from mock_org.metadata.findings import Findings
from mock_org.metadata.licenses import has_license, within_license
from mock_org.metadata.node import Node
from mock_org.metadata.parts import PermissionPart, Project
from mock_org.metadata.permission_records import write_fields, write_objects
from mock_org.metadata.permissions import check_permissions, read_permissions
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "PermissionSet"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A permission set file; its name is the set's API name."""
    project.permission_sets[file.full_name.lower()] = read_permissions(
        root,
        name=file.full_name,
        label=root.text("label", file.full_name),
        license=root.maybe("license"),
        custom=True,
        values={
            "Description": root.maybe("description"),
            "HasActivationRequired": root.flag("hasActivationRequired"),
        },
    )


def check(project: Project, world: World, findings: Findings) -> None:
    """Licence, objects, fields and permissions are there."""
    for key, part in list(project.permission_sets.items()):
        if part.values["HasActivationRequired"]:
            findings.note(part.place, "opens only in an activated session, which the mock has not; the set is left out")
        elif part.license is None or _set_license(part, world) or has_license(part, "license", world, findings):
            project.permission_sets[key] = check_permissions(within_license(part, findings), project, world, findings)
            continue
        project.skipped_permission_sets.add(key)
        del project.permission_sets[key]


def _set_license(part: PermissionPart, world: World) -> bool:
    return world.has_record("PermissionSetLicense", MasterLabel=part.license)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the permission sets."""
    for part in project.permission_sets.values():
        with written_for(part.place):
            _write(part, world, records)


def _write(part: PermissionPart, world: World, records: SetupRecords) -> None:
    found = records.find("UserLicense", Name=part.license) if part.license else []
    found = found or (records.find("PermissionSetLicense", MasterLabel=part.license) if part.license else [])
    flags = dict(part.permissions.values())
    values = dict(part.values) | {"Label": part.label, "IsCustom": True} | flags
    if found:
        values["LicenseId"] = found[0]["Id"]
    set_id = save(records, "PermissionSet", {"Name": part.name, "IsOwnedByProfile": False}, values)
    write_objects(set_id, part, world, records)
    write_fields(set_id, part, world, records, standard_open=False)
