"""PermissionSetGroup: permissionsetgroups/G.permissionsetgroup-meta.xml: its permission sets, and what is muted."""

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import PermissionSetGroupPart, Project
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT, COMPONENT = "PermissionSetGroup", "PermissionSetGroupComponent"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A group file; its name is the group's API name."""
    muting = root.texts("mutingPermissionSets")
    if len(muting) > 1:
        root.findings.refuse(root.place.at("mutingPermissionSets"), f"stands here {len(muting)} times; one is right")
    root.known({"fullName", "status"})  # the status is computed
    part = PermissionSetGroupPart(
        root.place,
        file.full_name,
        values={"MasterLabel": root.text("label", file.full_name), "Description": root.maybe("description")},
        activated=root.flag("hasActivationRequired"),
        sets=root.texts("permissionSets"),
        muting=muting,
    )
    root.finish(strict=True)
    project.permission_set_groups[file.full_name.lower()] = part


def check(project: Project, world: World, findings: Findings) -> None:
    """The permission sets and the muting set are there."""
    for key, part in list(project.permission_set_groups.items()):
        for name in part.sets:
            place = part.place.at(f"permissionSets[{name}]")
            if name.lower() in project.skipped_permission_sets:
                findings.note(place, "is left out; the group goes without it")
            elif name.lower() not in project.permission_sets and not _known_set(name, world):
                findings.refuse(place, "is no permission set of the project or the org")
        for name in part.muting:
            if name.lower() not in project.muting_sets and not world.has_record(
                "MutingPermissionSet", DeveloperName=name
            ):
                place = part.place.at(f"mutingPermissionSets[{name}]")
                findings.refuse(place, "is no muting permission set of the project or the org")
        if part.activated:
            findings.note(
                part.place, "opens only in an activated session, which the mock has not; the group is left out"
            )
            del project.permission_set_groups[key]


def _known_set(name: str, world: World) -> bool:
    return world.has_record("PermissionSet", Name=name, IsOwnedByProfile=False)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the groups, and compute all of the org's: their permission sets may be others now."""
    for part in project.permission_set_groups.values():
        with written_for(part.place):
            _write(part, records)
    for group in records.find(ROOT):
        records.update(ROOT, group["Id"], {"Status": "Updated"})


def _write(part: PermissionSetGroupPart, records: SetupRecords) -> None:
    group_id = save(records, ROOT, {"DeveloperName": part.name}, part.values)
    found = [row for name in part.sets for row in records.find("PermissionSet", Name=name, IsOwnedByProfile=False)]
    found += [row for name in part.muting for row in records.find("MutingPermissionSet", DeveloperName=name)]
    wanted = {row["Id"] for row in found}
    there = {row["PermissionSetId"]: row["Id"] for row in records.find(COMPONENT, PermissionSetGroupId=group_id)}
    for member in there.keys() - wanted:
        records.delete(COMPONENT, there[member])
    for member in sorted(wanted - there.keys()):
        records.insert(COMPONENT, {"PermissionSetGroupId": group_id, "PermissionSetId": member})
