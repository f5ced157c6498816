"""AccountRelationshipShareRule: accountRelationshipShareRules/R.accountRelationshipShareRule-meta.xml."""

from types import MappingProxyType

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.records import save, written_for
from mock_org.metadata.sharing_parts import AccountRelationshipPart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.security.sharing.account_relationships import RULE, fault_of_rule

ROOT = RULE
LEVELS = frozenset({"Read", "Edit"})
# Which element says which field (Metadata API, AccountRelationshipShareRule; confidence A).
TAGS = MappingProxyType(
    {
        "EntityType": "entityType",
        "AccountToCriteriaField": "accountToCriteriaField",
        "StaticFormulaCriteria": "staticFormulaCriteria",
    }
)


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A rule; its file's name is the DeveloperName."""
    access = root.choice("accessLevel", LEVELS)
    if access is None and not root.has("accessLevel"):
        root.findings.refuse(root.place.at("accessLevel"), "is missing; Read or Edit is right")
    values = {
        "MasterLabel": root.required("masterLabel"),
        "Type": root.required("type"),
        "EntityType": root.required("entityType"),
        "AccountToCriteriaField": root.required("accountToCriteriaField"),
        "StaticFormulaCriteria": root.maybe("staticFormulaCriteria"),
        "Description": root.maybe("description"),
        "AccessLevel": access,
    }
    root.known({"fullName"})
    root.finish(strict=True)
    part = AccountRelationshipPart(root.place, file.full_name, MappingProxyType(values))
    project.account_relationship_rules[file.full_name.lower()] = part


def check(project: Project, world: World, findings: Findings) -> None:
    """What the rules share can be shared, by a lookup that is there."""
    for part in project.account_relationship_rules.values():
        if RULE not in world.schema:
            findings.note(
                part.place, "account relationships are off (CommunitiesSettings.enablePRMAccRelPref); it gives nothing"
            )
            continue
        fault = fault_of_rule(world.schema, part.values) if part.values["EntityType"] else None
        if fault and part.values["EntityType"] == "Order":
            findings.note(part.place.at("entityType"), "Order is not an object of the mock; the rule gives nothing")
        elif fault:
            findings.refuse(part.place.at(TAGS[fault[0]]), fault[1])


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Create or change the rules."""
    if RULE not in world.schema:
        return
    for part in project.account_relationship_rules.values():
        if part.values["EntityType"] in world.schema:
            with written_for(part.place):
                save(records, RULE, {"DeveloperName": part.name}, part.values)
