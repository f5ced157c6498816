"""From a search to its records. It asks as a query does: a search never finds what a query by the same user hides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_

from mock_org.errors import SalesforceError
from mock_org.schema import Field, Schema, SObject
from mock_org.soql import CompileContext, FunctionCall, Path, Query, Record, Scope, compile_query
from mock_org.soql.errors import Refusal
from mock_org.sosl.ast import Condition, Search
from mock_org.sosl.errors import shown_in
from mock_org.sosl.matching import Matching
from mock_org.sosl.spec import MAX_ROWS, limited, spec_of
from mock_org.storage import Database


@dataclass(frozen=True, slots=True)
class Found:
    """The records, grouped by sObject in the order of RETURNING; labels: of the fields shown, where they are wanted."""

    records: list[Record]
    labels: list[dict[str, Any]]


@dataclass(frozen=True)
class _Holding:
    """A Scope that also hides the rows that do not hold the words."""

    scope: Scope
    group: str
    terms: Condition

    def queryable(self, sobject: SObject) -> bool:
        return self.scope.queryable(sobject)

    def readable(self, sobject: SObject, field: Field) -> bool:
        return self.scope.readable(sobject, field)

    def visible(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """Only FROM asks this: a search has neither child subqueries nor semi-joins."""
        holding = Matching(sobject, self.group, self.scope).predicate(self.terms, table)
        allowed = self.scope.visible(sobject, table)
        return holding if allowed is None else and_(allowed, holding)

    def computed(self, sobject: SObject) -> FromClause | None:
        return self.scope.computed(sobject)

    def scoped(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        return self.scope.scoped(sobject, table)

    def reachable(self, via: Field, target: SObject, table: FromClause) -> ColumnElement[bool] | None:
        return self.scope.reachable(via, target, table)

    def masked(self, via: Field, target: SObject, field: Field) -> bool:
        return self.scope.masked(via, target, field)

    def hidden(self, sobject: SObject, field: Field, table: FromClause) -> ColumnElement[bool] | None:
        return self.scope.hidden(sobject, field, table)


def run(search: Search, context: CompileContext, database: Database, version: str) -> Found:
    """The answer to a search. version: as URLs in it name it, e.g. "62.0". Raises SalesforceError."""
    queries = search.returning
    if queries is None:
        names = (each.name for each in searchable(context.schema, context.scope))
        queries = tuple(spec_of(name, -1, None, None, "") for name in names)
    holding = replace(context, scope=_Holding(context.scope, search.group, search.terms))
    groups = [_records(query, holding, database, version) for query in queries]
    limit = MAX_ROWS if search.limit is None else min(search.limit, MAX_ROWS)
    records = [record for group in _spread(groups, limit) for record in group]
    return Found(records, [_labels(query, context) for query in queries] if search.labels else [])


def searchable(schema: Schema, scope: Scope) -> list[SObject]:
    """The sObjects that a search without RETURNING looks through."""
    return [each for each in schema if _can_be_searched(each) and scope.queryable(each)]


def _can_be_searched(sobject: SObject) -> bool:
    return sobject.searchable and sobject.queryable and not sobject.virtual


def _records(query: Query, context: CompileContext, database: Database, version: str) -> list[Record]:
    path = query.sources[0].path
    with shown_in(query.text):
        sobject = context.schema.get(str(path))
        if sobject is not None and context.scope.queryable(sobject) and not _can_be_searched(sobject):
            message = f"entity type {sobject.name} does not support search"  # text: confidence D
            raise Refusal("INVALID_TYPE_FOR_OPERATION", message, path.at)
        query = limited(query)
    try:
        return compile_query(query, context).run(database, version).records
    except SalesforceError as refused:
        if refused.code != "MALFORMED_QUERY":
            raise
        raise SalesforceError("MALFORMED_SEARCH", refused.message) from None


def _spread(groups: Sequence[list[Record]], limit: int) -> list[list[Record]]:
    """As many records as the limit allows, evenly of every sObject (SOSL Reference, "LIMIT n", confidence A)."""
    taken = [0] * len(groups)
    while limit > 0:
        open_ones = [index for index, group in enumerate(groups) if taken[index] < len(group)]
        if not open_ones:
            break
        share = max(1, limit // len(open_ones))
        for index in open_ones:
            more = min(share, len(groups[index]) - taken[index], limit)
            taken[index] += more
            limit -= more
    return [group[:count] for group, count in zip(groups, taken, strict=True)]


def _labels(query: Query, context: CompileContext) -> dict[str, Any]:
    sobject = context.schema[str(query.sources[0].path)]
    fields = []
    for selected in query.select:
        path = selected.what.arguments[0] if isinstance(selected.what, FunctionCall) else selected.what
        field = sobject.field(path.parts[-1]) if isinstance(path, Path) and len(path.parts) == 1 else None
        if field is not None:
            fields.append({"name": field.name, "label": field.label})
    return {"entityName": sobject.name, "fieldMetadata": fields}
