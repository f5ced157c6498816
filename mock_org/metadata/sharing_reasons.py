"""SharingReason: objects/X__c/sharingReasons/R.sharingReason-meta.xml, and <sharingReasons> in an object's file.

An Apex sharing reason is a RowCause of the object's Share rows (Metadata API, SharingReason; Apex Developer Guide,
"Creating Apex Managed Sharing"; confidence A).
"""

import re
from dataclasses import replace

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.sharing_parts import SharingReasonPart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.schema import PicklistEntry, SObject

ROOT = "SharingReason"
SUFFIX = "__c"
_NAME = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*__c")


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A reason's file; its object is the folder two above."""
    read_reason(root, file.owner, file.full_name, project)


def read_reason(node: Node, sobject: str, name: str, project: Project) -> None:
    """One reason of an object. Files say its name with or without __c; rows always have it."""
    full = name if name.lower().endswith(SUFFIX) else name + SUFFIX
    if not _NAME.fullmatch(full):
        node.findings.refuse(node.place.at("fullName"), f"is {name!r}; right is a name like Recruiter__c")
        return
    part = SharingReasonPart(node.place, sobject, full, node.text("label", name.removesuffix(SUFFIX)))
    project.sharing_reasons[sobject.lower(), full.lower()] = part
    node.known({"fullName"})
    node.finish()


def check(project: Project, world: World, findings: Findings) -> None:
    """Add the reasons to the Share objects of their objects."""
    for part in project.sharing_reasons.values():
        sobject = world.schema.get(part.sobject)
        if sobject is None or not sobject.custom:
            findings.refuse(part.place, f"{part.sobject} is no custom object; only these have Apex sharing reasons")
            continue
        share = next((each for each in world.schema if each.share_of == sobject.name), None)
        if share is None or sobject.sharing_model == "ControlledByParent":
            findings.refuse(
                part.place, f"{sobject.name} is controlled by its parent and has no shares to give a reason"
            )
        else:
            world.change(_with_reason(share, part))


def _with_reason(share: SObject, part: SharingReasonPart) -> SObject:
    cause = share.fields["rowcause"]
    kept = tuple(entry for entry in cause.picklist if entry.value.lower() != part.name.lower())
    return share.with_fields(replace(cause, picklist=(*kept, PicklistEntry(part.name, part.label))))
