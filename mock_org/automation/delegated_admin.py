"""Delegated external user administrators: the users and permission sets of the own account, and of accounts delegated.

Salesforce help, "Delegate Site Administration to an External User" and "Give External Users Access to Manage Other
Accounts"; Object Reference, PortalDelegablePermissionSet and DelegatedAccount (confidence A, codes D).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.automation.refusals import insufficient_access
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.delegation import ADMINISTRATOR, managed_accounts, may_manage

_PERMISSION = f"Permissions{ADMINISTRATOR}"
_CUSTOMER_PLUS = "PowerCustomerSuccess"
_MANAGERS = ("PowerPartner", _CUSTOMER_PLUS)


def may_manage_users(context: TriggerContext) -> bool:
    """Whether the running user administers the external user of this save: before it, and after it."""
    accounts = managed_accounts(context.user, context.system.find)
    if not accounts:
        return False
    contact = context.system.get("Contact", context.new.get("ContactId")) or {}
    stays = context.old is None or context.old.get("AccountId") in accounts
    moved = context.old is None or context.changed("ContactId")
    return stays and (not moved or contact.get("AccountId") in accounts) and _may_give_profile(context)


def _may_give_profile(context: TriggerContext) -> bool:
    """The own profile, and those that the setting lists as its Delegated External User Profiles."""
    if not context.changed("ProfileId"):
        return True
    profile = context.system.get("Profile", context.new.get("ProfileId")) or {}
    listed = context.settings.delegated_profiles.get(context.user.profile_name, ())
    return profile.get("Id") == context.user.profile_id or profile.get("Name") in listed


def _check_assignment(context: TriggerContext) -> None:
    """An external administrator gives and takes the permission sets that are listed for the own profile."""
    user, row = context.user, context.new or context.old or {}
    if user.system or not user.external or user.has("AssignPermissionSets"):
        return
    assignee = context.system.get("User", row.get("AssigneeId")) or {}
    listed = {"ProfileId": user.profile_id, "PermissionSetId": row.get("PermissionSetId")}
    if row.get("PermissionSetGroupId") or not context.system.count("PortalDelegablePermissionSet", **listed):
        raise insufficient_access(context)
    if not may_manage(user, assignee, context.system.find):
        raise insufficient_access(context)


def _bring_permissions(context: TriggerContext) -> None:
    """With the permission come View Roles and Role Hierarchy, and Portal Super User for Customer Community Plus; they
    stay when it goes.
    """
    if not context.became(_PERMISSION, True):
        return
    context.new["PermissionsViewRoles"] = True
    if _user_type(context) == _CUSTOMER_PLUS:
        context.new["PermissionsPortalSuperUser"] = True


def _user_type(context: TriggerContext) -> str | None:
    license_id = context.new.get("UserLicenseId") or context.new.get("LicenseId")
    profiles: Sequence[Mapping[str, Any]] = (
        context.system.find("Profile", UserLicenseId=license_id) if license_id else []
    )
    return str(profiles[0]["UserType"]) if profiles else None


def _check_delegated(context: TriggerContext) -> None:
    """Who manages another account is a partner or Customer Community Plus user; ParentId is the own account (A)."""
    manager = context.system.get("User", context.new.get("ManagedById"))
    if manager is None:
        return  # refused as a required field or as a reference
    if manager["UserType"] not in _MANAGERS:
        message = "The managing user must have a partner or Customer Community Plus license"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ManagedById"])
    context.new["ParentId"] = manager["AccountId"]


def _check_delegable(context: TriggerContext) -> None:
    """A permission set is listed once for a profile (code and text confidence D)."""
    named = {name: context.new.get(name) for name in ("ProfileId", "PermissionSetId")}
    others = context.system.find("PortalDelegablePermissionSet", **named)
    if any(row["Id"] != context.new.get("Id") for row in others):
        message = "duplicate value found: the profile delegates this permission set already"
        raise SalesforceError("DUPLICATE_VALUE", message, [*named])


TRIGGERS = (
    Trigger("PermissionSetAssignment", "before", "insert", _check_assignment),
    Trigger("PermissionSetAssignment", "before", "update", _check_assignment),
    Trigger("PermissionSetAssignment", "before", "delete", _check_assignment),
    *(
        Trigger(holder, "before", event, _bring_permissions)
        for holder in ("Profile", "PermissionSet")
        for event in ("insert", "update")
    ),
    *(Trigger("DelegatedAccount", "before", event, _check_delegated) for event in ("insert", "update")),
    *(Trigger("PortalDelegablePermissionSet", "before", event, _check_delegable) for event in ("insert", "update")),
)
