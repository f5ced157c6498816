"""RecentlyViewed: the running user's recent items of every object, as rows that any statement can be asked of."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Label,
    Select,
    Text,
    and_,
    collate,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from mock_org.schema import Field, SObject
from mock_org.soql.context import CompileContext
from mock_org.storage.dialect import COLLATION
from mock_org.storage.recent_items import RECENT_ITEM
from mock_org.storage.tables import column_type

NAME = "RecentlyViewed"


def recent_rows(sobject: SObject, context: CompileContext) -> FromClause:
    """One row for each record that the user came across and still sees (Object Reference, RecentlyViewed)."""
    selects = [_rows_of(each, sobject, context) for each in context.schema if _is_kept(each, context)]
    columns = [_typed(null(), f) for f in sobject.fields.values()]
    none = select(*columns).where(literal(0) == 1)
    return union_all(none, *selects).subquery()


def _is_kept(sobject: SObject, context: CompileContext) -> bool:
    stored = sobject.queryable and not sobject.virtual and sobject.name in context.tables
    return sobject.mru_enabled and stored and context.scope.queryable(sobject)


def _rows_of(kind: SObject, sobject: SObject, context: CompileContext) -> Select[Any]:
    table, item = context.alias(kind), RECENT_ITEM.alias()
    fixed: dict[str, ColumnElement[Any]] = {
        "Type": literal(kind.name),
        "LastViewedDate": item.c.viewed,
        "LastReferencedDate": item.c.referenced,
    }
    columns = []
    for field in sobject.fields.values():
        own = kind.name_field if field.name == "Name" else kind.field(field.name)
        column = fixed.get(field.name)
        if column is None and own is not None and own.has_column and context.scope.readable(kind, own):
            column = table.c[own.name]
        value = null() if column is None else column
        columns.append(_typed(value, field))
    mine = and_(item.c.record_id == table.c.Id, item.c.user_id == context.user_id)
    return select(*columns).select_from(table.join(item, mine)).where(*context.rows_of(kind, table))


def _typed(value: ColumnElement[Any], field: Field) -> Label[Any]:
    """A value as a column of the field's type; texts compare as those of tables do."""
    kind = column_type(field)
    typed: ColumnElement[Any] = type_coerce(value, kind)
    return (collate(typed, COLLATION) if isinstance(kind, Text) else typed).label(field.name)
