"""Account, opportunity and case teams: which members there may be, and when a team ends.

Object Reference, AccountTeamMember, OpportunityTeamMember, CaseTeamMember; SOAP API Developer Guide,
OwnerChangeOptions. Case teams stay when the owner changes (confidence C).
"""

from typing import Any

from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError

ACCOUNT, OPPORTUNITY, CASE = "AccountTeamMember", "OpportunityTeamMember", "CaseTeamMember"
# Not in the Recycle Bin, unless the record goes there that they work on (Object Reference; confidence A).
WITHOUT_BIN = frozenset({ACCOUNT, OPPORTUNITY, CASE, "CaseTeamTemplateRecord"})


def _check_member(context: TriggerContext) -> None:
    """Only active users work in teams (the code: confidence C)."""
    user = context.system.get("User", context.new.get("UserId"))
    if user is not None and not user["IsActive"] and context.changed("UserId"):
        message = (
            f"operation performed with inactive user [{user['Id'][:15]}] as owner of {context.sobject.label.lower()}"
        )
        raise SalesforceError("INACTIVE_OWNER_OR_USER", message, [])


def _show_user(context: TriggerContext) -> None:
    """A member's name, title and photo are the user's (Object Reference, OpportunityTeamMember; confidence A)."""
    user = context.system.get("User", context.new.get("UserId")) or {}
    shown = {"Name": user.get("Name"), "Title": user.get("Title"), "PhotoUrl": user.get("SmallPhotoUrl")}
    context.new.update({name: value for name, value in shown.items() if context.sobject.field(name)})


def _not_of_a_private_opportunity(context: TriggerContext) -> None:
    """A private opportunity has no team (Object Reference, Opportunity.IsPrivate; A, the code: confidence D)."""
    opportunity = context.system.get("Opportunity", context.new.get("OpportunityId")) or {}
    if opportunity.get("IsPrivate"):
        message = "a private opportunity cannot have a team"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["OpportunityId"])


def _only_once(context: TriggerContext) -> None:
    """Nobody is twice on the team of a case (the code: confidence D)."""
    same = {name: context.new.get(name) for name in ("ParentId", "MemberId")}
    if all(same.values()) and context.system.count(CASE, **same):
        raise SalesforceError("DUPLICATE_VALUE", "duplicate value found: the member is on the team already", [])


def _team_added(context: TriggerContext) -> None:
    """A predefined team on a case makes its members members of the case's team (Object Reference,
    CaseTeamTemplateRecord; confidence A); whoever is on it already stays as he is (C).
    """
    case, team = context.new["ParentId"], context.new["TeamTemplateId"]
    for member in context.system.find("CaseTeamTemplateMember", TeamTemplateId=team):
        if member["TeamRoleId"] and not context.system.count(CASE, ParentId=case, MemberId=member["MemberId"]):
            named = {name: member[name] for name in ("MemberId", "TeamRoleId")}
            of = {"ParentId": case, "TeamTemplateId": team, "TeamTemplateMemberId": member["Id"]}
            context.system.insert(CASE, named | of)


def _team_removed(context: TriggerContext) -> None:
    """With the predefined team go the members that it brought."""
    old = context.old or {}
    brought = context.system.find(CASE, ParentId=old.get("ParentId"), TeamTemplateId=old.get("TeamTemplateId"))
    context.system.erase(CASE, [member["Id"] for member in brought])


def _owner_changed(context: TriggerContext) -> None:
    """Without KeepAccountTeam, KeepSalesTeam the team ends with the owner; the default is false (confidence A)."""
    if context.changed("OwnerId") and not context.settings.keep_teams:
        _end_team(context)


def _became_private(context: TriggerContext) -> None:
    """A private opportunity loses team and shares (Object Reference, Opportunity.IsPrivate; confidence A)."""
    if not context.new.get("IsPrivate") or not context.changed("IsPrivate"):
        return
    _end_team(context)
    shares = context.system.find("OpportunityShare", OpportunityId=context.new["Id"])
    context.system.erase("OpportunityShare", [row["Id"] for row in shares])


def _end_team(context: TriggerContext) -> None:
    name, lookup = (ACCOUNT, "AccountId") if context.sobject.name == "Account" else (OPPORTUNITY, "OpportunityId")
    members: list[dict[str, Any]] = context.system.find(name, **{lookup: context.new["Id"]})
    context.system.erase(name, [member["Id"] for member in members])


TRIGGERS = (
    *(Trigger(name, "before", "insert", _check_member) for name in (ACCOUNT, OPPORTUNITY)),
    *(Trigger(name, "before", event, _show_user) for name in (ACCOUNT, OPPORTUNITY) for event in ("insert", "update")),
    Trigger(OPPORTUNITY, "before", "insert", _not_of_a_private_opportunity),
    Trigger(CASE, "before", "insert", _only_once),
    Trigger("CaseTeamTemplateRecord", "after", "insert", _team_added),
    Trigger("CaseTeamTemplateRecord", "after", "delete", _team_removed),
    Trigger("Account", "after", "update", _owner_changed),
    Trigger("Opportunity", "after", "update", _owner_changed),
    Trigger("Opportunity", "after", "update", _became_private),
)
