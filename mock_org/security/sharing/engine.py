"""Grants put together: the rows that a user sees, the level on one record, and the explanation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, false, or_, select, true, union

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Ids, Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing import (
    hierarchy,
    implicit,
    owd,
    owner,
    parent,
    people,
    restrictions,
    rules,
    sets,
    setup_rows,
    shares,
    super_user,
)
from mock_org.security.sharing.grant import LEVELS, RANK, Access, Asked, Grant, Level
from mock_org.security.user import RunningUser

# Every way to a record; each is one file. Restrictions take away afterwards (restrictions.py).
GRANT_RULES = (
    owd.grants,
    owner.grants,
    people.grants,
    hierarchy.grants,
    rules.grants,
    shares.grants,
    implicit.grants,
    sets.grants,
    super_user.grants,
    parent.grants,
    setup_rows.grants,
)
# A query has one member for each grant; SQLite joins at most 500.
MOST_GRANTS = 400


@dataclass(frozen=True, slots=True)
class Reason:
    """One grant that holds for a record."""

    row_cause: str | None
    access: Access
    because: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a user may do with one record, and every reason. `notes` tells what takes away."""

    access: Level
    grants: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the control room answers it."""
        told = [{"row_cause": g.row_cause, "access": g.access, "because": g.because} for g in self.grants]
        return {"access": self.access, "grants": told, "notes": list(self.notes)}


def visible(
    context: SecurityContext, user: RunningUser, sobject: SObject, table: FromClause, viewer: Viewer | None = None
) -> ColumnElement[bool] | None:
    """Which rows of the table the user may see; None: all.

    viewer: of an earlier question in the same statement, so that both share their common table expressions.
    """
    ids = reach(viewer or Viewer(context, user), sobject, "Read")
    return None if ids is None else table.c.Id.in_(ids)


def editable_ids(context: SecurityContext, user: RunningUser, sobject: SObject) -> Ids | None:
    """The ids of the records that the user may edit; None: all."""
    if not may(user, "edit", sobject, context):
        return _none(Viewer(context, user), sobject)
    return reach(Viewer(context, user), sobject, "Edit")


def reach(viewer: Viewer, sobject: SObject, least: Access, over_all: bool = True) -> Ids | None:
    """The ids of the records that the viewer has at least that access to; None: all of them.

    over_all: whether View All and Modify All count.
    """
    if viewer.user.system:
        return None
    if not may(viewer.user, "read", sobject, viewer.context):
        return _none(viewer, sobject)
    if over_all and _over_all(viewer, sobject, least):
        return None
    asked = ask(viewer, sobject)
    parts = [grant for grant in granted(asked) if RANK[grant.access] >= RANK[least]]
    if any(grant.where.compare(true()) for grant in parts):
        return None
    selects = [select(asked.table.c.Id).where(grant.where) for grant in parts]
    if not selects:
        return _none(viewer, sobject)
    together = union(*selects).subquery() if len(selects) > 1 else selects[0].subquery()
    return select(together.c.Id)


def ask(viewer: Viewer, sobject: SObject, table: FromClause | None = None) -> Asked:
    """The question about that object's records."""

    def deeper(target: SObject, least: Access, over_all: bool) -> Ids | None:
        return reach(viewer, target, least, over_all)

    return Asked(viewer, sobject, viewer.context.table(sobject.name) if table is None else table, deeper)


def granted(asked: Asked) -> Iterator[Grant]:
    """Every grant, as far as restrictions leave it."""
    for rule in (setup_rows.grants,) if setup_rows.applies(asked) else GRANT_RULES:
        for grant in rule(asked):
            yield replace(grant, where=restrictions.restricted(asked, grant))


def levels(viewer: Viewer, sobject: SObject, record_ids: Sequence[str]) -> dict[str, Level]:
    """The level on each of these records, capped by object permissions. Records that do not exist are left out."""
    if sobject.virtual or sobject.name not in viewer.context.database.tables:
        return {}
    table = viewer.context.table(sobject.name)
    wheres = {access: _holds(viewer, sobject, table, access) for access in RANK}
    statement = select(table.c.Id, *(where.label(access) for access, where in wheres.items()))
    rows = viewer.context.database.rows(statement.where(table.c.Id.in_(record_ids)))
    most = LEVELS.index(cap(viewer, sobject))
    return {row["Id"]: LEVELS[min(most, max((RANK[a] for a in RANK if row[a]), default=0))] for row in rows}


def access_level(context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str) -> Level:
    """What the user may do with one record; "none" also where there is no such record."""
    return levels(Viewer(context, user), sobject, [record_id]).get(record_id, "none")


