"""ORDER BY: nulls first unless NULLS LAST is said, picklists in the order of their values."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, case, false, func, nulls_first, nulls_last

from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import Expression, Query
from mock_org.soql.errors import Refusal, malformed
from mock_org.soql.operands import check_place, operand
from mock_org.soql.resolve import Source
from mock_org.soql.terms import ORDER, Operand, Understand

# SOQL and SOSL Reference, "ORDER BY" (confidence A).
MAX_ORDER_FIELDS = 32


def _ungrouped(expression: Expression, source: Source) -> Operand:
    found = operand(expression, source)
    if found.aggregate:
        raise malformed("ORDER BY cannot contain aggregated expressions without GROUP BY", found.at)
    return found


def order_by(query: Query, source: Source, understand: Understand = _ungrouped) -> list[UnaryExpression[Any]]:
    """The sort keys of a query. understand: how an expression is read; aggregate queries have their own way."""
    return directed(query, sort_columns(query, source, understand))


def sort_columns(query: Query, source: Source, understand: Understand) -> list[ColumnElement[Any]]:
    """What is sorted by, without direction."""
    if len(query.order_by) > MAX_ORDER_FIELDS:
        raise malformed(f"ORDER BY takes at most {MAX_ORDER_FIELDS} fields", query.order_by[-1].expression.at)
    columns = []
    for item in query.order_by:
        found = understand(item.expression, source)
        check_place(found, ORDER)
        if not found.function and (not found.field.sortable or found.field.type in COMPOUND_TYPES):
            raise Refusal("INVALID_FIELD", f"field '{found.field.name}' can not be sorted in a query call", found.at)
        columns.append(_sort_key(found))
    return columns


def directed(query: Query, columns: Sequence[ColumnElement[Any]]) -> list[UnaryExpression[Any]]:
    """The first columns as the elements of ORDER BY say."""
    keys = []
    for item, column in zip(query.order_by, columns, strict=False):
        key = column.desc() if item.descending else column.asc()
        keys.append(nulls_last(key) if item.nulls_last else nulls_first(key))
    return keys


def _sort_key(found: Operand) -> ColumnElement[Any]:
    """Picklists sort as their values are set up (SOQL and SOSL Reference, "ORDER BY"), unknown values behind."""
    if found.field.type == "boolean":
        return func.coalesce(found.column, false())
    values = [entry.value for entry in found.field.picklist]
    if found.field.type != "picklist" or not values or found.function:
        return found.column
    places = {value: place for place, value in enumerate(values)}
    return case((found.column.is_(None), None), *((found.column == v, n) for v, n in places.items()), else_=len(places))
