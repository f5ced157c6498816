"""The levels that a team member may be given: at least what everybody has, and never the owner's."""

from collections.abc import Mapping
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.share_levels import RANKS, SHOWN, check_account_levels, default_rank, fill_children, level_of
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Values = dict[str, Any]
ACCOUNT, OPPORTUNITY = "AccountTeamMember", "OpportunityTeamMember"
_OWN = {ACCOUNT: ("AccountAccessLevel", "Account"), OPPORTUNITY: ("OpportunityAccessLevel", "Opportunity")}


def prepare_member(ctx: SaveContext, member: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Give a new member the levels that were left out: Read (Salesforce help, 000384988; A) or the default above it."""
    if member.name not in _OWN or old is not None:
        return
    name, of = _OWN[member.name]
    if new.get(name) is None:
        rank = max(RANKS["Read"], min(default_rank(ctx, of, new.get("UserId")), RANKS["Edit"]))
        new[name] = SHOWN[rank]
    if member.name == ACCOUNT:
        fill_children(ctx, member, new, new.get("UserId"))


def check_member_levels(ctx: SaveContext, member: SObject, new: Values, old: Mapping[str, Any] | None) -> None:
    """Refuse levels below the org-wide default (Object Reference, AccountTeamMember.AccountAccessLevel; A, codes C).

    Raises SalesforceError INVALID_ACCESS_LEVEL, FIELD_INTEGRITY_EXCEPTION for a level that is none.
    """
    if member.name not in _OWN or (
        old is not None and all(new.get(n) == old.get(n) for n in new if n.endswith("Level"))
    ):
        return
    name, of = _OWN[member.name]
    level, default = level_of(member, name, new.get(name)), default_rank(ctx, of, new.get("UserId"))
    if member.name == ACCOUNT:
        check_account_levels(ctx, member, new, new.get("UserId"), above=False)
    elif level < default:
        message = f"{name} ({SHOWN[level]}) is below the organization's default level {SHOWN[default]}"
        raise SalesforceError("INVALID_ACCESS_LEVEL", message, [name])
