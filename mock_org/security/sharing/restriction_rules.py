"""Restriction rules and scoping rules: which rows they leave to a user.

Restriction Rules Developer Guide, "Considerations" (confidence A): a rule narrows what sharing gives, also ownership,
to the records that fit its filter; View All and Modify All stand above it; children of a record that it hides are not
hidden with it; UserRecordAccess does not know of it; a record whose lookup is empty does not fit.
Where several rules hold for one user, Salesforce heeds one of them and does not say which; here all are heeded
(confidence D).
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, and_, not_, or_, select

from mock_org.schema import SObject
from mock_org.security.groups import Viewer
from mock_org.security.model import Filter, RestrictionRule
from mock_org.soql.ast import Comparison, Or, Path
from mock_org.soql.conditions import compile_condition
from mock_org.soql.context import CompileContext
from mock_org.soql.system import in_system_mode


def any_of(viewer: Viewer, sobject: SObject) -> bool:
    """Whether a restriction rule is about the object."""
    return bool(viewer.context.sharing.restrictions_of(sobject.name, "Restrict"))


def left(viewer: Viewer, sobject: SObject, table: FromClause) -> list[ColumnElement[bool]]:
    """For each restriction rule of the object the rows that it leaves to the user; all must hold."""
    rules = viewer.context.sharing.restrictions_of(sobject.name, "Restrict")
    return [or_(not_(_is_for(viewer, rule)), _fits(viewer, rule.records, sobject, table)) for rule in rules]


def scoped(viewer: Viewer, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
    """The rows that the user's scoping rules leave in their scope; None: all of them."""
    rules = viewer.context.sharing.restrictions_of(sobject.name, "Scoping")
    if viewer.user.system or not rules:
        return None
    return and_(*(or_(not_(_is_for(viewer, rule)), _fits(viewer, rule.records, sobject, table)) for rule in rules))


def told(criterion: Filter) -> str:
    """A filter in words: "Owner:User.ProfileId is that of the user", "Department__c is Sales"."""
    name = f"{criterion.via[0]}.{criterion.field}" if criterion.via else criterion.field
    if criterion.user_field:
        return f"{name} is the user's {criterion.user_field}"
    return f"{name} is {' or '.join(str(literal.value) for literal in criterion.values)}"


def _is_for(viewer: Viewer, rule: RestrictionRule) -> ColumnElement[bool]:
    """Whether the rule is about this user."""
    user = viewer.table("User")
    fits = _fits(viewer, rule.users, viewer.context.schema["User"], user)
    return select(user.c.Id).where(user.c.Id == viewer.user.id, fits).exists()


def _fits(viewer: Viewer, criterion: Filter, sobject: SObject, table: FromClause) -> ColumnElement[bool]:
    if criterion.via is None:
        return _equal(viewer, criterion, sobject, table)
    lookup, name = criterion.via
    target, parent = viewer.context.schema[name], viewer.table(name)
    return table.c[lookup].in_(select(parent.c.Id).where(_equal(viewer, criterion, target, parent)))


def _equal(viewer: Viewer, criterion: Filter, sobject: SObject, table: FromClause) -> ColumnElement[bool]:
    """Never true of a null, on either side; false instead of unknown, so that it can be negated."""
    column = table.c[criterion.field]
    if criterion.user_field:
        return and_(column.is_not(None), column == _of_user(viewer, criterion.user_field))
    return compile_condition(_stated(criterion), sobject, table, _system(viewer))


def _of_user(viewer: Viewer, name: str) -> ScalarSelect[str]:
    me = viewer.table("User")
    return select(me.c[name]).where(me.c.Id == viewer.user.id).scalar_subquery()


def _stated(criterion: Filter) -> Comparison | Or:
    each: Sequence[Comparison] = [Comparison(Path((criterion.field,)), "=", value) for value in criterion.values]
    return each[0] if len(each) == 1 else Or(tuple(each))


def _system(viewer: Viewer) -> CompileContext:
    context = viewer.context
    return in_system_mode(context.schema, context.database.tables, context.settings, context.clock)
