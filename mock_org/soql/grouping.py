"""Aggregate queries as one select; with subtotals the union of their groupings, for which SQLite has no word."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, collate, func, select, union_all

from mock_org.soql.aggregates import Aggregation, GroupingSet
from mock_org.soql.ast import Query
from mock_org.soql.clauses import paged
from mock_org.soql.conditions import Conditions
from mock_org.soql.ordering import directed, order_by, sort_columns
from mock_org.soql.records import filters
from mock_org.soql.resolve import Source
from mock_org.storage.dialect import COLLATION


def grouped_select(query: Query, source: Source, aggregation: Aggregation) -> Select[Any]:
    """The select of an aggregate query."""
    where = filters(query, source)
    for item in query.order_by:
        aggregation.ordered(item.expression)
    sets = aggregation.sets
    if len(sets) == 1:
        only = sets[0]
        keys = order_by(query, source, only.operand)
        statement = _one(query, source, only, where, [])
        return paged(statement.select_from(source.from_clause()).order_by(*keys, *only.groups), query)
    return paged(_union(query, source, sets, where), query)


def _one(
    query: Query, source: Source, grouping: GroupingSet, where: list[Any], extra: list[ColumnElement[Any]]
) -> Select[Any]:
    statement = select(*grouping.columns, *extra).where(*where).group_by(*grouping.groups)
    if query.having is not None:
        conditions = Conditions(source, operand=grouping.operand, having=True)
        statement = statement.having(conditions.where(query.having))
    return statement


def _union(query: Query, source: Source, sets: list[GroupingSet], where: list[Any]) -> Select[Any]:
    """Detail rows first, each group's subtotal behind its rows, the grand total last, unless ORDER BY says else."""
    selects = []
    for grouping in sets:
        keys = [*sort_columns(query, source, grouping.operand), *grouping.order]
        extra: list[ColumnElement[Any]] = [key.label(f"k{number}") for number, key in enumerate(keys)]
        # Without an aggregate, the grouping of everything would be no grouping to the database.
        extra.append(func.count().label("rows"))
        selects.append(_one(query, source, grouping, where, extra))
    rows = union_all(*(each.select_from(source.from_clause()) for each in selects)).subquery()
    columns = list(rows.c)
    answered = len(sets[0].columns)
    keys = [_compared(column) for column in columns[answered:-1]]
    order = directed(query, keys)
    return select(*columns[:answered]).order_by(*order, *keys[len(order) :])


def _compared(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A union forgets how its texts compare."""
    return collate(column, COLLATION) if isinstance(column.type, Text) else column
