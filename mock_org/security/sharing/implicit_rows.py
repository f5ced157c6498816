"""Share rows that follow from others: of an account's children for the account, of the account for its children, and
of what portal users have by being ones. The grants to the same effect are those of implicit.py.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import and_, exists, func, select, union_all

from mock_org.security.sharing.computed import CHILD_LEVELS, Computed, Rows
from mock_org.security.sharing.grant import RANK

Explicit = Callable[[Computed], Iterator[Rows]]


def portal_rows(computed: Computed) -> Iterator[Rows]:
    """Read on an account and its contacts, for the lowest portal role of the account (Salesforce, "Designing Record
    Access for Enterprise Scale"; confidence A).
    """
    name = computed.shared.name
    if name not in ("Account", "Contact"):
        return
    record = computed.table()
    joined, grantee = computed.lowest_role(record, record.c.Id if name == "Account" else record.c.AccountId)
    yield computed.rows(record, grantee, "PortalImplicit", "Read", frm=joined)


def case_contact_rows(computed: Computed) -> Iterator[Rows]:
    """Cases for the portal user who is their contact (Object Reference, CaseShare.RowCause; level: confidence D)."""
    if computed.shared.name != "Case":
        return
    record, user = computed.table(), computed.table("User")
    joined = record.join(user, user.c.ContactId == record.c.ContactId)
    yield computed.rows(
        record, user.c.Id, "RelatedPortalUser", computed.context.settings.case_contact_level, frm=joined
    )


def parent_rows(computed: Computed, explicit: Explicit) -> Iterator[Rows]:
    """Read on accounts for whoever has a row on a case, contact or opportunity of theirs, unless there is the owner's
    row or a manual one (Object Reference, AccountShare, Usage; confidence A).
    """
    if computed.shared.name != "Account":
        return
    for name in CHILD_LEVELS.values():
        child = computed.of(f"{name}Share", parent="AccountId")
        if child is None:
            continue
        record, manual, every = computed.table(), computed.table("AccountShare"), union_all(*explicit(child)).subquery()
        pairs = select(every.c.parent, every.c.grantee).distinct().subquery()
        joined = record.join(pairs, pairs.c.parent == record.c.Id)
        given = and_(manual.c.AccountId == record.c.Id, manual.c.UserOrGroupId == pairs.c.grantee)
        shared = exists().where(given, manual.c.RowCause == "Manual")
        where = [record.c.OwnerId != pairs.c.grantee, ~shared]
        yield computed.rows(
            record,
            pairs.c.grantee,
            "ImplicitParent",
            "Read",
            where=where,
            frm=joined,
            named=name,
            shared_id=pairs.c.parent,
        )


def child_rows(computed: Computed, explicit: Explicit) -> Iterator[Rows]:
    """What rows of the account give on its children above the default. With "faster account sharing recalculation" a
    real org no longer shows these (Object Reference, OpportunityShare.RowCause; confidence A).
    """
    level = f"{computed.shared.name}AccessLevel"
    account = computed.of("AccountShare") if level in CHILD_LEVELS else None
    if account is None:
        return
    record, rows = computed.table(), union_all(*explicit(account)).subquery()
    above = [each for each in ("Read", "Edit") if RANK[each] > RANK.get(computed.child_default(level), 0)]
    # "Edit" sorts before "Read": the least text is the most access.
    most = (
        select(rows.c.AccountId, rows.c.UserOrGroupId, func.min(rows.c[level]).label("level"))
        .where(rows.c[level].in_(above))
        .group_by(rows.c.AccountId, rows.c.UserOrGroupId)
        .subquery()
    )
    joined = record.join(most, most.c.AccountId == record.c.AccountId)
    yield computed.rows(record, most.c.UserOrGroupId, "ImplicitChild", most.c.level, frm=joined)
