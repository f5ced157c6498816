"""Queries that answer records, with their child subqueries."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, select

from mock_org.soql.access_relation import LABEL, AccessColumns, is_access
from mock_org.soql.ast import Path, Query, TypeOf
from mock_org.soql.clauses import check_clauses, paged
from mock_org.soql.conditions import Conditions
from mock_org.soql.context import CompileContext, Record
from mock_org.soql.errors import malformed, unexpected
from mock_org.soql.ordering import order_by
from mock_org.soql.required_filters import check_required_filter
from mock_org.soql.resolve import Source
from mock_org.soql.scopes import scope_filter
from mock_org.soql.selection import Selection
from mock_org.soql.semijoins import SemiJoins
from mock_org.soql.shape import Maker, Node, Row, record_maker
from mock_org.soql.typeof import add_typeof
from mock_org.storage.reads import Read

Fetch: TypeAlias = Callable[..., Sequence[Row]]
Prepare: TypeAlias = Callable[[Select[Any]], Read]
# The subquery, the query around it, its source, the label of the answer -> relationship's name and compiled subquery.
Nest: TypeAlias = Callable[[Query, Query, Source, str], "tuple[str, ChildQuery]"]

# SOQL and SOSL Reference, "Understanding Relationship Query Limitations" (confidence A).
MAX_CHILD_QUERIES = 20


@dataclass(frozen=True)
class RecordsQuery:
    """A select, and what its rows become. Once prepared, the select is text.

    _makers: what makes the records of rows, by the version in their URLs; it follows from `root`, which never changes.
    """

    statement: Select[Any]
    root: Node
    children: tuple["ChildQuery", ...] = ()
    access: AccessColumns | None = None
    read: Read | None = None
    _makers: dict[str, Maker] = field(default_factory=dict, repr=False, compare=False)

    def prepared(self, prepare: Prepare) -> "RecordsQuery":
        """The same with every select as text, ready to be run again and again."""
        children = tuple(child.prepared(prepare) for child in self.children)
        return RecordsQuery(self.statement, self.root, children, self.access, prepare(self.statement))

    @property
    def asks_access(self) -> bool:
        """Whether UserRecordAccess is asked, here or in a child subquery."""
        return self.access is not None or any(child.query.asks_access for child in self.children)

    def each_read(self, change: Callable[[Read], Read]) -> "RecordsQuery":
        """The same, once prepared, with every select changed; those of children after their parents'."""
        assert self.read is not None
        read = change(self.read)
        children = tuple(replace(child, query=child.query.each_read(change)) for child in self.children)
        return replace(self, read=read, children=children)

    def run(self, version: str, fetch: Fetch, context: CompileContext, **given: Any) -> tuple[Sequence[Row], Any]:
        """The rows and their records; the children are fetched on the way."""
        rows = fetch(self.statement if self.read is None else self.read, **given)
        ids = [row[self.root.id_column] for row in rows] if self.children or self.access else []
        beside: dict[str, Any] = {child.label: child.by_parent(ids, version, fetch, context) for child in self.children}
        if self.access is not None:
            beside[LABEL] = self.access.of(ids, context)
        make = self._makers.get(version) or self._makers.setdefault(version, record_maker(self.root, version))
        return rows, [make(row, beside) for row in rows]


@dataclass(frozen=True)
class ChildQuery:
    """A child subquery; its select takes the parents' ids as `owners`, the place of the parent's id is `owner`."""

    label: str
    query: RecordsQuery
    owner: int

    def prepared(self, prepare: Prepare) -> "ChildQuery":
        """The same as text."""
        return ChildQuery(self.label, self.query.prepared(prepare), self.owner)

    def by_parent(
        self, ids: Sequence[str], version: str, fetch: Fetch, context: CompileContext
    ) -> dict[str, list[Record]]:
        """The child records of these parents."""
        found: dict[str, list[Record]] = {}
        if ids:
            rows, records = self.query.run(version, fetch, context, owners=json.dumps(ids))
            for row, record in zip(rows, records, strict=True):
                found.setdefault(row[self.owner], []).append(record)
        return found


def filters(query: Query, source: Source) -> list[ColumnElement[bool]]:
    """Which rows of FROM are meant: there, visible, in the scope, and as WHERE says."""
    context = source.context
    check_clauses(query, context)
    check_required_filter(query, source.sobject)
    parts = context.rows_of(source.sobject, source.table)
    scope = scope_filter(query, source)
    if scope is not None:
        parts.append(scope)
    if query.where is not None:
        parts.append(Conditions(source, SemiJoins(source).compile).where(query.where))
    return parts


def compile_records(query: Query, source: Source, nest: Nest) -> RecordsQuery:
    """A query without aggregates. nest: compiles a child subquery."""
    selection, children, access = select_list(query, source, nest)
    statement = records_select(query, source, selection, [])
    statement = statement.order_by(*order_by(query, source), *source.ties)
    return RecordsQuery(paged(joined(statement, source), query), selection.root, children, access)


def records_select(query: Query, source: Source, selection: Selection, extra: list[ColumnElement[Any]]) -> Select[Any]:
    """Its columns and rows, not yet joined, sorted or paged."""
    if query.having is not None:
        raise malformed("HAVING needs a GROUP BY clause", query.at)
    return select(*selection.columns, *extra).where(*filters(query, source))


def joined(statement: Select[Any], source: Source) -> Select[Any]:
    """With the parents that were asked for."""
    return statement.select_from(source.from_clause())


def select_list(
    query: Query, source: Source, nest: Nest
) -> tuple[Selection, tuple[ChildQuery, ...], AccessColumns | None]:
    """Columns, child subqueries and shape."""
    selection, access = Selection(source), AccessColumns()
    children: list[ChildQuery] = []
    for selected in query.select:
        what = selected.what
        if isinstance(what, TypeOf):
            add_typeof(selection, what)
        elif isinstance(what, Query):
            if selected.alias or len(children) >= MAX_CHILD_QUERIES:
                raise unexpected(selected.alias or "(", what.at)
            name, child = nest(what, query, source, f"q{len(children)}")
            selection.add_child(name, child.label, what.at)
            children.append(child)
        elif isinstance(what, Path) and is_access(what, source):
            access.add(what, selection)
        else:
            selection.add(selected, query.limit)
    return selection, tuple(children), access if access.names else None
