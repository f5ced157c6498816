"""Stored share rows: manual sharing, teams and Apex sharing reasons."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, FromClause, and_, or_, select, true

from mock_org.schema import Schema, SObject
from mock_org.security.groups import Ids
from mock_org.security.sharing.grant import Access, Asked, Grant, Source

LEVELS: tuple[Access, ...] = ("Read", "Edit", "All")


def share_object(schema: Schema, sobject: SObject) -> SObject | None:
    """The Share object of an sObject, if there is one."""
    found = schema.get(share_name(sobject))
    return found if found and found.share_of else None


def share_name(sobject: SObject) -> str:
    """LeadShare, Deal__Share."""
    return f"{sobject.name[:-3]}__Share" if sobject.name.endswith("__c") else f"{sobject.name}Share"


def stored(rows: FromClause) -> ColumnElement[bool]:
    """The rows that somebody wrote; the others are answered by the grants themselves."""
    return and_(
        rows.c.IsDeleted.is_not(True) if "IsDeleted" in rows.c else true(),
        or_(rows.c.RowCause.in_(("Manual", "Team")), rows.c.RowCause.endswith("__c", autoescape=True)),
    )


def grants(asked: Asked) -> Iterator[Grant]:
    """Records shared with the user, with a group of the user's, or with somebody below."""
    user = asked.user
    yield from rows_for(
        asked, asked.viewer.direct, f"it is shared manually with {user.name} or a group of {user.name}'s"
    )
    if asked.lifts:
        because = f"it is shared manually with users or roles below {user.name}'s role {user.role_name}"
        yield from rows_for(asked, asked.viewer.inherited, because)


def rows_for(asked: Asked, principals: Ids, because: str) -> Iterator[Grant]:
    """Records with a stored share row for one of these users and groups."""
    share = share_object(asked.context.schema, asked.sobject)
    if share is None or not asked.shareable:
        return
    for access, levels in asked.levels(LEVELS):
        shared = _shared(asked, share, share.access_level_field, levels, principals)
        yield Grant("Manual", access, asked.table.c.Id.in_(shared), because, source=Source("share row", "Manual"))
    yield from _by_account(asked, principals, because)


def _by_account(asked: Asked, principals: Ids, because: str) -> Iterator[Grant]:
    """An AccountShare carries levels for the account's cases, contacts and opportunities (Object Reference)."""
    share = asked.context.schema.get("AccountShare")
    account = asked.column("AccountId")
    if share is None or account is None or asked.sobject.name not in ("Case", "Contact", "Opportunity"):
        return
    because = because.replace("it is", "its account is", 1)
    for access, levels in asked.levels(LEVELS[:2]):
        shared = _shared(asked, share, f"{asked.sobject.name}AccessLevel", levels, principals)
        yield Grant("ImplicitChild", access, account.in_(shared), because, source=Source("share row", "ImplicitChild"))


def _shared(asked: Asked, share: SObject, field: str, levels: Sequence[Access], principals: Ids) -> Ids:
    rows = asked.viewer.table(share.name)
    return select(rows.c[share.shared_id_field]).where(
        stored(rows), rows.c.UserOrGroupId.in_(principals), rows.c[field].in_(levels)
    )
