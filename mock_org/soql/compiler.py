"""A Query to one SQL select and the shape of its answer. Every part of the statement is used or refused."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from mock_org.schema import SObject
from mock_org.soql.aggregates import Aggregation, is_count, is_grouped
from mock_org.soql.ast import Query
from mock_org.soql.children import Nesting
from mock_org.soql.clauses import effects, paged
from mock_org.soql.context import Answer, CompileContext, QueryResult
from mock_org.soql.errors import malformed, no_such_object, shown_in
from mock_org.soql.grouping import grouped_select
from mock_org.soql.recently_viewed import NAME as RECENTLY_VIEWED
from mock_org.soql.records import RecordsQuery, compile_records, filters
from mock_org.soql.resolve import Source, open_source
from mock_org.soql.shape import Value, aggregate_records
from mock_org.storage import Database
from mock_org.storage.reads import Read


@dataclass(frozen=True)
class Compiled:
    """A statement ready to run.

    kind: "records", "count", "aggregate", or "virtual" for an sObject that is answered by code.
    read: the select as text, once the statement is prepared.
    """

    kind: str
    sobject: SObject
    query: Query
    context: CompileContext
    statement: Select[Any] | None = None
    plan: RecordsQuery | None = None
    values: tuple[tuple[str, Value], ...] = ()
    answer: Answer | None = None
    read: Read | None = None

    @property
    def lasting(self) -> bool:
        """Whether it may be run again later, for the same reader (until tomorrow, if it names days)."""
        return self.answer is None and not self.context.of_its_instant

    @property
    def is_prepared(self) -> bool:
        """Whether the select is text already."""
        return (self.plan.read if self.plan else self.read) is not None

    def prepared(self, database: Database) -> "Compiled":
        """The same as text: what is kept of a statement that may be asked again."""
        if self.plan is not None:
            return replace(self, plan=self.plan.prepared(database.prepare))
        return self if self.statement is None else replace(self, read=database.prepare(self.statement))

    @property
    def asks_access(self) -> bool:
        """Whether its reader's access to records stands among the columns, which is asked beside the select."""
        return self.plan is not None and self.plan.asks_access

    def each_read(self, change: Callable[[Read], Read]) -> "Compiled":
        """The same, once prepared, with every select changed."""
        if self.plan is not None:
            return replace(self, plan=self.plan.each_read(change))
        assert self.read is not None
        return replace(self, read=change(self.read))

    def run(self, database: Database, version: str, **given: Any) -> QueryResult:
        """The answer. version: as URLs in it name it, e.g. "62.0". given: values of the statement's parameters."""
        if self.answer is not None:
            return self.answer(self.query, self.context)
        if self.plan is not None:
            return self._records(self.plan, database, version, given)
        select = self.read or self.statement
        assert select is not None
        rows = database.read(select, **given)
        if self.kind == "count":
            return QueryResult(rows[0][0], [])
        return QueryResult(len(rows), aggregate_records(rows, self.values))

    def _records(self, plan: RecordsQuery, database: Database, version: str, given: dict[str, Any]) -> QueryResult:
        rows, records = plan.run(version, database.read, self.context, **given)
        said = effects(self.query) if self.query.extras else frozenset()
        ids = tuple(row[plan.root.id_column] for row in rows) if said else ()
        return QueryResult(len(records), records, ids if "VIEW" in said else (), ids if "REFERENCE" in said else ())


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
        plan = compile_records(query, source, Nesting().compile)
        return Compiled("records", source.sobject, query, context, plan.statement, plan)


def _virtual(query: Query, context: CompileContext) -> Compiled | None:
    path = query.sources[0].path
    sobject = context.schema.get(str(path))
    if sobject is None or not sobject.virtual or sobject.name == RECENTLY_VIEWED:
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
    _no_effects(query)
    rows: Select[Any] = select(literal_column("1")).where(*filters(query, source)).select_from(source.from_clause())
    rows = paged(rows, query)
    return select(func.count()).select_from(rows.subquery())


def _aggregate(query: Query, source: Source) -> Compiled:
    _no_effects(query)
    aggregation = Aggregation(query, source)
    statement = grouped_select(query, source, aggregation)
    return Compiled("aggregate", source.sobject, query, source.context, statement, values=tuple(aggregation.values))


def _no_effects(query: Query) -> None:
    for clause in query.extras:
        if clause.words[0].upper() == "FOR":
            raise malformed(f"{clause} is not allowed in an aggregate query", clause.at)
