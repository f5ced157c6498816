"""Aggregate queries: COUNT, SUM ... with GROUP BY and HAVING."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, false, func, literal, null, type_coerce

from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.aggregate_functions import GROUPING
from mock_org.soql.ast import Expression, FunctionCall, Path, Query, Selected, TypeOf
from mock_org.soql.display import TRANSPARENT
from mock_org.soql.errors import Refusal, malformed
from mock_org.soql.operands import check_place, is_aggregate, operand
from mock_org.soql.resolve import Source
from mock_org.soql.selection import MAX_COLUMNS
from mock_org.soql.shape import Value
from mock_org.soql.terms import GROUP, SELECT, Operand

Key = tuple[str, ...]
# SOQL and SOSL Reference, "GROUP BY ROLLUP", "GROUP BY CUBE" (confidence A).
MAX_SUBTOTAL_FIELDS = 3


def is_count(query: Query) -> bool:
    """SELECT COUNT() FROM ...: only totalSize is answered."""
    first = query.select[0].what
    return len(query.select) == 1 and _is_bare_count(first)


def is_grouped(query: Query) -> bool:
    """Whether rows are AggregateResults."""
    return query.group_by is not None or any(is_aggregate(selected.what) for selected in query.select)


class Aggregation:
    """Names, groups and rules of one aggregate query."""

    def __init__(self, query: Query, source: Source) -> None:
        self.query, self.source = query, source
        self.groups = self._groups(query)
        self.values: list[tuple[str, Value]] = []
        for selected in query.select:
            self._add(selected)
        if query.limit is not None and query.group_by is None:
            raise malformed(
                "Non-grouped query that uses overall aggregate functions cannot also use LIMIT", query.limit.at
            )

    @property
    def sets(self) -> list["GroupingSet"]:
        """The groupings that GROUP BY asks for: one, or with ROLLUP and CUBE those of the subtotals too."""
        keys = list(self.groups)
        kind = self.query.group_by.kind if self.query.group_by else ""
        if kind == "ROLLUP":
            return [GroupingSet(self, frozenset(keys[:count])) for count in range(len(keys), -1, -1)]
        if kind == "CUBE":
            masks = range(2 ** len(keys) - 1, -1, -1)
            return [GroupingSet(self, frozenset(k for n, k in enumerate(keys) if mask >> n & 1)) for mask in masks]
        return [GroupingSet(self, frozenset(keys))]

    def operand(self, expression: Expression, source: Source) -> Operand:
        """An expression that has one value per group."""
        if _is_bare_count(expression):
            raise malformed("Grouped query cannot use COUNT()", expression.at)
        found = operand(expression, source)
        if found.function == GROUPING:
            if self.query.group_by is None or not self.query.group_by.kind or found.key[1:] not in self.groups:
                raise malformed("GROUPING takes a field of GROUP BY ROLLUP or GROUP BY CUBE", found.at)
        elif not found.aggregate and found.key not in self.groups and not self._of_grouped_date(found):
            raise malformed(f"Field must be grouped or aggregated: {found.field.name}", found.at)
        return found

    def ordered(self, expression: Expression) -> None:
        """Refuse an element of ORDER BY that has no one value per group, in the words kept for it (confidence C)."""
        found = operand(expression, self.source)
        if not (found.aggregate or found.key in self.groups or self._of_grouped_date(found)):
            raise malformed(f"Ordered field must be grouped or aggregated: {found.field.name}", found.at)

    def _of_grouped_date(self, found: Operand) -> bool:
        """A date function of a date field that is grouped itself (SOQL and SOSL Reference, "Date Functions")."""
        group = self.groups.get(found.base)
        return group is not None and bool(found.function) and group.field.type == "date"

    def _groups(self, query: Query) -> dict[Key, Operand]:
        if query.group_by is None:
            if query.having is not None:
                raise malformed("HAVING needs a GROUP BY clause", query.at)
            return {}
        groups = {}
        if query.group_by.kind and len(query.group_by.expressions) > MAX_SUBTOTAL_FIELDS:
            message = f"GROUP BY {query.group_by.kind} takes at most {MAX_SUBTOTAL_FIELDS} fields"
            raise malformed(message, query.group_by.expressions[MAX_SUBTOTAL_FIELDS].at)
        for expression in query.group_by.expressions:
            found = operand(expression, self.source)
            if not found.aggregate:
                check_place(found, GROUP)
            if found.aggregate or not (found.function or found.field.groupable) or found.field.type in COMPOUND_TYPES:
                message = f"field '{found.field.name}' can not be grouped in a query call"
                raise Refusal("INVALID_FIELD", message, found.at)
            groups[found.key] = replace(found, column=_grouped(found))
        return groups

    def _add(self, selected: Selected) -> None:
        what = selected.what
        if isinstance(what, Query | TypeOf):
            raise malformed("Grouped query cannot select subqueries or TYPEOF", what.at)
        found = self.operand(what, self.source)
        check_place(found, SELECT)
        self._check_not_grouped(found, what)
        name = selected.alias or self._own_name(found)
        if name.lower() in {key.lower() for key, _ in self.values}:
            raise malformed(f"duplicate alias: {name}", selected.at)
        if len(self.values) >= MAX_COLUMNS:
            raise malformed(f"more than {MAX_COLUMNS} fields selected", selected.at)
        write = _summed if found.field.type == "boolean" else found.write
        self.values.append((name, Value(len(self.values), found.field, write)))

    def _check_not_grouped(self, found: Operand, what: Expression) -> None:
        """Refuse COUNT(Name) with GROUP BY Name; not with subtotals (quoted from orgs, confidence B, and C)."""
        plain = self.query.group_by is not None and not self.query.group_by.kind
        if plain and found.aggregate and found.base in self.groups and isinstance(what, FunctionCall):
            at = next((each.at for each in what.arguments if isinstance(each, Path)), found.at)
            raise malformed(f"Grouped field should not be aggregated: {found.field.name}", at)

    def _own_name(self, found: Operand) -> str:
        if not found.function or (found.function in TRANSPARENT and found.base and not found.aggregate):
            return found.field.name
        used = sum(1 for key, _ in self.values if key.startswith("expr") and key[4:].isdigit())
        return f"expr{used}"


@dataclass(frozen=True)
class GroupingSet:
    """One grouping: the fields of GROUP BY that are not in it are null in its rows."""

    aggregation: Aggregation
    active: frozenset[Key]

    def operand(self, expression: Expression, source: Source) -> Operand:
        """An expression as this grouping answers it."""
        found = self.aggregation.operand(expression, source)
        if found.function == GROUPING:
            return replace(found, column=literal(0 if found.key[1:] in self.active else 1))
        group = found.key if found.key in self.aggregation.groups else found.base
        if found.aggregate:
            return found
        if group in self.active:
            return replace(found, column=_grouped(found))
        return replace(found, column=type_coerce(null(), found.column.type))

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """The SELECT list."""
        source = self.aggregation.source
        selected = [each.what for each in self.aggregation.query.select]
        found = [self.operand(what, source) for what in selected if isinstance(what, Path | FunctionCall)]
        return [each.column.label(f"c{number}") for number, each in enumerate(found)]

    @property
    def groups(self) -> list[ColumnElement[Any]]:
        """What its rows are grouped by."""
        return [group.column for key, group in self.aggregation.groups.items() if key in self.active]

    @property
    def order(self) -> list[ColumnElement[Any]]:
        """For each field of GROUP BY: whether it is summed up here, and its value."""
        found: list[ColumnElement[Any]] = []
        for key, group in self.aggregation.groups.items():
            here = key in self.active
            found += [literal(int(not here)), group.column if here else type_coerce(null(), group.column.type)]
        return found


def _grouped(found: Operand) -> ColumnElement[Any]:
    """Checkboxes without a value are among the unchecked ones."""
    return func.coalesce(found.column, false()) if found.field.type == "boolean" else found.column


def _summed(value: Any) -> bool | None:
    """A checkbox in a row that may sum up over it."""
    return None if value is None else bool(value)


def _is_bare_count(expression: object) -> bool:
    return isinstance(expression, FunctionCall) and expression.name.upper() == "COUNT" and not expression.arguments
