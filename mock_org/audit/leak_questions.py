"""What the leak search asks the database: the records of partners that grants open, counted by whose they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from mock_org.audit.belonging import FIRST_ALIAS, OWNER, Path, belonging, partner_accounts
from mock_org.schema import SObject
from mock_org.security import Grant
from mock_org.security.groups import Viewer
from mock_org.security.sharing.engine import ask, granted, over_all
from mock_org.security.sharing.grant import RANK, Access, Source
from mock_org.security.user import RunningUser


@dataclass(frozen=True)
class Openings:
    """What the engine opens of an object to a user: grants by source, as conditions on `table`."""

    viewer: Viewer
    sobject: SObject
    paths: Sequence[Path]
    table: FromClause
    grants: Sequence[Grant]


def openings(viewer: Viewer, sobject: SObject, paths: Sequence[Path]) -> Openings:
    """Every grant but ownership: what a partner user owns belongs to the own account, and is the most by far."""
    table = viewer.table(sobject.name)
    of_owner = any(path.text == OWNER for path in paths)
    every = granted(ask(viewer, sobject, table))
    grants = [grant for grant in every if not (of_owner and _is_own(grant, viewer.user))]
    over = [
        Grant(None, access, true(), f"{viewer.user.name} has {source.name}", source=source)
        for access, source in over_all_source(viewer, sobject)
    ]
    return Openings(viewer, sobject, paths, table, [*over, *grants])


def _is_own(grant: Grant, user: RunningUser) -> bool:
    return grant.row_cause == "Owner" and grant.grantee == user.id


def over_all_source(viewer: Viewer, sobject: SObject) -> Iterator[tuple[Access, Source]]:
    """View All and Modify All, the strongest that the user has, by the permission to blame."""
    ways: tuple[tuple[Access, str, str], ...] = (
        ("All", "ModifyAllData", f"{sobject.name}.ModifyAll"),
        ("Read", "ViewAllData", f"{sobject.name}.ViewAll"),
    )
    for access, of_data, of_object in ways:
        if over_all(viewer, sobject, access):
            yield access, Source("permission", of_data if viewer.user.has(of_data) else of_object)
            return


@dataclass(frozen=True)
class Asked:
    """Two statements about what some grants open.

    groups: rows of (number of the source, rank of the level, accounts path by path, number of records, the first).
    ids: rows of (number of the source, rank of the level, accounts path by path, record).
    """

    sources: Sequence[Source]
    groups: Select[Any]
    ids: Select[Any]


def about(opened: Openings, *, of_others: bool) -> Asked:
    """The statements about all these grants together.

    of_others: what does not belong to the viewer's own account, be it a partner's or not; otherwise what partners have.
    """
    context = opened.viewer.context
    sources = list(dict.fromkeys(grant.source for grant in opened.grants))
    best = _best(opened.table, opened.grants, sources)
    record = context.alias(opened.sobject.name, FIRST_ALIAS)
    whose = belonging(context, record, opened.paths, best.join(record, record.c.Id == best.c.record))
    conditions: list[ColumnElement[bool]] = []
    if "IsDeleted" in record.c:
        conditions.append(record.c.IsDeleted.is_not(True))
    if of_others:
        own = literal(opened.viewer.user.account_id)
        conditions += [or_(account.is_(None), account != own) for account in whose.accounts]
        conditions.append(or_(*(account.is_not(None) for account in whose.accounts)))
    else:
        partners = partner_accounts(context)
        conditions.append(or_(*(account.in_(partners) for account in whose.accounts)))
    rows = select().select_from(whose.source).where(*conditions)
    by = (best.c.source, best.c.rank, *whose.accounts)
    groups = rows.add_columns(*by, func.count(), func.min(record.c.Id)).group_by(*by)
    return Asked(sources, groups, rows.add_columns(*by, record.c.Id))


def _best(table: FromClause, grants: Sequence[Grant], sources: Sequence[Source]) -> Subquery:
    """The records with the highest rank that each source gives."""
    parts = [
        select(
            _number(sources.index(grant.source)).label("source"),
            _number(RANK[grant.access]).label("rank"),
            table.c.Id.label("record"),
        ).where(grant.where)
        for grant in grants
    ]
    if len(parts) == 1:
        return parts[0].subquery()
    every = union_all(*parts).subquery()
    if len(parts) == len(sources):
        return every
    by = (every.c.source, every.c.record)
    return select(*by, func.max(every.c.rank).label("rank")).group_by(*by).subquery()


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)
