"""Members of a site: whoever has one of its profiles or permission sets.

Object Reference, NetworkMemberGroup and NetworkMember. Salesforce adds members asynchronously; here the save does it.
"""

from typing import Any

from mock_org.automation.email import send_welcome_mail
from mock_org.dml import Trigger, TriggerContext

_ADDED = "Added"
_REMOVING = ("WaitingForRemove", "RemoveCalculated")
LIVE = "Live"


def sync_user(context: TriggerContext, user_id: str) -> None:
    """Bring a user's memberships up to date."""
    user = context.system.get("User", user_id)
    if user is None:
        return
    wanted = _networks_of(context, user)
    for row in context.system.find("NetworkMember", MemberId=user_id):
        if row["NetworkId"] in wanted:
            wanted.discard(row["NetworkId"])
        elif user["IsActive"]:
            context.system.erase("NetworkMember", [row["Id"]])
    for network_id in sorted(wanted) if user["IsActive"] else ():
        _join(context, network_id, user)


def leave_all(context: TriggerContext, user_id: str) -> None:
    """Take a disabled user out of every site."""
    rows = context.system.find("NetworkMember", MemberId=user_id)
    context.system.erase("NetworkMember", [row["Id"] for row in rows])


def _networks_of(context: TriggerContext, user: dict[str, Any]) -> set[str]:
    """The sites that a user's profile or permission sets belong to. Individuals that forbid it are not known here."""
    sets = context.system.find("PermissionSetAssignment", AssigneeId=user["Id"])
    holders = [user["ProfileId"], *(row["PermissionSetId"] for row in sets if row["PermissionSetId"])]
    groups = context.system.find("NetworkMemberGroup", ParentId=holders, AssignmentStatus=_ADDED)
    return {row["NetworkId"] for row in groups}


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
    if "Network" in context.schema and context.changed("ProfileId", "IsActive"):
        sync_user(context, context.new["Id"])


def _added(context: TriggerContext) -> None:
    """A profile or permission set joins: it is added at once, and its users with it."""
    new = context.new
    context.system.write("NetworkMemberGroup", [new["Id"]], {"AssignmentStatus": _ADDED})
    _sync_holders(context, new["ParentId"])


def _regrouped(context: TriggerContext) -> None:
    """Members leave by AssignmentStatus: NetworkMemberGroup knows no delete (Object Reference; confidence A)."""
    if context.new["AssignmentStatus"] in _REMOVING:
        context.system.erase("NetworkMemberGroup", [context.new["Id"]])
        _sync_holders(context, context.new["ParentId"])


def _ungrouped(context: TriggerContext) -> None:
    assert context.old is not None
    _sync_holders(context, context.old["ParentId"])


def _sync_holders(context: TriggerContext, parent_id: str) -> None:
    if parent_id.startswith("00e"):
        users = {row["Id"] for row in context.system.find("User", ProfileId=parent_id)}
    else:
        assigned = context.system.find("PermissionSetAssignment", PermissionSetId=parent_id)
        users = {row["AssigneeId"] for row in assigned}
    for user_id in sorted(users):
        sync_user(context, user_id)


def _assigned(context: TriggerContext) -> None:
    if "Network" in context.schema:
        sync_user(context, (context.new or context.old or {})["AssigneeId"])


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
    Trigger("NetworkMemberGroup", "after", "insert", _added),
    Trigger("NetworkMemberGroup", "after", "update", _regrouped),
    Trigger("NetworkMemberGroup", "after", "delete", _ungrouped),
    Trigger("PermissionSetAssignment", "after", "insert", _assigned),
    Trigger("PermissionSetAssignment", "after", "delete", _assigned),
    Trigger("Network", "after", "update", _went_live),
)
