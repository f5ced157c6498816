"""DuplicateRule: duplicateRules/Account.My_Rule.duplicateRule-meta.xml. Active ones that match exactly are followed."""

from dataclasses import replace
from typing import Literal

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import DuplicateRulePart, Project
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.security.model import DuplicateRule, MatchingRule

ROOT = "DuplicateRule"
_MESSAGE = "Use one of these records?"


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A duplicate rule file, named Object.Rule (Metadata API, DuplicateRule; confidence A)."""
    sobject, _, name = file.full_name.partition(".")
    filtered = any(node.has("duplicateRuleFilterItems") for node in root.nodes("duplicateRuleFilter"))
    matching = tuple(_matching(node) for node in root.nodes("duplicateRuleMatchRules"))
    rule = DuplicateRule(
        name,
        sobject,
        root.text("alertText", _MESSAGE),
        _action(root, "Insert"),
        _action(root, "Update"),
        root.choice("securityOption", {"EnforceSharingRules", "BypassSharingRules"}) != "BypassSharingRules",
        (),
    )
    active = root.flag("isActive")
    root.known({"fullName", "description", "masterLabel", "sortOrder"})
    root.finish()
    project.duplicate_rules.pop((sobject.lower(), name.lower()), None)
    if active and filtered:
        root.findings.note(root.place.at("duplicateRuleFilter"), "is not understood; the rule finds nothing")
    elif active:
        project.duplicate_rules[sobject.lower(), name.lower()] = DuplicateRulePart(root.place, rule, matching)


def check(project: Project, world: World, findings: Findings) -> tuple[DuplicateRule, ...]:
    """The active rules with what they compare by; a matching rule that is not there is reported."""
    rules = []
    for part in project.duplicate_rules.values():
        matching = []
        for sobject, name, mapping in part.matching:
            found = project.matching_rules.get((sobject.lower(), name.lower()))
            if found is None or not _known(found, world):
                findings.note(part.place, f"{sobject}.{name} is no matching rule that is understood; it finds nothing")
            else:
                matching.append(replace(found, mapping=mapping))
        if matching:
            rules.append(replace(part.rule, matching=tuple(matching)))
    return tuple(rules)


def _known(rule: MatchingRule, world: World) -> bool:
    target = world.schema.get(rule.sobject)
    return target is not None and all(target.field(item.field) for item in rule.items)


def _action(root: Node, event: str) -> Literal["pass", "alert", "block"]:
    """Allow without Alert says nothing to the client; Block is never passed."""
    action = root.choice(f"actionOn{event}", {"Allow", "Block"})
    alerts = "Alert" in root.texts(f"operationsOn{event}")
    if action == "Block":
        return "block"
    return "alert" if alerts else "pass"


def _matching(node: Node) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    mapping: list[tuple[str, str]] = []
    for each in node.nodes("objectMapping"):
        for field in each.nodes("mappingFields"):
            mapping.append((field.required("outputField").lower(), field.required("inputField")))
            field.finish()
        each.known({"inputObject", "outputObject"})
        each.finish()
    found = (node.required("matchRuleSObjectType"), node.required("matchingRule"), tuple(mapping))
    node.finish()
    return found
