"""Grants put together: the rows that a user sees, and the level on each record."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, false, func, or_, select, true, union_all

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Ids, Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing import (
    account_relationships,
    files,
    hierarchy,
    implicit,
    owd,
    owner,
    parent,
    people,
    restriction_rules,
    restrictions,
    rules,
    sets,
    setup_rows,
    share_groups,
    shares,
    super_user,
    teams,
)
from mock_org.security.sharing.grant import LEVELS, RANK, Access, Asked, Grant, Level, Source
from mock_org.security.user import RunningUser
from mock_org.storage.reads import Read

ACCESS: tuple[Access, ...] = ("Read", "Edit", "All")
# Every way to a record; each is one file. Restrictions take away afterwards (restrictions.py).
GRANT_RULES = (
    owd.grants,
    owner.grants,
    people.grants,
    hierarchy.grants,
    rules.grants,
    shares.grants,
    teams.grants,
    implicit.grants,
    sets.grants,
    share_groups.grants,
    super_user.grants,
    account_relationships.grants,
    parent.grants,
    setup_rows.grants,
    files.grants,
)


def visible(
    context: SecurityContext, user: RunningUser, sobject: SObject, table: FromClause, viewer: Viewer | None = None
) -> ColumnElement[bool] | None:
    """Which rows of the table the user may see; None: all.

    viewer: of an earlier question in the same statement, so that both share their common table expressions.
    """
    viewer = viewer or Viewer(context, user)
    if sobject.share_of:
        return _visible_shares(viewer, sobject, table)
    ids = reach(viewer, sobject, "Read")
    return None if ids is None else table.c.Id.in_(ids)


def _visible_shares(viewer: Viewer, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
    """Asked of the very rows: most of a Share object's are in no table (share_rows.py)."""
    if viewer.user.system:
        return None
    if not may(viewer.user, "read", sobject, viewer.context):
        return false()
    if over_all(viewer, sobject, "Read"):
        return None
    return or_(false(), *(grant.where for grant in granted(replace(ask(viewer, sobject, table), least="Read"))))


def editable_ids(context: SecurityContext, user: RunningUser, sobject: SObject) -> Ids | None:
    """The ids of the records that the user may edit; None: all."""
    if not may(user, "edit", sobject, context):
        return _none(Viewer(context, user), sobject)
    return reach(Viewer(context, user), sobject, "Edit")


def reach(
    viewer: Viewer, sobject: SObject, least: Access, with_over_all: bool = True, by_rules: bool = True
) -> Ids | None:
    """The ids of the records that the viewer has at least that access to; None: all of them.

    with_over_all: whether View All and Modify All count. by_rules: whether restriction rules hold.
    """
    by_rules = by_rules and restriction_rules.any_of(viewer, sobject)
    key = (f"{sobject.name} by rules" if by_rules else sobject.name, least, with_over_all)
    return viewer.once(key, lambda: _reach(viewer, sobject, least, with_over_all, by_rules))


def _reach(viewer: Viewer, sobject: SObject, least: Access, with_over_all: bool, by_rules: bool) -> Ids | None:
    if viewer.user.system:
        return None
    if not may(viewer.user, "read", sobject, viewer.context):
        return _none(viewer, sobject)
    if with_over_all and over_all(viewer, sobject, least):
        return None
    asked = replace(ask(viewer, sobject), least=least, by_rules=by_rules)
    parts = [grant for grant in granted(asked) if RANK[grant.access] >= RANK[least]]
    if any(grant.where.compare(true()) for grant in parts):
        return None
    selects = [select(asked.table.c.Id).where(where) for where in _distinct(parts)]
    if not selects:
        return _none(viewer, sobject)
    # A common table expression: said once however often it is asked, and as deep as SQLite's parser can follow.
    together = (union_all(*selects) if len(selects) > 1 else selects[0]).cte()
    return select(together.c.Id)


def _distinct(grants: Sequence[Grant]) -> Iterator[ColumnElement[bool]]:
    """The conditions of grants, each once: a rule may share the same records in several ways."""
    by_source: dict[Source, list[ColumnElement[bool]]] = {}
    for grant in grants:
        known = by_source.setdefault(grant.source, [])
        if not any(grant.where.compare(where) for where in known):
            known.append(grant.where)
            yield grant.where


