"""RecordType: objects/X/recordTypes/R.recordType-meta.xml, and <recordTypes> inside an object's own file."""

from types import MappingProxyType
from urllib.parse import unquote

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, RecordTypePart
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.security.model import RecordTypeAccess, RecordTypeValues

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
    picklists = tuple(_picklist(each, sobject, name) for each in node.nodes("picklistValues", "picklist"))
    part = RecordTypePart(node.place, sobject, name, MappingProxyType(values), picklists)
    project.record_types[sobject.lower(), name.lower()] = part
    node.known({"fullName", "businessProcess", "compactLayoutAssignment"})
    node.finish()


def _picklist(node: Node, sobject: str, name: str) -> RecordTypeValues:
    """Metadata API, RecordTypePicklistValue; names of values are percent-encoded. Confidence A."""
    field = node.required("picklist")
    values, default = [], None
    for each in node.nodes("values", "fullName"):
        values.append(unquote(each.required("fullName")))
        if each.flag("default"):
            default = values[-1]
        each.known({"allowEmail", "closed", "color", "converted", "forecastCategory", "highPriority", "probability"})
        each.known({"reverseRole", "reviewed", "won", "label", "isActive", "cssExposed", "description"})
        each.finish()
    node.finish()
    return RecordTypeValues(sobject, name, field, tuple(values), default)


def check(project: Project, world: World, findings: Findings) -> None:
    """Drop the record types of objects that are not read."""
    for key, part in list(project.record_types.items()):
        if part.sobject not in world.schema or "RecordType" not in world.schema:
            findings.note(part.place, f"{part.sobject} is no object of this org; the record type is not there")
            del project.record_types[key]


def access(project: Project) -> tuple[RecordTypeAccess, ...]:
    """Who may choose which record types, by profiles and permission sets."""
    holders = [(part.label, True, part) for part in project.profiles.values()]
    holders += [(part.name, False, part) for part in project.permission_sets.values()]
    return tuple(
        RecordTypeAccess(holder, of_profile, entry.sobject, entry.name, entry.visible, entry.default)
        for holder, of_profile, part in holders
        for entry in part.record_types.values()
    )


def values(project: Project) -> tuple[RecordTypeValues, ...]:
    """The picklist values of each record type."""
    return tuple(entry for part in project.record_types.values() for entry in part.picklists)


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the record types."""
    for part in project.record_types.values():
        key = {"SobjectType": world.schema[part.sobject].name, "DeveloperName": part.name}
        with written_for(part.place):
            save(records, "RecordType", key, part.values)
