"""Roles: their defaults, one hierarchy without circles, what portal roles refuse (Object Reference, UserRole)."""

import re

from mock_org.dml.role_groups import is_portal
from mock_org.dml.triggers import Trigger, TriggerContext
from mock_org.errors import SalesforceError

_LEVELS = ("OpportunityAccessForAccountOwner", "CaseAccessForAccountOwner", "ContactAccessForAccountOwner")
_NOT_WORD = re.compile(r"\W+", re.ASCII)


def _prepare(context: TriggerContext) -> None:
    new = context.new
    for name in _LEVELS:
        new[name] = new.get(name) or "None"
    new["PortalType"] = new.get("PortalType") or "None"
    if is_portal(new) and context.user.system:
        new["DeveloperName"] = unused_name(context, str(new.get("Name") or ""))
    new["DeveloperName"] = new.get("DeveloperName") or _free_name(context, developer_name(str(new.get("Name") or "")))


def developer_name(name: str) -> str:
    """A name as an API name: letters, digits and single underscores, beginning with a letter."""
    words = _NOT_WORD.sub("_", name).strip("_")[:70]
    return words if words[:1].isalpha() else f"X{words}"


def _free_name(context: TriggerContext, wanted: str) -> str:
    number, free = 1, wanted
    while context.system.count("UserRole", DeveloperName=free):
        number += 1
        free = f"{wanted}{number}"
    return free


def unused_name(context: TriggerContext, name: str) -> str:
    """An API name that no portal role had before, be it gone by now: what rules gave that one ended with it (D)."""
    wanted = developer_name(name)
    while True:
        number = context.database.next_number(f"portal role:{wanted.lower()}")
        free = wanted if number == 1 else f"{wanted}{number}"
        if not context.system.count("UserRole", DeveloperName=free):
            return free


def _change(context: TriggerContext) -> None:
    assert context.old is not None
    if is_portal(context.old) and not context.user.system:
        # "You can't update any field of a portal role" (Object Reference, UserRole; confidence A, code and text D).
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", "portal roles cannot be updated", [])
    _check_circle(context)


def _check_circle(context: TriggerContext) -> None:
    seen, parent = {context.new["Id"]}, context.new.get("ParentRoleId")
    while parent:
        if parent in seen:
            message = "The role cannot be above itself in the hierarchy"
            raise SalesforceError("CIRCULAR_DEPENDENCY", message, ["ParentRoleId"])
        seen.add(parent)
        parent = (context.system.get("UserRole", parent) or {}).get("ParentRoleId")


TRIGGERS = (
    Trigger("UserRole", "before", "insert", _prepare),
    Trigger("UserRole", "before", "update", _change),
)