def ask(viewer: Viewer, sobject: SObject, table: FromClause | None = None) -> Asked:
    """The question about that object's records."""

    def deeper(target: SObject, least: Access, with_over_all: bool) -> Ids | None:
        return reach(viewer, target, least, with_over_all, by_rules=False)

    return Asked(viewer, sobject, viewer.table(sobject.name) if table is None else table, deeper)


def granted(asked: Asked) -> Iterator[Grant]:
    """Every grant, as far as restrictions leave it."""
    for grant in unrestricted(asked):
        yield replace(grant, where=restrictions.restricted(asked, grant))


def unrestricted(asked: Asked) -> Iterator[Grant]:
    """Every grant, before restrictions take away."""
    for rule in (setup_rows.grants, files.grants) if setup_rows.applies(asked) else GRANT_RULES:
        yield from rule(asked)


def levels(
    viewer: Viewer, sobject: SObject, record_ids: Sequence[str], *, capped: bool = True, by_rules: bool = True
) -> dict[str, Level]:
    """The level on each of these records. Records that do not exist are left out.

    capped: by object permissions. by_rules: whether restriction rules hold.
    """
    if not stored(viewer.context, sobject):
        return {}
    read = viewer.context.database.prepare(level_select(viewer, sobject, by_rules=by_rules))
    return leveled(viewer, sobject, read, record_ids, capped=capped)


def stored(context: SecurityContext, sobject: SObject) -> bool:
    """Whether an sObject has records to have access to."""
    return not sobject.virtual and sobject.name in context.database.tables


def level_select(viewer: Viewer, sobject: SObject, *, by_rules: bool) -> Select[Any]:
    """Of the records whose ids are in the JSON list `ids`: the id, and for each of ACCESS whether a grant gives it."""
    table = viewer.table(sobject.name)
    wheres = _wheres(viewer, sobject, table, by_rules)
    asked = select(func.json_each(bindparam("ids", "[]")).table_valued("value").c.value)
    columns = (wheres.get(access, false()).label(access) for access in ACCESS)
    return select(table.c.Id, *columns).where(table.c.Id.in_(asked))


def leveled(
    viewer: Viewer, sobject: SObject, read: Read, record_ids: Sequence[str], *, capped: bool
) -> dict[str, Level]:
    """What that select says of these records."""
    most = LEVELS.index(cap(viewer, sobject) if capped else "all")
    rows = viewer.context.database.read(read, ids=json.dumps(list(record_ids)))
    ranks = {
        row[0]: max((RANK[a] for a, given in zip(ACCESS, row[1:], strict=True) if given), default=0) for row in rows
    }
    return {record_id: LEVELS[min(most, rank)] for record_id, rank in ranks.items()}


def access_level(context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str) -> Level:
    """What the user may do with one record; "none" also where there is no such record."""
    return levels(Viewer(context, user), sobject, [record_id]).get(record_id, "none")


def cap(viewer: Viewer, sobject: SObject) -> Level:
    """The most that object permissions allow."""
    user, context = viewer.user, viewer.context
    if not may(user, "read", sobject, context):
        return "none"
    if not may(user, "edit", sobject, context):
        return "read"
    return "all" if may(user, "delete", sobject, context) else "edit"


def _wheres(viewer: Viewer, sobject: SObject, table: FromClause, by_rules: bool) -> dict[Access, ColumnElement[bool]]:
    """By level, which rows have a grant of just that level."""
    if over_all(viewer, sobject, "All"):
        return {"All": true()}
    grants = list(granted(replace(ask(viewer, sobject, table), by_rules=by_rules)))
    found = {access: or_(false(), *(g.where for g in grants if g.access == access)) for access in ACCESS}
    return found | {"Read": true()} if over_all(viewer, sobject, "Read") else found


def over_all(viewer: Viewer, sobject: SObject, least: Access) -> bool:
    """Whether View All (to read) or Modify All (to do more) opens every record."""
    return viewer.user.system or may(
        viewer.user, "view_all" if least == "Read" else "modify_all", sobject, viewer.context
    )


def _none(viewer: Viewer, sobject: SObject) -> Ids:
    table = viewer.table(sobject.name)
    return select(table.c.Id).where(false())
