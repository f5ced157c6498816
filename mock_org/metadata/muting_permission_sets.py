"""MutingPermissionSet: mutingpermissionsets/M.mutingpermissionset-meta.xml. Inside its group it takes away."""

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import PermissionPart, Project
from mock_org.metadata.permission_records import write_fields, write_objects
from mock_org.metadata.permissions import check_permissions, read_permissions
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "MutingPermissionSet"
# It extends PermissionSet (Metadata API, MutingPermissionSet), and a group alone gives it to users.
HARMLESS = frozenset({"description", "hasActivationRequired", "license"})


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A muting set file; its name is the set's API name, and what is true in it is muted."""
    root.known(HARMLESS)
    project.muting_sets[file.full_name.lower()] = read_permissions(
        root,
        mutes=True,
        name=file.full_name,
        label=root.text("label", file.full_name),
        license=None,
        custom=True,
        values={},
    )


def check(project: Project, world: World, findings: Findings) -> None:
    """Objects, fields and permissions are there."""
    for key, part in project.muting_sets.items():
        if part.record_types:
            findings.note(
                part.place.at("recordTypeVisibilities"), "record types are not muted; the entries take nothing"
            )
        project.muting_sets[key] = check_permissions(part, project, world, findings)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the muting sets."""
    for part in project.muting_sets.values():
        with written_for(part.place):
            _write(part, world, records)


def _write(part: PermissionPart, world: World, records: SetupRecords) -> None:
    values = {"MasterLabel": part.label} | dict(part.permissions.values())
    muting_id = save(records, ROOT, {"DeveloperName": part.name}, values)
    write_objects(muting_id, part, world, records)
    write_fields(muting_id, part, world, records, standard_open=False, mutes=True)
