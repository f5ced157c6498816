"""Profiles and permission sets of a site: how they are added and removed, step by step on the org's clock.

Object Reference, NetworkMemberGroup ("added and removed asynchronously", the statuses; confidence A). How long a step
takes is not told: the setting site_membership_seconds, 0 for at once.
"""

from datetime import datetime, timedelta
from typing import Any

from mock_org.automation.network_membership import sync_holders
from mock_org.automation.schedule import Job
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.org import Org

NAME = "NetworkMemberGroup"
ADDED, REMOVED = "Added", None
# What follows each status that does not last.
_NEXT = {
    "WaitingForAdd": "AddCalculated",
    "AddCalculated": ADDED,
    "WaitingForRemove": "RemoveCalculated",
    "RemoveCalculated": REMOVED,
}
# What a caller may ask for, and of which status.
_ASKED = {
    "WaitingForRemove": ("Added", "WaitingForAdd", "AddCalculated", "FailedAdd", "FailedRemove"),
    "WaitingForAdd": ("FailedAdd", "FailedRemove", "WaitingForRemove", "RemoveCalculated"),
}
_SOON = timedelta(milliseconds=1)


def _check(context: TriggerContext) -> None:
    """A profile or permission set belongs to a site once; guests are no members (codes and texts: confidence D)."""
    new, system = context.new, context.system
    if system.count(NAME, NetworkId=new.get("NetworkId"), ParentId=new.get("ParentId")):
        raise SalesforceError("DUPLICATE_VALUE", "duplicate value found: a member of this site", ["ParentId"])
    profile = system.get("Profile", new.get("ParentId")) or {}
    if profile.get("UserType") == "Guest":
        message = "The profile of a site's guest user can't be a member"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ParentId"])


def _check_asked(context: TriggerContext) -> None:
    """Callers ask for adding and removing; the other statuses come by themselves (code and text: confidence D)."""
    asked, before = context.new.get("AssignmentStatus"), (context.old or {}).get("AssignmentStatus")
    if context.user.system or asked == before or before in _ASKED.get(str(asked), ()):
        return
    message = f"Assignment Status can't change from {before} to {asked}"
    raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["AssignmentStatus"])


def _came(context: TriggerContext) -> None:
    if context.new["AssignmentStatus"] == ADDED:
        sync_holders(context, context.new["ParentId"])
    elif not context.settings.site_membership_seconds:
        _finish(context)


def _changed(context: TriggerContext) -> None:
    if not context.changed("AssignmentStatus"):
        return
    if context.new["AssignmentStatus"] == ADDED:
        sync_holders(context, context.new["ParentId"])
    elif not context.settings.site_membership_seconds:
        _finish(context)


def _finish(context: TriggerContext) -> None:
    """Where nothing takes time: straight to the last step."""
    row, status = context.new, context.new["AssignmentStatus"]
    while status in _NEXT:
        status = _NEXT[status]
    if status is REMOVED:
        context.system.erase(NAME, [row["Id"]])
    else:
        context.system.write(NAME, [row["Id"]], {"AssignmentStatus": status})
    sync_holders(context, row["ParentId"])


def _left(context: TriggerContext) -> None:
    assert context.old is not None
    sync_holders(context, context.old["ParentId"])


def _next_due(org: Org, after: datetime) -> datetime | None:
    """When the first of those that wait takes its next step."""
    waiting = _waiting(org)
    return max(min(_due(org, row) for row in waiting), after + _SOON) if waiting else None


def _take_steps(org: Org, at: datetime) -> str | None:
    moved = [row for row in _waiting(org) if _due(org, row) <= at]
    records = org.system_session().records()
    for row in moved:
        status = _NEXT[row["AssignmentStatus"]]
        if status is REMOVED:
            records.delete(NAME, row["Id"])
        else:
            records.update(NAME, row["Id"], {"AssignmentStatus": status})
    return f"{len(moved)} profiles and permission sets of sites went a step on" if moved else None


def _waiting(org: Org) -> list[dict[str, Any]]:
    if NAME not in org.schema:
        return []
    return org.system_session().find(NAME, AssignmentStatus=tuple(_NEXT))


def _due(org: Org, row: dict[str, Any]) -> datetime:
    since = datetime.fromisoformat(row["LastModifiedDate"])
    return since + timedelta(seconds=org.settings.site_membership_seconds)


JOB = Job("site-members", "Profiles and permission sets join and leave sites", _next_due, _take_steps, (NAME,))
TRIGGERS = (
    Trigger(NAME, "before", "insert", _check),
    Trigger(NAME, "before", "update", _check_asked),
    Trigger(NAME, "after", "insert", _came),
    Trigger(NAME, "after", "update", _changed),
    Trigger(NAME, "after", "delete", _left),
)
