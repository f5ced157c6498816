"""Group: groups/G.group-meta.xml, public groups. Who is in them is data, not metadata."""

from types import MappingProxyType

from mock_org.metadata.node import Node
from mock_org.metadata.parts import GroupPart, Project
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "Group"
REGULAR = "Regular"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A group file; its name is the group's DeveloperName."""
    values = {
        "Name": root.required("name"),
        # Unsaid, the wider "Grant Access Using Hierarchies" is not taken.
        "DoesIncludeBosses": root.flag("doesIncludeBosses"),
        "Description": root.maybe("description"),
    }
    project.groups[file.full_name.lower()] = GroupPart(root.place, file.full_name, MappingProxyType(values))
    root.known({"fullName"})
    root.finish()


def group_exists(name: str, project: Project, world: World) -> bool:
    """Whether a public group of that DeveloperName is in the project or in the org."""
    return name.lower() in project.groups or world.has_record("Group", DeveloperName=name, Type=REGULAR)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the groups."""
    for part in project.groups.values():
        with written_for(part.place):
            save(records, "Group", {"DeveloperName": part.name, "Type": REGULAR}, part.values)
