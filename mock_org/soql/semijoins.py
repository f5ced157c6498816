"""Semi-joins and anti-joins: Id IN (SELECT AccountId FROM Contact ...), with Salesforce's restrictions."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select

from mock_org.schema.types import ID_TYPES
from mock_org.soql.ast import Comparison, Path, Query
from mock_org.soql.conditions import Conditions
from mock_org.soql.errors import malformed
from mock_org.soql.resolve import Source, open_source
from mock_org.soql.terms import Operand

# SOQL and SOSL Reference, "Comparison Operators", semi-joins (confidence A for the rules, D for some of the texts).
MAX_SEMI_JOINS = 2


@dataclass
class SemiJoins:
    """Those of one query."""

    source: Source
    seen: list[int] = field(default_factory=list)

    def compile(self, comparison: Comparison, left: Operand) -> ColumnElement[bool]:
        """`left` is one of the ids that the sub-select finds."""
        query = comparison.value
        assert isinstance(query, Query)
        self.seen.append(query.at)
        if len(self.seen) > MAX_SEMI_JOINS:
            raise malformed(f"Maximum {MAX_SEMI_JOINS} semi join sub-selects are allowed", query.at)
        if left.field.type not in ID_TYPES or len(left.base) > 1:
            raise malformed(
                "The left operand field in the where expression for outer query should be an id field, cannot use: "
                f"'{'.'.join(left.base)}'",
                left.at,
            )
        _check_clauses(query)
        inner = open_source(query.sources, self.source.context)
        if inner.sobject.name == self.source.sobject.name:
            raise malformed("The inner and outer selects should not be on the same object type", query.at)
        return left.column.in_(self._select(query, inner))

    def _select(self, query: Query, inner: Source):  # type: ignore[no-untyped-def]
        path = _only_path(query)
        found = inner.resolve(path)
        if found.field.type not in ID_TYPES or found.parents:
            raise malformed(f"Semi join sub-selects can only query id fields, cannot use: '{path}'", path.at)
        parts = [*inner.context.rows_of(inner.sobject, inner.table), found.column.is_not(None)]
        if query.where is not None:
            parts.append(Conditions(inner, _refuse_nesting).where(query.where))
        return select(found.column).select_from(inner.from_clause()).where(*parts)


def _only_path(query: Query) -> Path:
    what = query.select[0].what
    if len(query.select) > 1 or not isinstance(what, Path) or query.select[0].alias:
        raise malformed("Semi join sub-selects can only query one id field", query.at)
    return what


def _check_clauses(query: Query) -> None:
    clauses = {
        "USING SCOPE": query.scope,
        "WITH": query.security,
        "GROUP BY": query.group_by,
        "HAVING": query.having,
        "ORDER BY": query.order_by,
        "LIMIT": query.limit,
        "OFFSET": query.offset,
        " ".join(query.extras[0].words) if query.extras else "": query.extras,
    }
    for name, clause in clauses.items():
        if clause:
            raise malformed(f"{name} is not allowed in a semi join sub-select", query.at)


def _refuse_nesting(comparison: Comparison, left: Operand) -> ColumnElement[bool]:
    raise malformed("Nesting of semi join sub-selects is not supported", left.at)
