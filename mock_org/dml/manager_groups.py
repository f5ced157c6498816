"""The two manager groups of every internal user, in an org with manager groups: what shares and rules are given to.

Salesforce help, "Sharing Records with Manager Groups" (confidence A). That an org without them has no rows:
confidence D.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mock_org.dml.triggers import Trigger, TriggerContext

TYPES = ("Manager", "ManagerAndSubordinatesInternal")


def make_manager_groups(find: Callable[..., Sequence[Mapping[str, Any]]], load: Callable[..., object]) -> None:
    """Make those that are missing, of users who were there before manager groups were switched on.

    find, load: of the org's setup records, see triggers.Records.
    """
    have = {(kind, row["RelatedId"]) for kind in TYPES for row in find("Group", Type=kind)}
    users = find("User", UserType="Standard")
    rows = [row for user in users for row in _rows(user) if (row["Type"], row["RelatedId"]) not in have]
    if rows:
        load("Group", rows)


def _rows(user: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"Type": kind, "RelatedId": user["Id"], "Name": user["Name"]} for kind in TYPES]


def _made(context: TriggerContext) -> None:
    if context.settings.manager_groups and context.new.get("UserType") == "Standard":
        user = context.system.get("User", context.new["Id"])
        context.system.load("Group", _rows(user or context.new))


TRIGGERS = (Trigger("User", "after", "insert", _made),)
