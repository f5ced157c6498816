"""Account, opportunity and case teams: a member, and who stands above the member, has the level that the team says.

Object Reference, AccountTeamMember, OpportunityTeamMember, CaseTeamMember (confidence A); partner users may be members
(Salesforce help, "Partner Users: Considerations"; confidence B). A contact on a case team gives nothing by itself, the
portal user behind it does (confidence D).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, literal, or_, select

from mock_org.security.groups import Ids, Viewer
from mock_org.security.sharing.computed import CHILD_LEVELS, Computed, Rows
from mock_org.security.sharing.grant import Access, Asked, Grant, Source

LEVELS: tuple[Access, ...] = ("Read", "Edit", "All")
# By the object that a team works on: the team's object, its lookup to the record, and what it is called.
TEAMS = {
    "Account": ("AccountTeamMember", "AccountId", "account team"),
    "Opportunity": ("OpportunityTeamMember", "OpportunityId", "opportunity team"),
    "Case": ("CaseTeamMember", "ParentId", "case team"),
}
CHILDREN = tuple(CHILD_LEVELS.values())


@dataclass(frozen=True)
class Members:
    """The rows of one team object, joined to what says who they are and which level they have."""

    frm: FromClause
    row: FromClause
    record: ColumnElement[str]
    user: ColumnElement[str]
    level: ColumnElement[str]


def members(viewer: Viewer, of: str, level_of: str | None = None) -> Members | None:
    """The members of the teams of that object. level_of: the object whose level is meant, as an account team gives
    levels on cases, contacts and opportunities too. None: the org has no such teams.
    """
    name, lookup, _ = TEAMS[of]
    if name not in viewer.context.database.tables:
        return None
    row = viewer.table(name)
    if of != "Case":
        return Members(row, row, row.c[lookup], row.c.UserId, row.c[f"{level_of or of}AccessLevel"])
    role, user = viewer.table("CaseTeamRole"), viewer.table("User")
    behind = and_(user.c.ContactId == row.c.MemberId, user.c.ContactId.is_not(None))
    joined = row.join(role, role.c.Id == row.c.TeamRoleId).join(user, or_(user.c.Id == row.c.MemberId, behind))
    return Members(joined, row, row.c.ParentId, user.c.Id, role.c.AccessLevel)


def grants(asked: Asked) -> Iterator[Grant]:
    """Records on whose team the user is, or somebody below."""
    name = asked.user.name
    yield from grants_for(asked, select(literal(asked.user.id)), f"{name} is")
    if asked.lifts:
        below = f"somebody below {name}'s role {asked.user.role_name} is"
        yield from grants_for(asked, asked.viewer.users_below, below)


def grants_for(asked: Asked, users: Ids, who: str) -> Iterator[Grant]:
    """Records on whose team one of these users is. who: the beginning of the reason, "Ann is"."""
    of, account = asked.sobject.name, asked.column("AccountId")
    if not asked.shareable:
        return
    if of in TEAMS:
        yield from _grants(asked, of, None, asked.table.c.Id, users, f"{who} on its {TEAMS[of][2]}")
    if of in CHILDREN and account is not None:
        for grant in _grants(asked, "Account", of, account, users, f"{who} on the account team of its account"):
            yield replace(grant, row_cause="ImplicitChild")


def _grants(
    asked: Asked, of: str, level_of: str | None, column: ColumnElement[str], users: Ids, because: str
) -> Iterator[Grant]:
    for access, levels in asked.levels(LEVELS if level_of is None else LEVELS[:2]):
        team = members(asked.viewer, of, level_of)
        if team is None:
            return
        found = select(team.record).select_from(team.frm).where(team.user.in_(users), team.level.in_(levels))
        where = column.in_(found.where(team.row.c.IsDeleted.is_not(True)))
        yield Grant("Team", access, where, because, source=Source("team", TEAMS[of][0]))


def share_rows(computed: Computed) -> Iterator[Rows]:
    """A row for each member whose level is one that shows (Object Reference, AccountShare.RowCause, "Team")."""
    of = computed.shared.name
    team = members(computed.viewer, of) if of in TEAMS else None
    if team is None:
        return
    record = computed.table()
    joined = team.frm.join(record, record.c.Id == team.record)
    children: dict[str, ColumnElement[Any]] = {}
    if of == "Account":
        children = {name: computed.child_level(name, team.row.c[name]) for name in CHILD_LEVELS}
    where = [team.level.in_(LEVELS), team.row.c.IsDeleted.is_not(True)]
    yield computed.rows(record, team.user, "Team", team.level, frm=joined, where=where, children=children)
