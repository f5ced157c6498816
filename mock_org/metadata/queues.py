"""Queue: queues/Q.queue-meta.xml: which records it takes and which groups and roles work on them."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.groups import REGULAR
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project, QueuePart
from mock_org.metadata.principals import principal_exists
from mock_org.metadata.records import save, written_for
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.schema import SObject
from mock_org.security import Principal

ROOT = "Queue"
QUEUE = "Queue"
# Metadata API, Queue, queueMembers: list element, its entries, the kind of principal. Confidence A.
MEMBERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "publicGroups": ("publicGroup", "group"),
        "roles": ("role", "role"),
        "roleAndSubordinates": ("roleAndSubordinate", "roleAndSubordinates"),
        "roleAndSubordinatesInternal": ("roleAndSubordinateInternal", "roleAndSubordinatesInternal"),
    }
)
# Type of the Group that stands for a role.
GROUP_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "role": "Role",
        "roleAndSubordinates": "RoleAndSubordinates",
        "roleAndSubordinatesInternal": "RoleAndSubordinatesInternal",
    }
)
HARMLESS = frozenset({"fullName", "description"})


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A queue file; its name is the queue's DeveloperName."""
    values = {
        "Name": root.required("name"),
        "Email": root.maybe("email"),
        "DoesSendEmailToMembers": root.flag("doesSendEmailToMembers"),
    }
    sobjects = []
    for node in root.nodes("queueSobject", "sobjectType"):
        sobjects.append(node.required("sobjectType"))
        node.finish(strict=True)
    members = [member for node in root.nodes("queueMembers") for member in _members(node)]
    part = QueuePart(root.place, file.full_name, MappingProxyType(values), tuple(sobjects), tuple(members))
    project.queues[file.full_name.lower()] = part
    root.known(HARMLESS)
    root.finish()


def _members(node: Node) -> list[Principal]:
    found = []
    for tag, (entry, kind) in MEMBERS.items():
        for listed in node.nodes(tag):
            found += [Principal(kind, name) for name in listed.texts(entry)]  # type: ignore[arg-type]
            listed.finish(strict=True)
    if node.has("users"):
        node.findings.note(node.place.at("users"), "users are data: add them as GroupMember records")
    node.known({"users"})
    node.finish(strict=True)
    return found


def check(project: Project, world: World, findings: Findings) -> None:
    """The members exist; the objects can be owned by a queue."""
    for part in project.queues.values():
        for member in part.members:
            if not principal_exists(member, project, world):
                findings.refuse(part.place.at("queueMembers"), f"{member} is neither in the project nor in the org")
        for name in part.sobjects:
            _check_sobject(name, world.schema.get(name), part, findings)


def _check_sobject(name: str, sobject: SObject | None, part: QueuePart, findings: Findings) -> None:
    place = part.place.at(f"queueSobject[{name}]/sobjectType")
    owner = sobject.field("OwnerId") if sobject else None
    if sobject is None and not name.lower().endswith("__c"):
        findings.note(place, f"{name} is not an object of the mock; the queue takes none")
    elif owner is None or "Group" not in owner.reference_to:
        findings.refuse(place, f"{name} cannot be owned by a queue; Lead, Case and custom objects with an owner can")


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the queues, what they take and who is in them."""
    for part in project.queues.values():
        with written_for(part.place):
            _write(part, world, records)


def _write(part: QueuePart, world: World, records: SetupRecords) -> None:
    queue_id = save(records, "Group", {"DeveloperName": part.name, "Type": QUEUE}, part.values)
    for name in part.sobjects:
        sobject = world.schema.get(name)
        if sobject:
            save(records, "QueueSobject", {"QueueId": queue_id, "SobjectType": sobject.name}, {})
    for member in part.members:
        save(records, "GroupMember", {"GroupId": queue_id, "UserOrGroupId": _group_id(member, records)}, {})


def _group_id(member: Principal, records: SetupRecords) -> str:
    if member.kind == "group":
        return str(records.find("Group", DeveloperName=member.name, Type=REGULAR)[0]["Id"])
    role_id = records.find("UserRole", DeveloperName=member.name)[0]["Id"]
    return str(records.find("Group", RelatedId=role_id, Type=GROUP_TYPES[member.kind])[0]["Id"])
