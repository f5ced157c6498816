"""ListView: objects/X/listViews/V.listView-meta.xml, and <listViews> inside an object's own file."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mock_org.metadata.criteria import Criterion, ListViewPart
from mock_org.metadata.filters import COMPARISONS, ImpreciseFilter, combine, condition
from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.source import SourceFile
from mock_org.metadata.standard_list_views import standard_list_views
from mock_org.metadata.target import SetupRecords
from mock_org.metadata.world import World
from mock_org.org.list_view_definition import ListViewDefinition, NewListView
from mock_org.schema import Schema, SObject
from mock_org.soql import And, Comparison, Condition, Literal, Path, condition_text

ROOT = "ListView"
# Metadata API, ListView, filterScope. Confidence A. The others need territories, teams or other users' choices.
SCOPES = MappingProxyType({"Everything": "everything", "Mine": "mine", "Queue": "queue"})
NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    tomllib.loads((files("mock_org.metadata") / "list_view_fields.toml").read_text(encoding="utf-8"))
)
_RELATIVE = re.compile(r"([A-Z_]+)(?::(\d{1,4}))?")
_LONGEST = 40  # of a label (Object Reference, ListView)


def read(file: SourceFile, root: Node, project: Project) -> None:
    """A list view file; its object is the folder two above."""
    read_list_view(root, file.path.parents[1].name, file.full_name, project)


def read_list_view(node: Node, sobject: str, name: str, project: Project) -> None:
    """One list view of an object."""
    scope = node.text("filterScope", "Everything")
    shared = [kind for each in node.nodes("sharedTo") for kind in each.tags()]
    part = ListViewPart(
        place=node.place,
        sobject=sobject,
        name=name,
        label=node.text("label", name)[:_LONGEST],
        columns=node.texts("columns"),
        criteria=tuple(_criterion(each) for each in node.nodes("filters")),
        logic=node.maybe("booleanFilter"),
        scope=SCOPES.get(scope, scope),
        queue=node.maybe("queue"),
        internal=bool(shared) and set(shared) <= {"allInternalUsers"},
    )
    if shared and not part.internal:
        node.findings.note(node.place.at("sharedTo"), "is not read: whoever may read the object may use the list view")
    node.known({"fullName", "language", "division"})
    node.finish()
    project.list_views[sobject.lower(), name.lower()] = part


def _criterion(node: Node) -> Criterion:
    found = Criterion(node.place, node.required("field"), node.required("operation"), node.text("value"))
    node.finish()
    return found


def check(project: Project, world: World, findings: Findings) -> None:
    """Drop the list views that cannot be shown exactly: a list of other rows is worse than none."""
    for key, part in list(project.list_views.items()):
        sobject, unclear = world.schema.get(part.sobject), Findings()
        if sobject is None or not sobject.layoutable:
            findings.note(part.place, f"{part.sobject} is no object with list views here; the list view is not there")
            del project.list_views[key]
            continue
        if part.scope not in SCOPES.values():
            unclear.refuse(part.place.at("filterScope"), f"is {part.scope!r}; one of {', '.join(SCOPES)} is understood")
        stated(part, sobject, world.schema, unclear)
        if unclear.refused:
            why = "; ".join(f"{fault.element.rpartition('/')[2]} {fault.advice}" for fault in unclear.report().refused)
            findings.note(part.place, f"the list view is not there: {why}")
            del project.list_views[key]
            continue
        for column in part.columns:
            if field_path(sobject, column, world.schema) is None:
                findings.note(part.place.at(f"columns[{column}]"), "is no field that is known; the column is left out")


def stated(part: ListViewPart, sobject: SObject, schema: Schema, findings: Findings) -> str:
    """The filter as SOQL; what is not understood is refused."""
    conditions = [_condition(each, sobject, schema, findings) for each in part.criteria]
    found = [one for one in conditions if one is not None]
    if len(found) < len(conditions) or not found:
        return ""
    try:
        whole = combine(part.logic, found) if part.logic else found[0] if len(found) == 1 else And(tuple(found))
    except ImpreciseFilter as fault:
        findings.refuse(part.place.at("booleanFilter"), f"{part.logic!r} {fault}")
        return ""
    return condition_text(whole)


def _condition(criterion: Criterion, sobject: SObject, schema: Schema, findings: Findings) -> Condition | None:
    path = field_path(sobject, criterion.field, schema)
    if path is None:
        findings.refuse(criterion.place.at("field"), f"{criterion.field} is no field that is known")
        return None
    *parents, name = path.split(".")
    owner = _owner(sobject, parents, schema)
    field = owner.field(name) if owner else None
    relative = _RELATIVE.fullmatch(criterion.value)
    if field is not None and field.type in ("date", "datetime") and relative and criterion.operation in COMPARISONS:
        number = int(relative[2]) if relative[2] else None
        value = Literal((relative[1], number), "date_literal")
        return Comparison(Path((*parents, field.name)), COMPARISONS[criterion.operation], value)
    plain = Criterion(criterion.place, name, criterion.operation, criterion.value)
    if owner is None or parents:
        findings.refuse(criterion.place.at("field"), f"{criterion.field} is no field of its own; name one that is")
        return None
    return condition((plain,), None, owner, schema, findings, computed=True)


def field_path(sobject: SObject, name: str, schema: Schema) -> str | None:
    """The field that a list view names, as SOQL names it; None for one that there is not."""
    known = {**NAMES["EVERY"], **NAMES.get(sobject.name, {})}
    path = known.get(name.upper(), name)
    if path == "Name" and sobject.name_field is not None:
        path = sobject.name_field.name
    *parents, last = path.split(".")
    owner = _owner(sobject, parents, schema)
    field = owner.field(last) if owner else None
    return None if field is None else ".".join([*parents, field.name])


def _owner(sobject: SObject, parents: Iterable[str], schema: Schema) -> SObject | None:
    at: SObject | None = sobject
    for parent in parents:
        lookup = at.relationship(parent) if at else None
        targets = lookup.reference_to if lookup else ()
        at = schema.get("User" if "User" in targets else targets[0]) if targets else None
    return at


def write(project: Project, world: World, records: SetupRecords) -> None:
    """Make the project's list views, and those that every object has from the beginning."""
    own = [_view(part, world, records) for part in project.list_views.values()]
    records.define_list_views(own)
    records.define_list_views([view for each in world.schema for view in standard_list_views(each)], change=False)


def _view(part: ListViewPart, world: World, records: SetupRecords) -> NewListView:
    sobject = world.schema[part.sobject]
    paths = [path for name in part.columns if (path := field_path(sobject, name, world.schema))]
    where: Any = stated(part, sobject, world.schema, Findings())
    if part.scope == "queue":
        queues = records.find("Group", Type="Queue", DeveloperName=part.queue or "")
        owner = f"OwnerId = '{queues[0]['Id'] if queues else ''}'"
        where = f"{owner} AND ({where})" if where else owner
    name = sobject.name_field.name if sobject.name_field else "Id"
    columns = tuple(dict.fromkeys(paths)) or (name,)
    scope = "mine" if part.scope == "mine" else "everything"
    definition = ListViewDefinition(columns, where, "mine" if scope == "mine" else "everything", (), part.internal)
    return NewListView(sobject.name, part.name, part.label, definition)
