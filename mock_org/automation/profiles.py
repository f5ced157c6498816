"""Profiles, and the permission set that holds what each one permits."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from mock_org.dml import Records
from mock_org.schema import SObject
from mock_org.security.licenses import catalogue

PREFIX = "Permissions"
OBJECT_ACTIONS = ("Create", "Read", "Edit", "Delete", "ViewAllRecords", "ModifyAllRecords")
ADMINISTRATOR = "System Administrator"
STANDARD_USER = "Standard User"
ALL = frozenset(OBJECT_ACTIONS)
# The administrator has every permission but one that takes something away, and those that Salesforce gives nobody
# unasked (Salesforce help, "Bulk API Hard Delete", "Set Audit Fields upon Record Creation"; confidence A/B).
_NOT_GIVEN = frozenset(
    {
        "ApiUserOnly",
        "AllowViewEditConvertedLeads",
        "BulkApiHardDelete",
        "CreateAuditFields",
        "UpdateWithInactiveOwner",
    }
)
# What the profile Standard User may do (Salesforce help, "Standard Profiles"; confidence C).
_STANDARD_USER_PERMISSIONS = (
    "ApiEnabled",
    "RunReports",
    "EditTask",
    "EditEvent",
    "ViewSetup",
    "ViewRoles",
    "ConvertLeads",
)
_STANDARD_USER_OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Campaign")


def make_profile(
    records: Records,
    name: str,
    license_name: str,
    permissions: Iterable[str] = (),
    object_permissions: Mapping[str, Collection[str]] | None = None,
    field_permissions: Mapping[str, tuple[bool, bool]] | None = None,
    *,
    custom: bool = True,
) -> str:
    """Create a profile with its own permission set; the profile's id.

    permissions: user permissions ("ApiEnabled"). object_permissions: per sObject some of OBJECT_ACTIONS.
    field_permissions: per "Lead.Tier__c" (readable, editable). custom: false for a profile that Salesforce ships.
    """
    license_row = records.one("UserLicense", Name=license_name)
    if license_row is None:
        raise ValueError(f"there is no user licence {license_name!r}")
    granted = {f"{PREFIX}{p.removeprefix(PREFIX)}": True for p in permissions}
    user_type = catalogue()[license_name].user_type
    profile = {"Name": name, "UserLicenseId": license_row["Id"], "UserType": user_type}
    profile_id = records.load("Profile", [profile | granted])[0]
    owned = {
        "Name": f"X{profile_id}",
        "Label": name,
        "ProfileId": profile_id,
        "IsOwnedByProfile": True,
        "IsCustom": custom,
        "LicenseId": license_row["Id"],
        "Type": "Profile",
    }
    set_id = records.load("PermissionSet", [owned | granted])[0]
    records.load("ObjectPermissions", [object_row(set_id, o, a) for o, a in (object_permissions or {}).items()])
    records.load("FieldPermissions", [field_row(set_id, f, *flags) for f, flags in (field_permissions or {}).items()])
    return profile_id


def object_row(set_id: str, sobject: str, actions: Collection[str]) -> dict[str, Any]:
    """An ObjectPermissions row."""
    return {"ParentId": set_id, "SobjectType": sobject} | {f"{PREFIX}{a}": a in actions for a in OBJECT_ACTIONS}


def field_row(set_id: str, name: str, readable: bool, editable: bool) -> dict[str, Any]:
    """A FieldPermissions row of "Lead.Tier__c"."""
    flags = {"PermissionsRead": readable, "PermissionsEdit": editable}
    return {"ParentId": set_id, "SobjectType": name.split(".")[0], "Field": name} | flags


def own_set(records: Records, profile_id: str) -> dict[str, Any]:
    """The permission set that belongs to a profile."""
    return records.one("PermissionSet", ProfileId=profile_id, IsOwnedByProfile=True) or {}


def is_standard_external(records: Records, profile: Mapping[str, Any]) -> bool:
    """Whether a profile is one that Salesforce ships for an external licence, to be cloned and not to be used."""
    external = profile.get("UserType") not in (None, "Standard", "Guest")
    return external and not own_set(records, str(profile["Id"])).get("IsCustom")


def seed_profiles(records: Records) -> None:
    """Write the profiles that Salesforce ships."""
    everything = [name for name in records.schema["Profile"].fields if name.startswith(PREFIX.lower())]
    names = [records.schema["Profile"].fields[name].name for name in everything]
    objects = [s for s in records.schema.complete() if has_object_permissions(s)]
    make_profile(
        records,
        ADMINISTRATOR,
        "Salesforce",
        [name for name in names if name.removeprefix(PREFIX) not in _NOT_GIVEN],
        {s.name: ALL for s in objects},
        all_fields(objects, records.schema.complete()),
        custom=False,
    )
    make_profile(
        records,
        STANDARD_USER,
        "Salesforce",
        _STANDARD_USER_PERMISSIONS,
        {s.name: ("Create", "Read", "Edit", "Delete") for s in objects if s.name in _STANDARD_USER_OBJECTS},
        all_fields([s for s in objects if s.name in (*_STANDARD_USER_OBJECTS, "Task", "Event")]),
        custom=False,
    )
    seed_external_profiles(records)


def seed_external_profiles(records: Records) -> None:
    """Write the standard profiles of external licences, as far as they are not there."""
    there = {row["Name"] for row in records.find("Profile")}
    for license_name, kind in catalogue().items():
        if kind.profile and kind.profile not in there:
            make_profile(records, kind.profile, license_name, custom=False)


def has_object_permissions(sobject: SObject) -> bool:
    """Whether ObjectPermissions rows are about this sObject: records with an org-wide default, and their details."""
    return not sobject.virtual and sobject.share_of is None and (sobject.sharing_model is not None or sobject.custom)


def all_fields(*groups: Iterable[SObject]) -> dict[str, tuple[bool, bool]]:
    """Field permissions that open every field of these sObjects."""
    return {
        f"{sobject.name}.{field.name}": (True, True)
        for group in groups
        for sobject in group
        for field in sobject.fields.values()
        if field.permissionable and sobject.share_of is None and not sobject.virtual
    }
