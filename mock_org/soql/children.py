"""Child subqueries: SELECT Name, (SELECT Name FROM Contacts) FROM Account."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select

from mock_org.schema import Field, SObject
from mock_org.soql.aggregates import is_grouped
from mock_org.soql.ast import Query
from mock_org.soql.clauses import page
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import malformed, no_such_relationship, unsupported
from mock_org.soql.ordering import order_by
from mock_org.soql.records import ChildQuery, RecordsQuery, joined, records_select, select_list
from mock_org.soql.resolve import Source

# SOQL and SOSL Reference, "Understanding Relationship Query Limitations": the root and four levels below it since
# API version 58.0, one below it before (confidence A).
MAX_LEVELS = 4
DEEP_SINCE = 58.0


@dataclass(frozen=True)
class Nesting:
    """Compiles the child subqueries of a level, and theirs."""

    level: int = 1

    def compile(self, query: Query, around: Query, parent: Source, label: str) -> tuple[str, ChildQuery]:
        """The relationship's name and the compiled subquery."""
        most = MAX_LEVELS if parent.context.api_version >= DEEP_SINCE else 1
        if self.level > most:
            raise malformed(
                f"SOQL statements cannot query aggregate relationships more than {most} "
                f"{'levels' if most > 1 else 'level'} away from the root entity object.",
                query.at,
            )
        self._check(query, around)
        name, source, owner = _open_child(query, parent)
        selection, children, access = select_list(query, source, Nesting(self.level + 1).compile)
        keys = [*order_by(query, source), *source.ties]
        owners = select(func.json_each(bindparam("owners", "[]")).table_valued("value").c.value)
        statement = records_select(query, source, selection, [owner.label("owner")]).where(owner.in_(owners))
        if query.limit is None and query.offset is None:
            statement = joined(statement, source).order_by(*keys)
        else:
            place = func.row_number().over(partition_by=owner, order_by=keys or None).label("place")
            numbered = joined(statement.add_columns(place), source).subquery()
            statement = select(numbered).where(*_paged(numbered.c.place, query)).order_by(numbered.c.place)
        records = RecordsQuery(statement, selection.root, children, access)
        return name, ChildQuery(label, records, len(selection.columns))

    def _check(self, query: Query, around: Query) -> None:
        if is_grouped(query):
            raise malformed("Aggregate functions and GROUP BY are not allowed in a child subquery", query.at)
        if query.offset is not None and (around.limit is None or around.limit.value != 1):
            # SOQL and SOSL Reference, "OFFSET" (confidence A for the rule, D for the text).
            raise malformed("OFFSET in a subquery needs a parent query with LIMIT 1", query.offset.at)
        for clause in query.extras:
            raise unsupported(f"{clause} in a child subquery", clause.at)


def _paged(place: ColumnElement[Any], query: Query) -> list[ColumnElement[bool]]:
    limit, offset = page(query)
    parts = [place > offset] if offset else []
    return parts if limit is None else [*parts, place <= limit + (offset or 0)]


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


def _reads(child: SObject, via: Field, context: CompileContext) -> bool:
    open_to_all = child.queryable and not child.virtual and context.scope.queryable(child)
    return open_to_all and context.scope.readable(child, via)
