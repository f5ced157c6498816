"""Queries that answer records, with their child subqueries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Executable, Select, bindparam, func, select

from mock_org.soql.aggregates import is_grouped
from mock_org.soql.ast import Query, TypeOf
from mock_org.soql.clauses import check_clauses, paged, scope_filter
from mock_org.soql.conditions import Conditions
from mock_org.soql.context import CompileContext, Record
from mock_org.soql.errors import malformed, no_such_relationship, unexpected, unsupported
from mock_org.soql.ordering import order_by
from mock_org.soql.resolve import Source
from mock_org.soql.selection import Selection
from mock_org.soql.semijoins import SemiJoins
from mock_org.soql.shape import Node, Row

Fetch: TypeAlias = Callable[[Executable], Sequence[Row]]

# The root and four levels below it, since API version 58.0; twenty subqueries in all
# (SOQL and SOSL Reference, "Understanding Relationship Query Limitations", confidence A).
MAX_CHILD_LEVELS = 4
MAX_CHILD_QUERIES = 20
_CHUNK = 500


@dataclass(frozen=True)
class RecordsQuery:
    """A select, and what its rows become."""

    statement: Select[Any]
    root: Node
    children: tuple["ChildQuery", ...]

    def records(self, rows: Sequence[Row], version: str, fetch: Fetch) -> list[Record]:
        """Rows of the statement as records; the children are fetched on the way."""
        ids = [row[self.root.id_label] for row in rows]
        found = {child.label: child.by_parent(ids, version, fetch) for child in self.children}
        records = (self.root.record(row, version, found) for row in rows)
        return [record for record in records if record is not None]


@dataclass(frozen=True)
class ChildQuery:
    """A child subquery; its statement takes the parents' ids as `owners` and answers the parent's id as `owner`."""

    label: str
    query: RecordsQuery

    def by_parent(self, ids: Sequence[str], version: str, fetch: Fetch) -> dict[str, list[Record]]:
        """The child records of these parents."""
        found: dict[str, list[Record]] = {}
        for index in range(0, len(ids), _CHUNK):
            rows = fetch(self.query.statement.params(owners=list(ids[index : index + _CHUNK])))
            for row, record in zip(rows, self.query.records(rows, version, fetch), strict=True):
                found.setdefault(row["owner"], []).append(record)
        return found


def filters(query: Query, source: Source) -> list[ColumnElement[bool]]:
    """Which rows of FROM are meant: there, visible, in the scope, and as WHERE says."""
    context = source.context
    check_clauses(query, context)
    parts = context.rows_of(source.sobject, source.table)
    mine = scope_filter(query, source)
    if mine is not None:
        parts.append(mine)
    if query.where is not None:
        parts.append(Conditions(source, SemiJoins(source).compile).where(query.where))
    return parts


def compile_records(query: Query, source: Source) -> RecordsQuery:
    """A query without aggregates."""
    selection, children = _select_list(query, source, 0)
    statement = _statement(query, source, selection, [])
    statement = statement.order_by(*order_by(query, source), source.id)
    return RecordsQuery(paged(_joined(statement, source), query), selection.root, children)


def _statement(query: Query, source: Source, selection: Selection, extra: list[ColumnElement[Any]]) -> Select[Any]:
    if query.having is not None:
        raise malformed("HAVING needs a GROUP BY clause", query.at)
    return select(*selection.columns, *extra).where(*filters(query, source))


def _joined(statement: Select[Any], source: Source) -> Select[Any]:
    return statement.select_from(source.from_clause())


def _select_list(query: Query, source: Source, level: int) -> tuple[Selection, tuple[ChildQuery, ...]]:
    selection = Selection(source)
    children: list[ChildQuery] = []
    for selected in query.select:
        what = selected.what
        if isinstance(what, TypeOf):
            raise unsupported("TYPEOF", what.at)
        if isinstance(what, Query):
            if selected.alias or len(children) >= MAX_CHILD_QUERIES:
                raise unexpected(selected.alias or "(", what.at)
            name, child = _child(what, source, f"q{len(children)}", level + 1)
            selection.add_child(name, child.label, what.at)
            children.append(child)
        else:
            selection.add(selected, query.limit)
    return selection, tuple(children)


def _child(query: Query, parent: Source, label: str, level: int) -> tuple[str, ChildQuery]:
    if level > MAX_CHILD_LEVELS:
        raise malformed(
            f"SOQL statements cannot query aggregate relationships more than {MAX_CHILD_LEVELS} levels away from the "
            "root entity object.",
            query.at,
        )
    if is_grouped(query) or query.offset is not None:
        raise unsupported("an aggregate or OFFSET in a child subquery", query.at)
    name, source, owner = _open_child(query, parent)
    selection, children = _select_list(query, source, level)
    keys = [*order_by(query, source), source.id]
    statement = _statement(query, source, selection, [owner.label("owner")])
    statement = statement.where(owner.in_(bindparam("owners", expanding=True)))
    if query.limit is None:
        statement = _joined(statement, source).order_by(*keys)
    else:
        place = func.row_number().over(partition_by=owner, order_by=keys).label("place")
        numbered = _joined(statement.add_columns(place), source).subquery()
        limit = min(query.limit.value, 2**31)
        statement = select(numbered).where(numbered.c.place <= limit).order_by(numbered.c.place)
    return name, ChildQuery(label, RecordsQuery(statement, selection.root, children))


def _open_child(query: Query, parent: Source) -> tuple[str, Source, ColumnElement[Any]]:
    """The child relationship that FROM names, its table, and the column that points to the parent."""
    context: CompileContext = parent.context
    path = query.sources[0].path
    wanted = path.parts[-1].lower()
    known = len(path.parts) == 1 or (len(path.parts) == 2 and parent.is_own_name(path.parts[0]))
    for relation in parent.sobject.child_relationships if known else ():
        if (relation.relationship_name or "").lower() != wanted:
            continue
        child = context.schema.get(relation.child_sobject)
        via = child.field(relation.field) if child else None
        if child and via and _reads(child, via, context):
            source = Source(child, context.alias(child), context, query.sources)
            return relation.relationship_name or "", source, source.table.c[via.name]
    raise no_such_relationship(str(path), "FROM part of query call", path.at)


def _reads(child: Any, via: Any, context: CompileContext) -> bool:
    open_to_all = child.queryable and not child.virtual and context.scope.queryable(child)
    return open_to_all and context.scope.readable(child, via)
