"""A Query to one SQL select and the shape of its answer. Every part of the statement is used or refused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select

from mock_org.schema import SObject
from mock_org.soql.aggregates import Aggregation, is_count, is_grouped
from mock_org.soql.ast import Query
from mock_org.soql.clauses import paged
from mock_org.soql.conditions import Conditions
from mock_org.soql.context import Answer, CompileContext, QueryResult, Record
from mock_org.soql.errors import malformed, no_such_object, shown_in
from mock_org.soql.ordering import order_by
from mock_org.soql.records import RecordsQuery, compile_records, filters
from mock_org.soql.resolve import Source, open_source
from mock_org.soql.shape import Row, Value, aggregate_records
from mock_org.storage import Database


@dataclass(frozen=True)
class Compiled:
    """A statement ready to run.

    kind: "records", "count", "aggregate", or "virtual" for an sObject that is answered by code.
    """

    kind: str
    sobject: SObject
    query: Query
    context: CompileContext
    statement: Select[Any] | None = None
    plan: RecordsQuery | None = None
    values: tuple[tuple[str, Value], ...] = ()
    answer: Answer | None = None

    def run(self, database: Database, version: str) -> QueryResult:
        """The answer. version: as URLs in it name it, e.g. "62.0"."""
        if self.answer is not None:
            return self.answer(self.query, self.context)
        assert self.statement is not None
        if self.kind == "count":
            return QueryResult(database.scalar(self.statement), [])
        rows = database.rows(self.statement)
        return QueryResult(len(rows), self.shape(rows, version, database))

    def shape(self, rows: Sequence[Row], version: str, database: Database) -> list[Record]:
        """Rows of the statement as records; child subqueries are fetched from the database."""
        if self.plan is None:
            return aggregate_records(rows, self.values)
        return self.plan.records(rows, version, database.rows)


def compile_query(query: Query, context: CompileContext) -> Compiled:
    """The statement as one reader may ask it. Raises SalesforceError."""
    context = replace(context, used=Counter())
    with shown_in(query.text or context.text):
        virtual = _virtual(query, context)
        if virtual is not None:
            return virtual
        source = open_source(query.sources, context)
        if is_count(query):
            return Compiled("count", source.sobject, query, context, _count(query, source))
        if is_grouped(query):
            return _aggregate(query, source)
        plan = compile_records(query, source)
        return Compiled("records", source.sobject, query, context, plan.statement, plan)


def _virtual(query: Query, context: CompileContext) -> Compiled | None:
    path = query.sources[0].path
    sobject = context.schema.get(str(path))
    if sobject is None or not sobject.virtual:
        return None
    answer = context.virtual.get(sobject.name.lower())
    if answer is None or not context.scope.queryable(sobject):
        raise no_such_object(str(path), path.at)
    return Compiled("virtual", sobject, query, context, answer=answer)


def _count(query: Query, source: Source) -> Select[Any]:
    unfit = {"GROUP BY": query.group_by, "HAVING": query.having, "ORDER BY": query.order_by}
    for name, clause in unfit.items():
        if clause:
            raise malformed(f"COUNT() cannot be used with {name}", query.at)
    if query.select[0].alias:
        raise malformed("COUNT() cannot have an alias", query.at)
    rows = select(source.id).where(*filters(query, source)).select_from(source.from_clause())
    rows = paged(rows, query)
    return select(func.count()).select_from(rows.subquery())


def _aggregate(query: Query, source: Source) -> Compiled:
    aggregation = Aggregation(query, source)
    where = filters(query, source)
    keys = order_by(query, source, aggregation.operand)
    statement = select(*aggregation.columns).where(*where).group_by(*aggregation.group_columns())
    if query.having is not None:
        conditions = Conditions(source, operand=aggregation.operand, having=True)
        statement = statement.having(conditions.where(query.having))
    statement = statement.select_from(source.from_clause()).order_by(*keys, *aggregation.group_columns())
    values = tuple(aggregation.values)
    return Compiled("aggregate", source.sobject, query, source.context, paged(statement, query), values=values)
