"""RecordType: objects/X/recordTypes/R.recordType-meta.xml, and <recordTypes> inside an object's own file."""

from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, RecordTypePart
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World

ROOT = "RecordType"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A record type file; its object is the folder two above."""
    read_record_type(root, file.path.parents[1].name, file.full_name, project)


def read_record_type(node: Node, sobject: str, name: str, project: Project) -> None:
    """One record type of an object."""
    values = {
        "Name": node.required("label"),
        "IsActive": node.flag("active", True),
        "Description": node.maybe("description"),
    }
    part = RecordTypePart(node.place, sobject, name, MappingProxyType(values))
    project.record_types[sobject.lower(), name.lower()] = part
    if node.has("picklistValues"):
        node.findings.note(
            node.place.at("picklistValues"), "are not checked: every value of the picklist may be chosen"
        )
    node.known({"fullName", "businessProcess", "compactLayoutAssignment", "picklistValues"})
    node.finish()


def check(project: Project, world: World, findings: Findings) -> None:
    """Drop the record types of objects that are not read."""
    for key, part in list(project.record_types.items()):
        if part.sobject not in world.schema or "RecordType" not in world.schema:
            findings.note(part.place, f"{part.sobject} is no object of this org; the record type is not there")
            del project.record_types[key]


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the record types."""
    for part in project.record_types.values():
        key = {"SobjectType": world.schema[part.sobject].name, "DeveloperName": part.name}
        with written_for(part.place):
            save(records, "RecordType", key, part.values)
