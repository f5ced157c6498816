"""COUNT, COUNT_DISTINCT, SUM, AVG, MIN and MAX; GROUPING, which only grouping sets can answer."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func, literal

from mock_org.schema import Field
from mock_org.schema.types import COMPOUND_TYPES, NUMBER_TYPES
from mock_org.soql.ast import FunctionCall, Path
from mock_org.soql.errors import malformed
from mock_org.soql.resolve import Source
from mock_org.soql.terms import (
    HAVING,
    ORDER,
    SELECT,
    Function,
    Operand,
    Understand,
    not_supported,
    only_argument,
)

_PLACES = frozenset({SELECT, HAVING, ORDER})
GROUPING = "GROUPING"


def _aggregate(
    sql: Callable[[ColumnElement[Any]], ColumnElement[Any]], gives: str | None, takes: frozenset[str] = frozenset()
) -> Function:
    """takes: field types that may be the argument (empty: every one). gives: result type, None as the argument's."""

    def build(call: FunctionCall, source: Source, understand: Understand) -> Operand:
        argument = only_argument(call)
        if not isinstance(argument, Path):
            raise malformed(f"{call.name} takes one field", call.at)
        found = understand(argument, source)
        field = found.field
        if field.type in COMPOUND_TYPES or not field.aggregatable or (takes and field.type not in takes):
            raise not_supported(found, call, "aggregate operator")
        answer = Field(field.name, gives or field.type, field.label, scale=field.scale)
        name = call.name.upper()
        return Operand(answer, sql(found.column), (name, *found.key), call.at, True, name, found.base)

    return Function(build, _PLACES, aggregate=True)


def _grouping(call: FunctionCall, source: Source, understand: Understand) -> Operand:
    """1 in a row that sums up over the field, else 0: a grouping set puts its own answer in the place of this 0."""
    found = understand(only_argument(call), source)
    field = Field(GROUPING, "int", GROUPING)
    return Operand(field, literal(0), (GROUPING, *found.key), call.at, True, GROUPING, found.base)


AGGREGATES: dict[str, Function] = {
    "COUNT": _aggregate(func.count, "int"),
    "COUNT_DISTINCT": _aggregate(lambda column: func.count(column.distinct()), "int"),
    "SUM": _aggregate(func.sum, None, NUMBER_TYPES),
    "AVG": _aggregate(func.avg, "double", NUMBER_TYPES),
    "MIN": _aggregate(func.min, None),
    "MAX": _aggregate(func.max, None),
    GROUPING: Function(_grouping, _PLACES, aggregate=True),
}
