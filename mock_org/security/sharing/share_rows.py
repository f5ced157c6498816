"""The rows that Share objects show: those that somebody wrote, and those that follow from everything else.

A new mechanism that Salesforce keeps rows of has one function share_rows(computed) and a line in SHARE_ROWS. The role
hierarchy, org-wide defaults, sharing sets and super users are never stored (Object Reference, AccountShare: "For some
sharing mechanisms, such as sharing sets, sharing entries aren't stored at all"; confidence A).
"""

from collections.abc import Callable, Iterator
from typing import cast

from sqlalchemy import FromClause, and_, exists, false, not_, select, true, union_all

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Ids, Viewer
from mock_org.security.sharing import account_relationships, implicit_rows, owner, people, rules, share_groups, teams
from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.engine import visible
from mock_org.security.sharing.shares import stored
from mock_org.security.user import RunningUser

# What gives a record to somebody by itself; of these also follow the implicit rows of accounts and of their children.
EXPLICIT: tuple[Callable[[Computed], Iterator[Rows]], ...] = (
    owner.share_rows,
    people.share_rows,
    rules.share_rows,
    teams.share_rows,
)
SHARE_ROWS: tuple[Callable[[Computed], Iterator[Rows]], ...] = (
    implicit_rows.portal_rows,
    implicit_rows.case_contact_rows,
    account_relationships.share_rows,
    share_groups.share_rows,
)


def share_rows(viewer: Viewer, share: SObject) -> FromClause | None:
    """The rows of a Share object, as something to select from. None: its table has them all."""
    computed = Computed(viewer, share)
    if not computed.kept:
        return None
    made = viewer.once((share.name, "rows", False), lambda: cast(Ids, union_all(*_all(computed))))
    return None if made is None else made.subquery()


def _all(computed: Computed) -> Iterator[Rows]:
    yield from _explicit(computed)
    for mechanism in SHARE_ROWS:
        yield from mechanism(computed)
    yield from implicit_rows.parent_rows(computed, _explicit)
    yield from implicit_rows.child_rows(computed, _explicit)


def _explicit(computed: Computed) -> Iterator[Rows]:
    yield _stored(computed)
    for mechanism in EXPLICIT:
        yield from mechanism(computed)


def _stored(computed: Computed) -> Rows:
    """Rows that somebody wrote. A manual one for the owner is one with the owner's, which is higher (Object Reference,
    AccountShare and OpportunityShare, Usage: rows are "compressed into one record with the highest level of access";
    confidence A).
    """
    table, record = computed.table(computed.share.name), computed.table()
    columns = [table.c[field.name] for field in computed.share.fields.values() if field.has_column]
    owner_column = record.c.Id if computed.shared.name == "User" else record.c.get("OwnerId")
    shared_id = table.c[computed.share.shared_id_field]
    owns = (
        and_(record.c.Id == shared_id, owner_column == table.c.UserOrGroupId) if owner_column is not None else false()
    )
    compressed = and_(table.c.RowCause == "Manual", exists().where(owns))
    made = select(*columns).where(stored(table), not_(compressed))
    if computed.parent is None:
        return made
    child = computed.table()
    made = select(*computed.pair(child, table.c.UserOrGroupId)).join_from(table, child, child.c.Id == shared_id)
    return made.where(stored(table))


def shows_share(context: SecurityContext, user: RunningUser, share: SObject, row_id: str) -> bool:
    """Whether a Share object shows the user the row of that id, though it is not stored."""
    viewer = Viewer(context, user)
    rows = share_rows(viewer, share)
    if rows is None:
        return False
    seen = visible(context, user, share, rows, viewer)
    found = select(rows.c.Id).where(rows.c.Id == row_id, true() if seen is None else seen)
    return context.database.scalar(found) is not None
