"""USING SCOPE: which of the visible rows are looked at (SOQL and SOSL Reference, "USING SCOPE")."""

from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, select

from mock_org.soql.ast import Query
from mock_org.soql.errors import Refusal
from mock_org.soql.resolve import Source

ScopeFilter: TypeAlias = Callable[[Source], ColumnElement[bool] | None]
# The team member objects of those objects that have teams (Object Reference, AccountTeamMember ...).
_TEAMS = {"Account": "AccountId", "Opportunity": "OpportunityId"}
_BY_OWNER = "OwnerId"


class _Unfit(Exception):
    """The object does not know this scope, or the org lacks its feature."""


def _everything(_source: Source) -> None:
    return None


def _owned(source: Source) -> ColumnElement[bool]:
    owner = source.sobject.field(_BY_OWNER)
    if owner is None:
        raise _Unfit
    return source.table.c[owner.name] == source.context.user_id


def _delegated(source: Source) -> ColumnElement[bool]:
    """Tasks that the user gave to others."""
    if source.sobject.name != "Task":
        raise _Unfit
    table, user = source.table, source.context.user_id
    return and_(table.c.CreatedById == user, table.c.OwnerId != user)


def _team(source: Source) -> ColumnElement[bool]:
    """Records whose team the user is a member of."""
    name = source.sobject.name
    member = source.context.schema.get(f"{name}TeamMember") if name in _TEAMS else None
    if member is None:
        raise _Unfit
    table = source.context.alias(member)
    rows = [table.c.UserId == source.context.user_id]
    present = source.context.present(member, table)
    return source.id.in_(select(table.c[_TEAMS[name]]).where(*rows, *([] if present is None else [present])))


def _mine_and_my_groups(source: Source) -> ColumnElement[bool]:
    """Approval requests of the user and of his queues."""
    if source.sobject.name != "ProcessInstanceWorkitem":
        raise _Unfit
    schema, context = source.context.schema, source.context
    member = context.alias(schema["GroupMember"])
    queues = select(member.c.GroupId).where(member.c.UserOrGroupId == context.user_id)
    actor = source.table.c.ActorId
    return (actor == context.user_id) | actor.in_(queues)


def _by_scoping_rules(source: Source) -> ColumnElement[bool] | None:
    return source.context.scope.scoped(source.sobject, source.table)


def _without_feature(_source: Source) -> Any:
    raise _Unfit


SCOPES: dict[str, ScopeFilter] = {
    "everything": _everything,
    "mine": _owned,
    "delegated": _delegated,
    "team": _team,
    "mine_and_my_groups": _mine_and_my_groups,
    "scopingrule": _by_scoping_rules,
    "my_territory": _without_feature,
    "my_team_territory": _without_feature,
}
# Documented scopes that need territories, which this org does not have.
NEED_TERRITORIES = frozenset({"my_territory", "my_team_territory"})
_SPELLINGS = {"mineandmygroups": "mine_and_my_groups", "myterritory": "my_territory"}


def scope_filter(query: Query, source: Source) -> ColumnElement[bool] | None:
    """The rows of the scope; None: all of them. Refuses a scope that the object does not support (text: D)."""
    if query.scope is None:
        return None
    said = query.scope.words[-1]
    name = said.lower()
    found = SCOPES.get(_SPELLINGS.get(name, name))
    try:
        if found is None:
            raise _Unfit
        return found(source)
    except _Unfit:
        message = f"Scope '{said}' is not supported for entity '{source.sobject.name}'"
        raise Refusal("MALFORMED_QUERY", message, query.scope.at) from None
