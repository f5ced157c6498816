"""<lookupFilter> of a lookup: which records it takes."""

from dataclasses import replace

from mock_org.dml import LookupFilter
from mock_org.dml.lookup_filters import DEFAULT_MESSAGE, SOURCE
from mock_org.metadata.computed import criterion
from mock_org.metadata.criteria import Criterion
from mock_org.metadata.filters import ImpreciseFilter, combine, condition
from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import FieldPart, LookupFilterPart, Project
from mock_org.metadata.world import World
from mock_org.schema import SObject
from mock_org.soql.ast import And, Comparison, Condition, Literal

_SOURCE = "$source."


def read_filter(node: Node) -> LookupFilterPart | None:
    """An active filter that must be kept (Metadata API, LookupFilter; confidence A)."""
    found = None
    for each in node.nodes("lookupFilter"):
        active, optional = each.flag("active"), each.flag("isOptional")
        items = tuple(map(criterion, each.nodes("filterItems")))
        if active and not optional:
            found = LookupFilterPart(each.place, items, each.maybe("booleanFilter"), each.maybe("errorMessage"))
        each.known({"booleanFilter", "errorMessage", "infoMessage", "description"})
        each.finish()
    return found


def check(project: Project, world: World, findings: Findings) -> tuple[LookupFilter, ...]:
    """The filters that can be asked; one that cannot is reported, and refuses nothing."""
    found = []
    for part in project.fields.values():
        sobject = world.schema.get(part.sobject)
        field = sobject.field(part.name) if sobject else None
        if part.lookup_filter is None or sobject is None or field is None or not field.reference_to:
            continue
        unclear = Findings()
        target = world.schema.get(field.reference_to[0])
        stated = _stated(part, part.lookup_filter, sobject, target, world, unclear) if target else None
        if stated is None or target is None:
            why = "; ".join(f"{fault.element.rpartition('/')[2]} {fault.advice}" for fault in unclear.report().refused)
            findings.note(part.lookup_filter.place, f"is not applied, every record may be chosen: {why}")
            continue
        message = part.lookup_filter.message or DEFAULT_MESSAGE
        found.append(LookupFilter(sobject.name, field.name, target.name, stated, message))
    return tuple(found)


def _stated(
    part: FieldPart, filter_: LookupFilterPart, sobject: SObject, target: SObject, world: World, findings: Findings
) -> Condition | None:
    """The condition on the target; where a criterion names a field of the source, that stands for the value."""
    sources: dict[int, str] = {}
    plain = []
    for number, item in enumerate(filter_.criteria):
        if item.value_field is not None:
            name = item.value_field
            own = sobject.field(name[len(_SOURCE) :]) if name.lower().startswith(_SOURCE) else None
            if own is None or not own.has_column:
                findings.refuse(item.place.at("valueField"), f"{name} is not read")
                return None
            sources[number] = own.name
        plain.append(replace(item, value="") if item.value_field else item)
    if not plain:
        findings.refuse(filter_.place.at("filterItems"), "is missing")
        return None
    return _combined(part, plain, sources, filter_.logic, target, world, findings)


def _combined(
    part: FieldPart,
    criteria: list[Criterion],
    sources: dict[int, str],
    logic: str | None,
    target: SObject,
    world: World,
    findings: Findings,
) -> Condition | None:
    each = []
    for number, item in enumerate(criteria):
        found = condition([item], None, target, world.schema, findings, computed=True)
        if found is None:
            return None
        if number in sources:
            if not isinstance(found, Comparison):
                findings.refuse(item.place.at("operation"), f"{item.operation} with a field is not read")
                return None
            found = replace(found, value=Literal(sources[number], SOURCE))
        each.append(found)
    try:
        return combine(logic, each) if logic else And(tuple(each))
    except ImpreciseFilter as fault:
        findings.refuse(part.place.at("lookupFilter/booleanFilter"), str(fault))
        return None
