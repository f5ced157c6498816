"""ORDER BY: nulls first unless NULLS LAST is said, picklists in the order of their values."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, case, nulls_first, nulls_last

from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import Expression, Query
from mock_org.soql.errors import Refusal, malformed
from mock_org.soql.operands import Operand, operand
from mock_org.soql.resolve import Source

# SOQL and SOSL Reference, "ORDER BY" (confidence A).
MAX_ORDER_FIELDS = 32


def _ungrouped(expression: Expression, source: Source) -> Operand:
    found = operand(expression, source)
    if found.aggregate:
        raise malformed("ORDER BY cannot contain aggregated expressions without GROUP BY", found.at)
    return found


def order_by(
    query: Query, source: Source, understand: Callable[[Expression, Source], Operand] = _ungrouped
) -> list[UnaryExpression[Any]]:
    """The sort keys of a query. understand: how an expression is read; aggregate queries have their own way."""
    if len(query.order_by) > MAX_ORDER_FIELDS:
        raise malformed(f"ORDER BY takes at most {MAX_ORDER_FIELDS} fields", query.order_by[-1].expression.at)
    keys = []
    for item in query.order_by:
        found = understand(item.expression, source)
        if not found.aggregate and (not found.field.sortable or found.field.type in COMPOUND_TYPES):
            raise Refusal("INVALID_FIELD", f"field '{found.field.name}' can not be sorted in a query call", found.at)
        column = _sort_key(found)
        column = column.desc() if item.descending else column.asc()
        keys.append(nulls_last(column) if item.nulls_last else nulls_first(column))
    return keys


def _sort_key(found: Operand) -> ColumnElement[Any]:
    """Picklists sort as their values are set up (SOQL and SOSL Reference, "ORDER BY"), unknown values behind."""
    values = [entry.value for entry in found.field.picklist]
    if found.field.type != "picklist" or not values or found.function:
        return found.column
    places = {value: place for place, value in enumerate(values)}
    return case((found.column.is_(None), None), *((found.column == v, n) for v, n in places.items()), else_=len(places))
