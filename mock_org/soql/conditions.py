"""WHERE and HAVING as SQL, in SOQL's two-valued logic; criteria of sharing and assignment rules too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import Boolean, ColumnElement, FromClause, and_, false, func, literal, not_, or_, select, type_coerce
from sqlalchemy.sql.elements import Grouping

from mock_org.schema import SObject
from mock_org.schema.types import COMPOUND_TYPES, ID_TYPES, TEXT_TYPES, Field
from mock_org.soql.ast import And, Comparison, Condition, Literal, Not, Or, Query
from mock_org.soql.context import CompileContext
from mock_org.soql.dates import bounds
from mock_org.soql.errors import Refusal, malformed, shown_in
from mock_org.soql.geolocation import DISTANCE
from mock_org.soql.literals import stored_value
from mock_org.soql.operands import check_place, operand
from mock_org.soql.resolve import Source
from mock_org.soql.terms import HAVING, WHERE, Operand, Understand

Predicate: TypeAlias = ColumnElement[bool]
SemiJoin: TypeAlias = Callable[[Comparison, Operand], Predicate]
# So many parts are joined flat; more make a tree, since the database limits the depth of an expression.
_FLAT = 50


def compile_condition(condition: Condition, sobject: SObject, table: FromClause, context: CompileContext) -> Predicate:
    """A predicate over the table's rows. Parent fields come from a sub-select, so any FROM may hold the table."""
    context = replace(context, used=None)
    with shown_in(context.text):
        source = Source(sobject, table, context)
        predicate = Conditions(source).where(condition)
        if not source.joined:
            return predicate
        inner = Source(sobject, context.alias(sobject), context)
        predicate = Conditions(inner).where(condition)
        return table.c["Id"].in_(select(inner.id).select_from(inner.from_clause()).where(predicate))


@dataclass
class Conditions:
    """The conditions of one query.

    semi_join: compiles IN (SELECT ...); None where Salesforce allows none.
    operand: how an expression is understood; HAVING has its own way.
    """

    source: Source
    semi_join: SemiJoin | None = None
    operand: Understand = operand
    having: bool = False

    def where(self, condition: Condition, above: str = "") -> Predicate:
        """One condition. above: the operators that it stands inside, since semi-joins stand inside AND only."""
        if isinstance(condition, And):
            return joined(and_, [self.where(part, above + "AND ") for part in condition.conditions])
        if isinstance(condition, Or):
            return joined(or_, [self.where(part, above + "OR ") for part in condition.conditions])
        if isinstance(condition, Not):
            return _not(self.where(condition.condition, above + "NOT "))
        return self._comparison(condition, above)

    def _filterable(self, field: Field) -> bool:
        since = field.unfilterable_since
        gone = since is not None and not self.having and self.source.context.api_version >= since
        return field.filterable and field.type not in COMPOUND_TYPES and not gone

    def _comparison(self, comparison: Comparison, above: str) -> Predicate:
        left = self.operand(comparison.left, self.source)
        check_place(left, HAVING if self.having else WHERE)
        if not left.function and not self._filterable(left.field):
            raise Refusal("INVALID_FIELD", f"field '{left.field.name}' can not be filtered in a query call", left.at)
        if isinstance(comparison.value, Query):
            if above == "OR ":  # quoted in logs of several projects (confidence B), as is the other text
                raise malformed("Semi join sub-selects are not allowed with the 'OR' operator", comparison.value.at)
            if self.semi_join is None or above.replace("AND ", ""):
                raise malformed(
                    "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested "
                    "WHERE expressions.",
                    comparison.value.at,
                )
            found = self.semi_join(comparison, left)
        else:
            found = self._against_values(comparison, left)
        return _not(found) if comparison.operator in ("!=", "NOT IN", "EXCLUDES") else found

    def _against_values(self, comparison: Comparison, left: Operand) -> Predicate:
        values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
        operator = comparison.operator
        _check_operator(operator, left)
        if operator in ("IN", "NOT IN"):
            return self._any_of(left, values)  # type: ignore[arg-type]
        if operator in ("INCLUDES", "EXCLUDES"):
            return _includes(left, values)  # type: ignore[arg-type]
        return self._one(operator, left, values[0])  # type: ignore[arg-type]

    def _one(self, operator: str, left: Operand, value: Literal) -> Predicate:
        if value.kind == "date_literal" and left.field.type in ("date", "datetime"):
            return _in_range(operator, left.column, *bounds(value, left.field.type, self.source.context))
        stored = stored_value(value, left.field, left.at)
        if operator in ("=", "!="):
            return _equals(left, stored)
        if stored is None:
            return false()
        if operator == "LIKE":
            return func.soql_like(left.column, stored).is_(True)
        return _ORDERED[operator](left.column, stored)

    def _any_of(self, left: Operand, values: tuple[Literal, ...]) -> Predicate:
        plain = [stored_value(v, left.field, left.at) for v in values if v.kind != "date_literal"]
        parts = [self._one("=", left, v) for v in values if v.kind == "date_literal"]
        if left.field.type == "boolean":
            return joined(or_, [*parts, *(_equals(left, value) for value in dict.fromkeys(plain))])
        listed = [value for value in plain if value is not None]
        if listed:
            parts.append(left.column.in_(listed))
        if len(listed) < len(plain):
            parts.append(_is_null(left))
        return joined(or_, parts)


