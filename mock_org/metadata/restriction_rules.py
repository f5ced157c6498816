"""RestrictionRule: restrictionRules/R.rule-meta.xml: restriction rules and scoping rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.rule_filters import Unreadable, record_filter, user_filter
from mock_org.metadata.sharing_parts import RestrictionPart
from mock_org.metadata.source import SourceFile
from mock_org.metadata.world import World
from mock_org.schema import SObject, to_18
from mock_org.security.model import Filter, RestrictionRule

ROOT = "RestrictionRule"
# Metadata API, RestrictionRule.targetEntity; custom objects as well. Confidence A.
OBJECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Restrict": ("Contract", "Event", "Quote", "Task", "TimeSheet", "TimeSheetEntry"),
        "Scoping": ("Account", "Case", "Contact", "Event", "Lead", "Opportunity", "Task"),
    }
)
# Metadata API, EnforcementType: "FieldRestrict: Don't use." Confidence A.
KINDS = frozenset(OBJECTS)
# Performance and Unlimited Edition: five active rules an object (Restriction Rules Developer Guide; confidence A).
MOST = 5


@dataclass(frozen=True, slots=True)
class _Filters:
    users: Filter
    records: Filter


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A .rule file. All but `active` must be given; a rule that is not active is checked and then left out."""
    kind = root.choice("enforcementType", KINDS)
    if kind is None and not root.has("enforcementType"):
        root.findings.refuse(root.place.at("enforcementType"), "is missing; Restrict or Scoping is right")
    sobject, label = root.required("targetEntity"), root.required("masterLabel")
    records, users = root.required("recordFilter"), root.required("userCriteria")
    if not root.has("version"):
        root.findings.refuse(root.place.at("version"), "is missing; 1 is right")
    root.number("version", 1)
    active = root.flag("active")
    root.known({"description", "fullName"})
    root.finish(strict=True)
    if kind and sobject and records and users:
        key = file.full_name.lower()
        project.restrictions[key] = RestrictionPart(
            root.place, file.full_name, label, sobject, kind, active, records, users
        )


def check(project: Project, world: World, findings: Findings) -> tuple[RestrictionRule, ...]:
    """The active rules; what they name exists and can be compared."""
    rules: list[RestrictionRule] = []
    for part in project.restrictions.values():
        sobject = _target(part, project, world, findings)
        filters = _filters(part, sobject, world, findings) if sobject else None
        if sobject is None or filters is None or not part.active:
            continue
        kind = cast(Literal["Restrict", "Scoping"], part.kind)
        _check_number(part, sobject, rules, findings)
        rules.append(RestrictionRule(part.name, part.label, sobject.name, kind, filters.users, filters.records))
    return tuple(rules)


def _check_number(part: RestrictionPart, sobject: SObject, rules: list[RestrictionRule], findings: Findings) -> None:
    alike = [rule for rule in rules if (rule.sobject, rule.enforcement) == (sobject.name, part.kind)]
    if len(alike) >= MOST:
        findings.refuse(part.place, f"is active rule {len(alike) + 1} of {sobject.name}; {MOST} may be active")


def _target(part: RestrictionPart, project: Project, world: World, findings: Findings) -> SObject | None:
    place, key = part.place.at("targetEntity"), part.sobject.lower()
    found, known = world.schema.get(part.sobject), OBJECTS[part.kind]
    allowed = key in (name.lower() for name in known) or (found is not None and found.custom and not found.share_of)
    if found is not None and allowed:
        return found
    if key in (name.lower() for name in known) or key.endswith("__x") or key in project.skipped_objects:
        findings.note(place, f"{part.sobject} is not an object of the mock; the rule hides nothing")
    elif key.endswith("__c"):
        findings.refuse(place, f"{part.sobject} is no object of this org")
    else:
        right = f"{', '.join(known)} or a custom object"
        findings.refuse(place, f"{part.sobject} cannot have a rule of the kind {part.kind}; {right} can")
    return None


def _filters(part: RestrictionPart, sobject: SObject, world: World, findings: Findings) -> _Filters | None:
    found = []
    for tag, text in (("userCriteria", part.users), ("recordFilter", part.records)):
        try:
            made = user_filter(text, world.schema) if tag == "userCriteria" else None
            found.append(made or record_filter(text, sobject, world.schema))
        except Unreadable as fault:
            findings.refuse(part.place.at(tag), str(fault))
            continue
        _note_unknown_ids(part, tag, found[-1], world, findings)
    return _Filters(found[0], found[1]) if len(found) == 2 else None


def _note_unknown_ids(part: RestrictionPart, tag: str, criterion: Filter, world: World, findings: Findings) -> None:
    """Ids of profiles, roles and record types are another org's, as Salesforce warns who deploys such a rule."""
    for literal in criterion.values:
        record_id = to_18(str(literal.value)) if literal.kind == "string" else None
        sobject = world.schema.by_key_prefix(record_id[:3]) if record_id else None
        of_setup = sobject and sobject.name in ("Profile", "UserRole", "RecordType") and criterion.field.endswith("Id")
        if sobject and of_setup and not world.has_record(sobject.name, Id=record_id):
            advice = f"{record_id} is no {sobject.name} of this org; nothing is equal to it"
            findings.note(part.place.at(tag), advice)
