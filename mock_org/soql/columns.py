"""The value of a field as SQL: its column, or what stands for it; and the parts of compound fields."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, literal, null, select

from mock_org.formula import FormulaColumns, Moment
from mock_org.schema import Field, SObject
from mock_org.soql.context import CompileContext
from mock_org.storage.recent_items import RECENT_ITEM

_HIDDEN = "#N/A"
# Fields that each user has a value of his own of.
_STAMPS = {"LastViewedDate": "viewed", "LastReferencedDate": "referenced"}


def column_of(field: Field, table: FromClause, sobject: SObject, context: CompileContext) -> ColumnElement[Any]:
    """What a field is in a statement that has its table; nothing else in this room turns fields into SQL.

    A formula is computed past sharing and field-level security: who may read it may know what it comes from
    (Salesforce help, "Cross-Object Formulas"; confidence A).
    """
    if field.name in _STAMPS:
        return _stamp(field, table, context)
    if field.formula is None:
        return _shown(field, table, sobject, context) if field.has_column else null()
    moment = Moment(context.now, str(context.time_zone))
    columns = FormulaColumns(
        context.schema,
        context.tables,
        moment,
        context.user_id,
        lambda exact: context.instant() if exact else context.today(),
    )
    return columns.column(sobject, field, table)


def _shown(field: Field, table: FromClause, sobject: SObject, context: CompileContext) -> ColumnElement[Any]:
    """The column; where the row keeps it from the reader, "#N/A" or no id (Object Reference, User; confidence A)."""
    column = table.c[field.name]
    hidden = context.scope.hidden(sobject, field, table)
    if hidden is None:
        return column
    return case((hidden, null() if field.type == "reference" else literal(_HIDDEN)), else_=column)


def _stamp(field: Field, table: FromClause, context: CompileContext) -> ColumnElement[Any]:
    """When the running user viewed a record or came across it (Object Reference, "System Fields"; confidence A)."""
    item = RECENT_ITEM.c
    mine = and_(item.user_id == context.user_id, item.record_id == table.c.Id)
    return select(item[_STAMPS[field.name]]).where(mine).correlate(table).scalar_subquery()


def components(sobject: SObject, compound: Field) -> list[Field]:
    """The fields that a compound field is made of."""
    return [f for f in sobject.fields.values() if f.compound_field_name == compound.name and f.has_column]


def part_key(compound: Field, part: Field) -> str:
    """BillingPostalCode of BillingAddress is "postalCode"; Depot__City__s of Depot__c is "city"."""
    if compound.name.endswith("__c"):
        name = part.name.removeprefix(compound.name.removesuffix("c")).removesuffix("__s")
    else:
        name = part.name.removeprefix(compound.name.removesuffix("Address"))
    return name[:1].lower() + name[1:]