def cap(viewer: Viewer, sobject: SObject) -> Level:
    """The most that object permissions allow."""
    user, context = viewer.user, viewer.context
    if not may(user, "read", sobject, context):
        return "none"
    if not may(user, "edit", sobject, context):
        return "all" if sobject.share_of and may(user, "read", sobject, context) else "read"
    return "all" if may(user, "delete", sobject, context) else "edit"


def explain(context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str) -> Explanation:
    """Every grant that holds for a record. Without one the user does not see it."""
    viewer = Viewer(context, user)
    access = levels(viewer, sobject, [record_id]).get(record_id, "none")
    if access == "none":
        return Explanation("none", notes=tuple(_refusals(viewer, sobject)))
    asked = ask(viewer, sobject)
    grants = list(granted(asked))
    statement = select(*(grant.where.label(f"g{n}") for n, grant in enumerate(grants)))
    row = context.database.row(statement.where(asked.table.c.Id == record_id)) if grants else None
    name = record_name(context, sobject, record_id)
    holding = [grant for n, grant in enumerate(grants) if row and row[f"g{n}"]]
    told = [_told(user, name, grant.row_cause, grant.access, grant.because) for grant in _strongest(holding)]
    over = [_told(user, name, None, grant, because) for grant, because in _over_all_reasons(viewer, sobject)]
    return Explanation(access, tuple(over + told), tuple(_caps(viewer, sobject)))


def record_name(context: SecurityContext, sobject: SObject, record_id: str) -> str:
    """What a person calls the record."""
    field, table = sobject.name_field, context.table(sobject.name)
    found = context.database.scalar(select(table.c[field.name]).where(table.c.Id == record_id)) if field else None
    return str(found or f"{sobject.label} {record_id}")


def _strongest(grants: Sequence[Grant]) -> list[Grant]:
    """One grant for each reason: the level grants below it say nothing new."""
    best: dict[tuple[str | None, str], Grant] = {}
    for grant in sorted(grants, key=lambda g: RANK[g.access]):
        best[(grant.row_cause, grant.because)] = grant
    return sorted(best.values(), key=lambda g: -RANK[g.access])


def _told(user: RunningUser, record: str, row_cause: str | None, access: Access, because: str) -> Reason:
    return Reason(row_cause, access, f"{user.name} sees {record} because {because}, {access}")


def _holds(viewer: Viewer, sobject: SObject, table: FromClause, access: Access) -> ColumnElement[bool]:
    if viewer.user.system or _over_all(viewer, sobject, access):
        return true()
    asked = ask(viewer, sobject, table)
    return or_(false(), *(grant.where for grant in granted(asked) if RANK[grant.access] >= RANK[access]))


def _over_all(viewer: Viewer, sobject: SObject, least: Access) -> bool:
    action = "view_all" if least == "Read" else "modify_all"
    return may(viewer.user, "view_all" if action == "view_all" else "modify_all", sobject, viewer.context)


def _over_all_reasons(viewer: Viewer, sobject: SObject) -> Iterator[tuple[Access, str]]:
    user, context = viewer.user, viewer.context
    if user.system:
        yield "All", "the system sees and changes everything"
    elif user.has("ModifyAllData"):
        yield "All", f"{user.name} has Modify All Data"
    elif may(user, "modify_all", sobject, context):
        yield "All", f"{user.name} has Modify All on {sobject.label}"
    elif user.has("ViewAllData"):
        yield "Read", f"{user.name} has View All Data"
    elif may(user, "view_all", sobject, context):
        yield "Read", f"{user.name} has View All on {sobject.label}"


def _caps(viewer: Viewer, sobject: SObject) -> Iterator[str]:
    missing = [action for action in ("edit", "delete") if not may(viewer.user, action, sobject, viewer.context)]
    if missing and not sobject.share_of:
        lacks = " and ".join(action.title() for action in missing)
        yield f"profile and permission sets of {viewer.user.name} lack {lacks} on {sobject.label}, whatever sharing gives"


def _refusals(viewer: Viewer, sobject: SObject) -> Iterator[str]:
    if not may(viewer.user, "read", sobject, viewer.context):
        yield f"profile and permission sets of {viewer.user.name} lack Read on {sobject.label}"
    else:
        yield f"no organization-wide default, ownership, role, rule, share or set gives {viewer.user.name} access"


def _none(viewer: Viewer, sobject: SObject) -> Ids:
    table = viewer.context.table(sobject.name)
    return select(table.c.Id).where(false())


__all__ = ["GRANT_RULES", "Explanation", "Mapping", "Reason", "access_level", "editable_ids", "explain", "visible"]