_ORDERED: dict[str, Callable[[ColumnElement[Any], Any], Predicate]] = {
    "<": lambda column, value: column < value,
    "<=": lambda column, value: column <= value,
    ">": lambda column, value: column > value,
    ">=": lambda column, value: column >= value,
}


# SOQL and SOSL Reference, "Comparison Operators": LIKE is for strings only (confidence A; multipicklists seen refused).
_LIKENED = TEXT_TYPES - {"multipicklist"}


def _check_operator(operator: str, left: Operand) -> None:
    kind = left.field.type
    if left.function == DISTANCE and operator not in ("<", ">"):
        # SOQL and SOSL Reference, "Location-Based SOQL Query Considerations" (confidence A; text: D).
        raise malformed("DISTANCE can only be compared with < and >", left.at)
    if left.write is not None:
        raise malformed(f"{left.function} of {left.field.name} cannot be compared", left.at)
    refused = (
        (operator in ("INCLUDES", "EXCLUDES") and kind != "multipicklist")
        or (operator in _ORDERED and kind in ("boolean", "multipicklist"))
        or (operator == "LIKE" and kind not in _LIKENED)
    )
    if refused:
        shown = "id" if kind in ID_TYPES else kind
        raise Refusal("INVALID_QUERY_FILTER_OPERATOR", f"invalid operator on {shown} field", left.at)


def _equals(left: Operand, value: Any) -> Predicate:
    if left.field.type == "boolean":  # null is false (SOQL and SOSL Reference, "Filtering on Boolean Fields")
        return left.column.is_(True) if value else left.column.is_not(True)
    return _is_null(left) if value is None else left.column == value


def _is_null(left: Operand) -> Predicate:
    if left.field.type in TEXT_TYPES:
        return or_(left.column.is_(None), left.column == "")
    return left.column.is_(None)


def _not(predicate: Predicate) -> Predicate:
    """The other rows, nulls among them: != and NOT IN find records without a value (confidence B)."""
    return not_(func.coalesce(predicate, false()))


def _in_range(operator: str, column: ColumnElement[Any], first: str, end: str) -> Predicate:
    if operator in ("=", "!="):
        return and_(column >= first, column < end)
    return {"<": column < first, "<=": column < end, ">": column >= end, ">=": column >= first}[operator]


def _includes(left: Operand, values: tuple[Literal, ...]) -> Predicate:
    """'a;b' means a and b together; the values of the list are alternatives."""
    alternatives = []
    for value in values:
        stored = stored_value(value, left.field, left.at)
        parts = [part for part in str(stored or "").split(";") if part]
        alternatives.append(and_(*(_holds(left.column, part) for part in parts)) if parts else _is_null(left))
    return joined(or_, alternatives)


def _holds(column: ColumnElement[Any], value: str) -> Predicate:
    pattern = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.soql_like(literal(";").concat(column).concat(";"), f"%;{pattern};%").is_(True)


def joined(operator: Callable[..., Predicate], parts: Iterable[Predicate]) -> Predicate:
    """Many parts joined by and_ or or_, in groups: a database takes only so long a chain."""
    parts = list(parts)
    while len(parts) > _FLAT:
        groups = [parts[index : index + _FLAT] for index in range(0, len(parts), _FLAT)]
        parts = [_in_parentheses(operator(*group)) for group in groups]
    return parts[0] if len(parts) == 1 else operator(*parts)


def _in_parentheses(predicate: Predicate) -> Predicate:
    """A part that SQLAlchemy does not dissolve into the chain around it."""
    return Grouping(type_coerce(predicate, Boolean))
