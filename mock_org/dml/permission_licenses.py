"""Permissions and licences: who can have a licensed permission set, and what no user of a licence can have."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_org.dml.permission_license_seats import take_seat
from mock_org.dml.triggers import Records, Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security import arithmetic, licensing
from mock_org.security.licenses import License, license_named

_USER_LICENSE, _SET_LICENSE = "UserLicense", "PermissionSetLicense"


def check_assignment(context: TriggerContext, sets: Sequence[Mapping[str, Any]]) -> None:
    """Refuse permission sets whose licence, or what they permit, is not for the user's licence.

    sets: those assigned; of a group, its members too.
    Raises FIELD_INTEGRITY_EXCEPTION.
    """
    system = context.system
    user = system.get("User", context.new.get("AssigneeId")) or {}
    profile = system.get("Profile", user.get("ProfileId")) or {}
    for assigned in sets:
        if _of(system, _USER_LICENSE, assigned) and profile.get("UserLicenseId") != assigned["LicenseId"]:
            # Object Reference, PermissionSetAssignment, "User Licenses": the two must match (A; text confidence D).
            message = (
                f"Can't assign permission set {assigned.get('Label')} to user {user.get('Name')}. "
                "The user license doesn't match the permission set's license."
            )
            raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])
        _check_permitted(context, _license_of(system, profile.get("UserLicenseId")), assigned)
    for assigned in sets:
        if _of(system, _SET_LICENSE, assigned):
            take_seat(context, str(assigned["LicenseId"]))


def _of(system: Records, kind: str, assigned: Mapping[str, Any]) -> bool:
    return bool(assigned.get("LicenseId") and system.count(kind, Id=assigned["LicenseId"]))


def _check_permitted(context: TriggerContext, kind: License | None, assigned: Mapping[str, Any]) -> None:
    below = [context.system.find(name, ParentId=assigned["Id"]) for name in ("ObjectPermissions", "FieldPermissions")]
    _refuse(context, kind, arithmetic.added([assigned], *below))


def _refuse(context: TriggerContext, kind: License | None, given: arithmetic.Permissions) -> None:
    """Code, text and empty fields as clients report them for PermissionSetAssignment (confidence B); the same where a
    permission is written to a set of that licence (confidence C).
    """
    found = licensing.refusals(kind, given, view_all=context.settings.external_view_all)
    for words in (_words(context, *each) for each in found):
        message = f"The user license doesn't allow the permission: {words}"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])


def _words(context: TriggerContext, name: str, sobject: str) -> str:
    if sobject:
        return f"{licensing.WORDS[name]} {context.schema[sobject].name}"
    field = context.schema["PermissionSet"].field(f"{arithmetic.PREFIX}{name}")
    return field.label if field else name


def _written(context: TriggerContext) -> None:
    """A permission that no user of the licence can have is not written to a profile's or licensed set."""
    new, name = context.new, context.sobject.name
    holder = new if name in ("PermissionSet", "Profile") else context.system.get("PermissionSet", new.get("ParentId"))
    if holder:
        rows = [new] if name == "ObjectPermissions" else []
        license_id = holder.get("UserLicenseId") or holder.get("LicenseId")
        _refuse(context, _license_of(context.system, license_id), arithmetic.added(_holders(name, new), rows, []))


def _holders(name: str, new: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if name != "ObjectPermissions":
        yield new


def _license_of(system: Records, license_id: str | None) -> License | None:
    """A user licence by id; None where any user may have a set (of a permission set licence, too)."""
    row = system.get(_USER_LICENSE, license_id)
    return license_named(row["Name"], None) if row else None


TRIGGERS = (
    *(
        Trigger(name, "before", event, _written)
        for name in ("PermissionSet", "Profile", "ObjectPermissions")
        for event in ("insert", "update")
    ),
)
