"""Formulas at the time of a save: the record in hand, its parents past sharing, the running user."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.formula import Moment, Scope, Sight, evaluate, to_field, understand
from mock_org.schema import Field, SObject

Values = Mapping[str, Any]


def sight(ctx: SaveContext, sobject: SObject, new: Values, old: Values | None, *, strict: bool = False) -> Sight:
    """What a formula sees of a save: every record it names is read once."""
    seen: dict[tuple[str, str], Values | None] = {}

    def fetch(name: str, record_id: str) -> Values | None:
        key = (name, record_id)
        if key not in seen:
            rows = Rows(ctx.database, ctx.schema[name])
            seen[key] = rows.get(record_id) if record_id else next(iter(rows.find()), None)
        return seen[key]

    def find(name: str, field: str, value: Any) -> Values | None:
        return next(iter(Rows(ctx.database, ctx.schema[name]).find(**{field: value})), None)

    moment = Moment(ctx.clock.now(), ctx.user.time_zone)
    return Sight(ctx.schema, sobject, new, fetch, moment, ctx.user.id, old, strict, find)


def default_of(ctx: SaveContext, sobject: SObject, field: Field) -> Any:
    """What the formula of a default value gives for a new record; nothing where it cannot be computed."""
    node = understand(field.default_formula or "", Scope(ctx.schema, sobject, "default"))
    value = evaluate(node, sight(ctx, sobject, {}, None))
    return value if node.kind == "text" else to_field(field, value)
