"""Roll-up summary fields: stored with the master, brought up to date when a detail comes, changes or goes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.dml.rules import Rollup
from mock_org.dml.soql_context import system_context
from mock_org.formula import to_field
from mock_org.formula.kinds import decode
from mock_org.schema import Field, SObject
from mock_org.soql import And, Comparison, Condition, FunctionCall, Literal, Path, Query, compile_query
from mock_org.soql.ast import Expression, From, GroupBy, Selected

Values = Mapping[str, Any]
Masters = dict[tuple[str, str], None]  # (sObject, id), in order
# How the parent is saved; see save.run.
Update = Callable[[SObject, dict[str, Any], str], object]
_VALUE, _MASTER = "summed", "master"


def begin(ctx: SaveContext, sobject: SObject, new: dict[str, Any]) -> None:
    """A new master has no details: counts and sums are 0."""
    for rollup in ctx.rules.rollups_on(sobject.name):
        new[rollup.name] = _empty(rollup)


def masters_of(ctx: SaveContext, sobject: SObject, *rows: Values | None) -> Masters:
    """The masters that sum up these details, as they were and as they are."""
    return {
        (rollup.sobject, str(row[rollup.via])): None
        for rollup in ctx.rules.rollups_of(sobject.name)
        for row in rows
        if row and row.get(rollup.via)
    }


def masters_below(ctx: SaveContext, sobject: SObject, record_id: str) -> Masters:
    """The other masters of the details that go with a record that is deleted (a junction has two)."""
    found: Masters = {}
    for name in {rollup.detail for rollup in ctx.rules.rollups.values()}:
        detail = ctx.schema[name]
        for field in detail.fields.values():
            if field.relationship_order is not None and sobject.name in field.reference_to:
                rows = Rows(ctx.database, detail).find(**{field.name: record_id})
                found |= masters_of(ctx, detail, *rows)
    return {key: None for key in found if key[1] != record_id}


def roll_up(ctx: SaveContext, masters: Iterable[tuple[str, str]], update: Update) -> None:
    """Compute the summaries of these masters; one that changes is saved, with its triggers and validation rules.

    Apex Developer Guide, "Triggers and Order of Execution": the parent record goes through the save procedure.
    """
    for name, record_id in masters:
        master = ctx.schema[name]
        row = Rows(ctx.database, master).get(record_id)
        if row is None or row.get("IsDeleted"):
            continue
        values = {rollup.name: _summed(ctx, rollup, record_id) for rollup in ctx.rules.rollups_on(name)}
        changed = {key: value for key, value in values.items() if row.get(key) != value}
        if changed:
            update(master, changed, record_id)


def compute_all(ctx: SaveContext, rollup: Rollup) -> None:
    """Compute a summary that is new or other than before for every master, without saving them."""
    master, field = ctx.schema[rollup.sobject], _field(ctx, rollup)
    rows = Rows(ctx.database, master)
    by_master = {row[_MASTER]: row[_VALUE] for row in _ask(ctx, rollup, None)}
    found: dict[Any, list[str]] = {}
    for row in rows.find():
        value = by_master.get(row["Id"])
        value = _empty(rollup) if value is None else _stored(field, value)
        if row.get(rollup.name) != value:
            found.setdefault(value, []).append(row["Id"])
    for value, ids in found.items():
        rows.update(ids, {rollup.name: value})


def _summed(ctx: SaveContext, rollup: Rollup, record_id: str) -> Any:
    found = _ask(ctx, rollup, record_id)
    value = found[0][_VALUE] if found else None
    return _empty(rollup) if value is None else _stored(_field(ctx, rollup), value)


def _ask(ctx: SaveContext, rollup: Rollup, record_id: str | None) -> list[dict[str, Any]]:
    """The sum for one master, or for each."""
    via = Path((rollup.via,))
    of: Expression = Path((rollup.summarized or "Id",))
    function = FunctionCall(rollup.operation.upper(), (of,))
    own: list[Condition] = [Comparison(via, "=", Literal(record_id, "string"))] if record_id else []
    conditions = (*own, *([rollup.condition] if rollup.condition else []))
    keys = () if record_id else (via,)
    query = Query(
        select=(*(Selected(key, _MASTER) for key in keys), Selected(function, _VALUE)),
        sources=(From(Path((rollup.detail,))),),
        where=And(conditions) if len(conditions) > 1 else next(iter(conditions), None),
        group_by=GroupBy(keys) if keys else None,
    )
    return compile_query(query, system_context(ctx)).run(ctx.database, "62.0").records


def _field(ctx: SaveContext, rollup: Rollup) -> Field:
    return ctx.schema[rollup.sobject].fields[rollup.name.lower()]


def _stored(field: Field, value: Any) -> Any:
    """A number in the places of the field; days as they are."""
    if field.type in ("date", "datetime"):
        return value
    number = decode("number", value)
    return to_field(field, number / 100 if field.type == "percent" else number)


def _empty(rollup: Rollup) -> float | None:
    return 0.0 if rollup.operation in ("count", "sum") else None
