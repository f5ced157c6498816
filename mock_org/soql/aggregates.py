"""Aggregate queries: COUNT, SUM ... with GROUP BY and HAVING."""

from typing import Any

from sqlalchemy import ColumnElement

from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import Expression, FunctionCall, Query, Selected, TypeOf
from mock_org.soql.errors import Refusal, malformed, unsupported
from mock_org.soql.operands import Operand, is_aggregate, operand
from mock_org.soql.resolve import Source
from mock_org.soql.selection import MAX_COLUMNS
from mock_org.soql.shape import Value


def is_count(query: Query) -> bool:
    """SELECT COUNT() FROM ...: only totalSize is answered."""
    first = query.select[0].what
    return len(query.select) == 1 and _is_bare_count(first)


def is_grouped(query: Query) -> bool:
    """Whether rows are AggregateResults."""
    return query.group_by is not None or any(is_aggregate(selected.what) for selected in query.select)


class Aggregation:
    """Columns and groups of one aggregate query."""

    def __init__(self, query: Query, source: Source) -> None:
        self.source = source
        self.groups = self._groups(query)
        self.columns: list[ColumnElement[Any]] = []
        self.values: list[tuple[str, Value]] = []
        for selected in query.select:
            self._add(selected)
        if query.limit is not None and query.group_by is None:
            raise malformed(
                "Non-grouped query that uses overall aggregate functions cannot also use LIMIT", query.limit.at
            )

    def operand(self, expression: Expression, source: Source) -> Operand:
        """An expression that has one value per group."""
        if _is_bare_count(expression):
            raise malformed("Grouped query cannot use COUNT()", expression.at)
        found = operand(expression, source)
        if not found.aggregate and found.key not in self.groups:
            raise malformed(f"Field must be grouped or aggregated: {found.field.name}", found.at)
        return found

    def group_columns(self) -> list[ColumnElement[Any]]:
        return [group.column for group in self.groups.values()]

    def _groups(self, query: Query) -> dict[tuple[str, ...], Operand]:
        if query.group_by is None:
            if query.having is not None:
                raise malformed("HAVING needs a GROUP BY clause", query.at)
            return {}
        if query.group_by.kind:
            raise unsupported(f"GROUP BY {query.group_by.kind}", query.group_by.at)
        groups = {}
        for expression in query.group_by.expressions:
            found = operand(expression, self.source)
            if found.aggregate or not found.field.groupable or found.field.type in COMPOUND_TYPES:
                message = f"field '{found.field.name}' can not be grouped in a query call"
                raise Refusal("INVALID_FIELD", message, found.at)
            groups[found.key] = found
        return groups

    def _add(self, selected: Selected) -> None:
        what = selected.what
        if isinstance(what, Query | TypeOf):
            raise malformed("Grouped query cannot select subqueries or TYPEOF", what.at)
        found = self.operand(what, self.source)
        name = selected.alias or (self._next_name() if found.function else found.field.name)
        if name.lower() in {key.lower() for key, _ in self.values}:
            raise malformed(f"duplicate alias: {name}", selected.at)
        if len(self.columns) >= MAX_COLUMNS:
            raise malformed(f"more than {MAX_COLUMNS} fields selected", selected.at)
        label = f"c{len(self.columns)}"
        self.columns.append(found.column.label(label))
        self.values.append((name, Value(label, found.field)))

    def _next_name(self) -> str:
        used = sum(1 for key, _ in self.values if key.startswith("expr") and key[4:].isdigit())
        return f"expr{used}"


def _is_bare_count(expression: object) -> bool:
    return isinstance(expression, FunctionCall) and expression.name.upper() == "COUNT" and not expression.arguments
