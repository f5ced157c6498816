"""Public groups and queues: only these are made by hand, only they have direct members (Object Reference, Group)."""

from typing import Any

from mock_org.dml.manager_groups import TYPES as MANAGER_TYPES
from mock_org.dml.roles import developer_name
from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError

REGULAR, QUEUE = "Regular", "Queue"
_BY_HAND = (REGULAR, QUEUE)
# High-volume users are in no group (SOAP API Developer Guide, OP_WITH_INVALID_USER_TYPE_EXCEPTION).
_HIGH_VOLUME = ("CspLitePortal", "Guest")


def _prepare(context: TriggerContext) -> None:
    new = context.new
    new["Type"] = new.get("Type") or REGULAR
    if not context.user.system and new["Type"] not in _BY_HAND:
        message = f"Type: bad value for restricted picklist field: {new['Type']}"
        raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, ["Type"])
    if new.get("Name") and not new.get("DeveloperName"):
        new["DeveloperName"] = developer_name(str(new["Name"]))
    if new["Type"] in _BY_HAND and context.system.count(
        "Group", Type=new["Type"], DeveloperName=new.get("DeveloperName")
    ):
        raise SalesforceError("DUPLICATE_DEVELOPER_NAME", "The name is already in use", ["DeveloperName"])


def _keep_system_groups(context: TriggerContext) -> None:
    """The groups of roles and of all users belong to the platform."""
    if not context.user.system and (context.old or {}).get("Type") not in _BY_HAND:
        message, status = "insufficient access rights on object id", context.settings.readonly_status
        raise SalesforceError("INSUFFICIENT_ACCESS_OR_READONLY", message, [], status=status)


def _check_member(context: TriggerContext) -> None:
    group = context.system.get("Group", context.new.get("GroupId"))
    if group is not None and group["Type"] not in _BY_HAND:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["GroupId"])
    member = context.new.get("UserOrGroupId")
    inner = context.system.get("Group", member) or {}
    if inner.get("Type") in MANAGER_TYPES:
        # "They can't be added to other groups" (Salesforce help, "Sharing Records with Manager Groups"; A, text D).
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserOrGroupId"])
    user = context.system.get("User", member)
    if user is not None and user["UserType"] in _HIGH_VOLUME:
        message = "High-volume portal users cannot be added to groups"
        raise SalesforceError("OP_WITH_INVALID_USER_TYPE_EXCEPTION", message, ["UserOrGroupId"])
    if group is not None and member and _contains(context, member, group["Id"]):
        raise SalesforceError("CIRCULAR_DEPENDENCY", "A group cannot be a member of itself", ["UserOrGroupId"])


def _contains(context: TriggerContext, outer: str, inner: str) -> bool:
    """Whether a group is another one, or holds it by however many steps."""
    seen, open_groups = set[str](), [outer]
    while open_groups:
        group_id = open_groups.pop()
        if group_id == inner:
            return True
        if group_id not in seen and group_id.startswith("00G"):
            seen.add(group_id)
            open_groups += [row["UserOrGroupId"] for row in context.system.find("GroupMember", GroupId=group_id)]
    return False


def _check_queue_object(context: TriggerContext) -> None:
    queue: dict[str, Any] = context.system.get("Group", context.new.get("QueueId")) or {}
    sobject = context.schema.get(str(context.new.get("SobjectType")))
    owner = sobject.field("OwnerId") if sobject else None
    if queue.get("Type") != QUEUE:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["QueueId"])
    if sobject is None or owner is None or "Group" not in owner.reference_to:
        message = f"SobjectType: bad value for restricted picklist field: {context.new.get('SobjectType')}"
        raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, ["SobjectType"])
    context.new["SobjectType"] = sobject.name


TRIGGERS = (
    Trigger("Group", "before", "insert", _prepare),
    Trigger("Group", "before", "update", _keep_system_groups),
    Trigger("Group", "before", "delete", _keep_system_groups),
    Trigger("GroupMember", "before", "insert", _check_member),
    Trigger("QueueSobject", "before", "insert", _check_queue_object),
)
