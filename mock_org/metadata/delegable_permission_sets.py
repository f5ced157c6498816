"""PortalDelegablePermissionSet: portaldelegablepermissionsets/D.portaldelegablepermissionset-meta.xml: which permission
sets the delegated external user administrators of a profile give to others (Metadata API; confidence A).
"""

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import DelegablePart, Project
from mock_org.metadata.profile_names import profile_name
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "PortalDelegablePermissionSet"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A file; its name is the record's DeveloperName."""
    root.known({"fullName", "isProtected"})  # "doesn't impact the behavior"
    project.delegable_sets[file.full_name.lower()] = DelegablePart(
        root.place,
        file.full_name,
        root.text("masterLabel", file.full_name),
        permission_set=root.text("permissionSet"),
        profile=root.text("profile"),
    )
    root.finish(strict=True)


def check(project: Project, world: World, findings: Findings) -> None:
    """Permission set and profile are there."""
    for key, part in list(project.delegable_sets.items()):
        left_out = part.permission_set.lower() in project.skipped_permission_sets
        if left_out or part.profile.lower() in project.skipped_profiles:
            findings.note(part.place, "is left out, since its profile or its permission set is")
            del project.delegable_sets[key]
            continue
        own = part.permission_set.lower() in project.permission_sets
        if not own and not world.has_record("PermissionSet", Name=part.permission_set, IsOwnedByProfile=False):
            findings.refuse(part.place.at("permissionSet"), "is no permission set of the project or the org")
        own = part.profile.lower() in project.profiles
        if not own and not world.has_record("Profile", Name=profile_name(part.profile)):
            findings.refuse(part.place.at("profile"), "is no profile of the project or the org")


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the records."""
    for part in project.delegable_sets.values():
        with written_for(part.place):
            _write(part, records)


def _write(part: DelegablePart, records: SetupRecords) -> None:
    [given] = records.find("PermissionSet", Name=part.permission_set, IsOwnedByProfile=False)
    [profile] = records.find("Profile", Name=profile_name(part.profile))
    values = {"MasterLabel": part.label, "PermissionSetId": given["Id"], "ProfileId": profile["Id"]}
    save(records, ROOT, {"DeveloperName": part.name}, values)
