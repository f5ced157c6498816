"""Roll-up summary fields: what they sum up is there, and gives them their type."""

from mock_org.dml import Rollup
from mock_org.metadata.filters import condition
from mock_org.metadata.findings import Findings
from mock_org.metadata.parts import FieldPart, Project, SummaryPart
from mock_org.metadata.world import World
from mock_org.schema import Field, SObject, new_field
from mock_org.schema.types import NUMBER_TYPES

# Standard lookups that summaries take as if they were master-detail (Salesforce help, "Roll-Up Summary Field"). A.
AS_MASTER = frozenset(
    {("Opportunity", "AccountId"), ("CampaignMember", "CampaignId"), ("OpportunityLineItem", "OpportunityId")}
)
_DATES = frozenset({"date", "datetime"})
# By operation, the types of what is summed up.
SUMMED = {"sum": NUMBER_TYPES, "min": NUMBER_TYPES | _DATES, "max": NUMBER_TYPES | _DATES}
_COUNT_DIGITS = 18


def check(project: Project, world: World, findings: Findings) -> tuple[Rollup, ...]:
    """The summaries; their fields get the type of what they sum up."""
    found = []
    for part in project.fields.values():
        master = world.schema.get(part.sobject)
        if part.summary is None or master is None:
            continue
        rollup = _rollup(part, part.summary, master, world, findings)
        if rollup is not None:
            found.append(rollup)
            detail = world.schema[rollup.detail]
            summed = detail.field(rollup.summarized) if rollup.summarized else None
            world.change(world.schema[master.name].with_fields(_typed(part, rollup, summed)))
    return tuple(found)


def _rollup(part: FieldPart, summary: SummaryPart, master: SObject, world: World, findings: Findings) -> Rollup | None:
    name, _, lookup = summary.foreign_key.rpartition(".")
    detail = world.schema.get(name)
    via = detail.field(lookup) if detail else None
    if detail is None or via is None or not _is_master(detail, via, master):
        advice = f"{summary.foreign_key} is no master-detail relationship to {master.name}"
        findings.refuse(summary.place.at("summaryForeignKey"), advice)
        return None
    summed = _summed(summary, detail, findings)
    if summary.operation != "count" and summed is None:
        return None
    stated = None
    if summary.criteria:
        stated = condition(summary.criteria, None, detail, world.schema, findings, computed=True)
        if stated is None or any(item.value_field for item in summary.criteria):
            findings.refuse(summary.place.at("summaryFilterItems"), "cannot be read; compare with values")
            return None
    summarized = summed.name if summed else None
    return Rollup(master.name, part.name, detail.name, via.name, summary.operation, summarized, stated)


def _is_master(detail: SObject, via: Field, master: SObject) -> bool:
    if master.name not in via.reference_to:
        return False
    return via.relationship_order is not None or (detail.name, via.name) in AS_MASTER


def _summed(summary: SummaryPart, detail: SObject, findings: Findings) -> Field | None:
    """The detail's field; a count has none."""
    if summary.operation == "count":
        return None
    name, _, own = (summary.summarized or "").rpartition(".")
    field = detail.field(own) if name.lower() in ("", detail.name.lower()) else None
    if field is None or field.type not in SUMMED[summary.operation]:
        advice = f"{summary.summarized} is no field of {detail.name} that {summary.operation} takes"
        findings.refuse(summary.place.at("summarizedField"), advice)
        return None
    return field


def _typed(part: FieldPart, rollup: Rollup, summed: Field | None) -> Field:
    attributes = dict(part.attributes) | {"precision": _COUNT_DIGITS, "scale": 0}
    if summed is None:
        return new_field(part.name, "double", part.label, **attributes)
    attributes |= {"precision": summed.precision, "scale": summed.scale}
    return new_field(part.name, "double" if summed.type == "int" else summed.type, part.label, **attributes)
