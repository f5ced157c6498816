"""Sharing follows some changes after a while: new and moved users, members of groups, roles (SharingDelays)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mock_org.automation.schedule import Job
from mock_org.dml import Trigger, TriggerContext
from mock_org.org import Org
from mock_org.storage import late
from mock_org.storage.late_table import NAME

_SOON = timedelta(milliseconds=1)


def _joins(context: TriggerContext) -> None:
    """A new user, or a member of a group: neither gets nor gives anything by groups and roles yet."""
    delays = context.settings.sharing_delays
    _delay(context, "member", [context.new["Id"]], delays.members)
    _delay(context, "owner", [context.new["Id"]], delays.owners)


def _moves(context: TriggerContext) -> None:
    """A user with another role, or active again; the portal roles of owned accounts move along."""
    if not (context.changed("UserRoleId") or context.became("IsActive", True)):
        return
    _joins(context)
    if context.changed("UserRoleId") and context.settings.sharing_delays.any:
        owned = context.system.find("UserRole", PortalAccountOwnerId=context.new["Id"])
        _delay(context, "role", [role["Id"] for role in owned], context.settings.sharing_delays.roles)


def _new_owner(context: TriggerContext) -> None:
    """Portal roles hang under the role of their account's owner."""
    if context.changed("OwnerId") and context.settings.sharing_delays.any:
        own = context.system.find("UserRole", PortalAccountId=context.new["Id"])
        _delay(context, "role", [role["Id"] for role in own], context.settings.sharing_delays.roles)


def _role(context: TriggerContext) -> None:
    """A role that is new, or hangs elsewhere."""
    if context.changed("ParentRoleId"):
        _delay(context, "role", [context.new["Id"]], context.settings.sharing_delays.roles)


def _delay(context: TriggerContext, kind: str, ids: Iterable[str], seconds: float) -> None:
    if seconds:
        late.delay(context.database, kind, ids, context.clock.now() + timedelta(seconds=seconds))


def _next_due(org: Org, after: datetime) -> datetime | None:
    due = late.next_due(org.database)
    return max(due, after + _SOON) if due else None


def _arrive(org: Org, at: datetime) -> str | None:
    return f"{late.arrive(org.database, at)} changes count for sharing now"


JOB = Job("late-sharing", "Sharing is recalculated", _next_due, _arrive, (NAME,))
TRIGGERS = (
    Trigger("User", "after", "insert", _joins),
    Trigger("User", "after", "update", _moves),
    Trigger("GroupMember", "after", "insert", _joins),
    Trigger("UserRole", "after", "insert", _role),
    Trigger("UserRole", "after", "update", _role),
    Trigger("Account", "after", "update", _new_owner),
)
