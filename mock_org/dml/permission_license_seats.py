"""The seats of permission set licences: taken with a set that needs one, freed with it or with its user."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.dml.triggers import Records, Trigger, TriggerContext
from mock_org.errors import SalesforceError

LICENSE, ASSIGNED = "PermissionSetLicense", "PermissionSetLicenseAssign"


def take_seat(context: TriggerContext, license_id: str) -> None:
    """Who gets a set of a permission set licence gets that licence, too (Salesforce help, "Create a Permission Set
    Associated with a Permission Set License"; confidence A).

    Raises LICENSE_LIMIT_EXCEEDED.
    """
    keys = {"PermissionSetLicenseId": license_id, "AssigneeId": context.new["AssigneeId"]}
    if not context.system.count(ASSIGNED, **keys):
        context.system.insert(ASSIGNED, keys)


def used_seats(system: Records, license_id: str) -> int:
    """How many active users have a licence: what UsedLicenses says (Salesforce help 000394412: what deactivated users
    have is free for others; confidence A for three packages, C for all licences).
    """
    held = system.find(ASSIGNED, PermissionSetLicenseId=license_id)
    return system.count("User", Id=[row["AssigneeId"] for row in held], IsActive=True) if held else 0


def free_seats(system: Records, assignment: Mapping[str, Any]) -> None:
    """Take away the licences whose last permission set went with this PermissionSetAssignment (Salesforce help, "Remove
    a Permission Set License from a User": by itself, unless another set of the user requires it; confidence A).
    """
    user_id = str(assignment["AssigneeId"])
    free = _licenses(system, [assignment["PermissionSetId"]]) - needed_licenses(system, user_id)
    for row in system.find(ASSIGNED, AssigneeId=user_id):
        if row["PermissionSetLicenseId"] in free:
            system.delete(ASSIGNED, row["Id"])


def needed_licenses(system: Records, user_id: str) -> set[str]:
    """The licences of the permission sets that a user has, by themselves or in a group."""
    assigned = system.find("PermissionSetAssignment", AssigneeId=user_id)
    return _licenses(system, [row["PermissionSetId"] for row in assigned if row.get("IsActive") is not False])


def _licenses(system: Records, set_ids: Sequence[str]) -> set[str]:
    sets = system.find("PermissionSet", Id=set_ids) if set_ids else []
    groups = [row["PermissionSetGroupId"] for row in sets if row.get("PermissionSetGroupId")]
    components = system.find("PermissionSetGroupComponent", PermissionSetGroupId=groups) if groups else []
    members = system.find("PermissionSet", Id=[row["PermissionSetId"] for row in components]) if components else []
    return {row["LicenseId"] for row in (*sets, *members) if row.get("LicenseId")}


def _check_seat(context: TriggerContext, license_id: str | None) -> None:
    """Refuse one more user where no seat is left, and licences that are disabled or over (code confidence B, as for
    user licences; text D; that an expired one cannot be assigned: C).
    """
    row = context.system.get(LICENSE, license_id) or {}
    today = context.clock.now().date().isoformat()
    over = row.get("Status") == "Disabled" or (row.get("ExpirationDate") or today) < today
    if over or used_seats(context.system, str(license_id)) >= (row.get("TotalLicenses") or 0):
        raise SalesforceError("LICENSE_LIMIT_EXCEEDED", f"License Limit Exceeded - {row.get('MasterLabel')}", [])


def _assign(context: TriggerContext) -> None:
    """A licence is had once and as often as it was bought; an inactive user takes no seat."""
    new, system = context.new, context.system
    keys = {name: new.get(name) for name in ("PermissionSetLicenseId", "AssigneeId")}
    if system.count(ASSIGNED, **keys):
        message = "duplicate value found: a user has a permission set license once"
        raise SalesforceError("DUPLICATE_VALUE", message, [*keys])
    if (system.get("User", new.get("AssigneeId")) or {}).get("IsActive"):
        _check_seat(context, new.get("PermissionSetLicenseId"))


def _needed(context: TriggerContext) -> None:
    """The licence stays as long as a permission set of it is assigned (code and text confidence D)."""
    old: dict[str, Any] = context.old or {}
    if old["PermissionSetLicenseId"] in needed_licenses(context.system, old["AssigneeId"]):
        message = "The permission set license is in use by a permission set of the user."
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])


def _recount(context: TriggerContext) -> None:
    _write_used(context.system, (context.new or context.old or {})["PermissionSetLicenseId"])


def _write_used(system: Records, license_id: str) -> None:
    system.write(LICENSE, [license_id], {"UsedLicenses": used_seats(system, license_id)})


def _woken(context: TriggerContext) -> None:
    """A user who is activated again needs a seat of each licence (as of the user licence; confidence D)."""
    if context.became("IsActive", True):
        for row in context.system.find(ASSIGNED, AssigneeId=context.new["Id"]):
            _check_seat(context, row["PermissionSetLicenseId"])


def _active_changed(context: TriggerContext) -> None:
    if context.changed("IsActive"):
        for row in context.system.find(ASSIGNED, AssigneeId=context.new["Id"]):
            _write_used(context.system, row["PermissionSetLicenseId"])


def _unassigned(context: TriggerContext) -> None:
    free_seats(context.system, context.old or {})


TRIGGERS = (
    Trigger(ASSIGNED, "before", "insert", _assign),
    Trigger(ASSIGNED, "after", "insert", _recount),
    Trigger(ASSIGNED, "before", "delete", _needed),
    Trigger(ASSIGNED, "after", "delete", _recount),
    Trigger("PermissionSetAssignment", "after", "delete", _unassigned),
    Trigger("User", "before", "update", _woken),
    Trigger("User", "after", "update", _active_changed),
)
