"""Members of a site: whoever has one of its profiles or permission sets (Object Reference, NetworkMember)."""

from collections.abc import Iterable
from typing import Any

from mock_org.automation.email import send_welcome_mail
from mock_org.dml import Records, Trigger, TriggerContext
from mock_org.security.sharing.people import BELONGS

LIVE = "Live"


def sync_user(context: TriggerContext, user_id: str) -> None:
    """Bring a user's memberships up to date."""
    user = context.system.get("User", user_id)
    if user is None or user["UserType"] == "Guest":
        return
    wanted = _networks_of(context, user)
    for row in context.system.find("NetworkMember", MemberId=user_id):
        if row["NetworkId"] in wanted:
            wanted.discard(row["NetworkId"])
        elif user["IsActive"]:
            context.system.erase("NetworkMember", [row["Id"]])
    for network_id in sorted(wanted) if user["IsActive"] else ():
        _join(context, network_id, user)


def sync_holders(context: TriggerContext, parent_id: str) -> None:
    """Bring the memberships of everybody up to date who has a profile or permission set."""
    for user_id in sorted(_users_with(context.system, parent_id)):
        sync_user(context, user_id)


def leave_all(context: TriggerContext, user_id: str) -> None:
    """Take a disabled user out of every site."""
    rows = context.system.find("NetworkMember", MemberId=user_id)
    context.system.erase("NetworkMember", [row["Id"] for row in rows])


def _networks_of(context: TriggerContext, user: dict[str, Any]) -> set[str]:
    """The sites that a user's profile or permission sets belong to, those of groups among them (confidence C).

    Individuals whose data are not to be processed stay out in Salesforce; the org knows no Individual.
    """
    given = context.system.find("PermissionSetAssignment", AssigneeId=user["Id"])
    holding = [row for row in given if row["IsActive"] is not False and not row["IsRevoked"]]
    sets = {row["PermissionSetId"] for row in holding}
    groups = [row["PermissionSetGroupId"] for row in holding if row["PermissionSetGroupId"]]
    components = context.system.find("PermissionSetGroupComponent", PermissionSetGroupId=groups) if groups else []
    holders = [user["ProfileId"], *sets, *(row["PermissionSetId"] for row in components)]
    rows = context.system.find("NetworkMemberGroup", ParentId=holders, AssignmentStatus=BELONGS)
    return {row["NetworkId"] for row in rows}


def _users_with(system: Records, parent_id: str) -> set[str]:
    if parent_id.startswith("00e"):
        return {row["Id"] for row in system.find("User", ProfileId=parent_id)}
    groups = [
        row["PermissionSetGroupId"] for row in system.find("PermissionSetGroupComponent", PermissionSetId=parent_id)
    ]
    direct = system.find("PermissionSetAssignment", PermissionSetId=parent_id)
    by_group = system.find("PermissionSetAssignment", PermissionSetGroupId=groups) if groups else []
    return {row["AssigneeId"] for row in (*direct, *by_group)}


def _join(context: TriggerContext, network_id: str, user: dict[str, Any]) -> None:
    context.system.insert("NetworkMember", {"NetworkId": network_id, "MemberId": user["Id"]})
    network = context.system.get("Network", network_id)
    if network is not None:
        _welcome(context, network, user)


def _welcome(context: TriggerContext, network: dict[str, Any], user: dict[str, Any]) -> None:
    """A mail goes to external members of an active site that welcomes (confidence A; internal members get none: D)."""
    if network["Status"] == LIVE and network["OptionsSendWelcomeEmail"] and user["UserType"] != "Standard":
        send_welcome_mail(context, network, user)


def _user_created(context: TriggerContext) -> None:
    if "Network" in context.schema:
        sync_user(context, context.new["Id"])


def _user_changed(context: TriggerContext) -> None:
    """Another profile is another membership, at once (Salesforce help 000390958; confidence A)."""
    if "Network" in context.schema and context.changed("ProfileId", "IsActive"):
        sync_user(context, context.new["Id"])


def _assigned(context: TriggerContext) -> None:
    if "Network" in context.schema:
        sync_user(context, (context.new or context.old or {})["AssigneeId"])


def _group_changed(context: TriggerContext) -> None:
    """A permission set comes into a group or leaves it: so do the group's users at the site."""
    if "Network" in context.schema:
        group_id = (context.new or context.old or {})["PermissionSetGroupId"]
        _sync_each(context, context.system.find("PermissionSetAssignment", PermissionSetGroupId=group_id))


def _sync_each(context: TriggerContext, assignments: Iterable[dict[str, Any]]) -> None:
    for user_id in sorted({row["AssigneeId"] for row in assignments}):
        sync_user(context, user_id)


def _went_live(context: TriggerContext) -> None:
    """When a site goes live for the first time, its members are welcomed (confidence A)."""
    assert context.old is not None
    if not context.became("Status", LIVE) or context.old.get("FirstActivationDate"):
        return
    for row in context.system.find("NetworkMember", NetworkId=context.new["Id"]):
        user = context.system.get("User", row["MemberId"])
        if user is not None and user["IsActive"]:
            _welcome(context, context.new, user)


TRIGGERS = (
    Trigger("User", "after", "insert", _user_created),
    Trigger("User", "after", "update", _user_changed),
    Trigger("PermissionSetAssignment", "after", "insert", _assigned),
    Trigger("PermissionSetAssignment", "after", "update", _assigned),
    Trigger("PermissionSetAssignment", "after", "delete", _assigned),
    Trigger("PermissionSetGroupComponent", "after", "insert", _group_changed),
    Trigger("PermissionSetGroupComponent", "after", "delete", _group_changed),
    Trigger("Network", "after", "update", _went_live),
)
