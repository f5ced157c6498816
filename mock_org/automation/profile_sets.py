"""A profile and the permission set that it owns say the same, whichever of them is written (Object Reference)."""

from typing import Any

from mock_org.automation.profiles import PREFIX, own_set
from mock_org.dml import Trigger, TriggerContext
from mock_org.security.licenses import catalogue


def _flags(context: TriggerContext) -> dict[str, Any]:
    return {name: value for name, value in context.new.items() if name.startswith(PREFIX)}


def _follow_license(context: TriggerContext) -> None:
    """The licence decides the type of a profile's users."""
    row = context.system.get("UserLicense", context.new.get("UserLicenseId")) or {}
    kind = catalogue().get(str(row.get("Name")))
    context.new["UserType"] = kind.user_type if kind else None


def _made(context: TriggerContext) -> None:
    new = context.new
    owned = {
        "Name": f"X{new['Id']}",
        "Label": f"X{new['Id']}",
        "ProfileId": new["Id"],
        "IsOwnedByProfile": True,
        "IsCustom": True,
        "LicenseId": new["UserLicenseId"],
        "Type": "Profile",
    }
    context.system.load("PermissionSet", [owned | _flags(context)])


def _changed(context: TriggerContext) -> None:
    owned = own_set(context.system, context.new["Id"])
    if owned:
        context.system.write("PermissionSet", [owned["Id"]], _flags(context))


def _set_changed(context: TriggerContext) -> None:
    if context.new.get("IsOwnedByProfile"):
        context.system.write("Profile", [context.new["ProfileId"]], _flags(context))


def _gone(context: TriggerContext) -> None:
    owned = own_set(context.system, (context.old or {})["Id"])
    if owned:
        context.system.delete("PermissionSet", owned["Id"])


TRIGGERS = (
    Trigger("Profile", "before", "insert", _follow_license),
    Trigger("Profile", "after", "insert", _made),
    Trigger("Profile", "after", "update", _changed),
    Trigger("Profile", "before", "delete", _gone),
    Trigger("PermissionSet", "after", "update", _set_changed),
)
