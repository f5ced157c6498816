"""The external user: contact and account, portal role, enabling and disabling (Object Reference, User; Salesforce help,
"Create Experience Cloud Site Users").
"""

from typing import Any

from mock_org.automation.network_membership import leave_all
from mock_org.automation.partner_account import owned_by_portal_user, portal_users_cannot_own
from mock_org.automation.portal_roles import FLAGS, owner_must_have_role
from mock_org.automation.user_profile import license_of
from mock_org.automation.user_role import foreign_role, give_role, leave_role
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.licenses import License

_PORTAL_FIELDS = ("ContactId", "AccountId", "PortalRole", "UserRoleId", "IsPortalEnabled")
# What a disabled user is taken out of: groups and queues, permission sets with their licences, teams (Salesforce help
# copies; confidence C).
_LEFT_BEHIND = (
    ("GroupMember", "UserOrGroupId"),
    ("PermissionSetAssignment", "AssigneeId"),
    ("PermissionSetLicenseAssign", "AssigneeId"),
    ("AccountTeamMember", "UserId"),
    ("OpportunityTeamMember", "UserId"),
    ("CaseTeamMember", "MemberId"),
    ("CaseTeamTemplateMember", "MemberId"),
)


def _before_insert(context: TriggerContext) -> None:
    """Every refusal of a new user by its profile and contact; then its account and its portal role."""
    new, kind = context.new, license_of(context)
    if not new.get("ProfileId"):
        return
    if not kind.external:
        _check_internal(context)
        return
    account = _account_of_contact(context)
    _check_contact_free(context)
    _check_account(context, account, kind)
    new["AccountId"] = account["Id"]
    new["IsPortalEnabled"] = True
    give_role(context, account, kind)


def _check_internal(context: TriggerContext) -> None:
    """An internal user has no contact and no portal role (text of the first: confidence B)."""
    new = context.new
    if new.get("ContactId"):
        message = "only portal users can be associated to a contact"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ContactId"])
    if new.get("PortalRole") or (context.changed("IsPortalEnabled") and new.get("IsPortalEnabled")):
        message = "only portal users can have a portal role or be enabled for a site"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["PortalRole"])
    role = context.system.get("UserRole", new.get("UserRoleId")) or {}
    if role.get("PortalType") not in (None, "None"):
        raise foreign_role()


def _account_of_contact(context: TriggerContext) -> dict[str, Any]:
    contact_id = context.new.get("ContactId")
    if not contact_id:
        message = "Cannot create a portal user without contact"
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", message, ["ContactId"])
    contact = context.system.get("Contact", contact_id)
    if contact is None:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    account = context.system.get("Account", contact["AccountId"])
    if account is None:
        # "The contact must have an account" (Object Reference, User.ContactId: confidence A; code and text D).
        message = "The contact of a portal user must belong to an account"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ContactId"])
    return account


def _check_contact_free(context: TriggerContext) -> None:
    """One user a contact; a disabled user has let go of it (confidence B). Whether one that is only inactive has, is a
    setting (confidence D).
    """
    others = context.system.find("User", ContactId=context.new["ContactId"])
    if not context.settings.inactive_user_keeps_contact:
        others = [other for other in others if other["IsActive"]]
    if any(other["Id"] != context.new.get("Id") for other in others):
        message = "portal user already exists for contact"
        raise SalesforceError("PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT", message, [])


def _check_account(context: TriggerContext, account: dict[str, Any], kind: License) -> None:
    if kind.portal == "Partner":
        contact = context.system.get("Contact", context.new["ContactId"]) or {}
        owners = (account["OwnerId"], contact.get("OwnerId"))
        if any(owned_by_portal_user(context, owner) for owner in owners):
            raise portal_users_cannot_own()
    owner = context.system.get("User", account["OwnerId"]) or {}
    if not owner.get("UserRoleId"):
        raise owner_must_have_role()


def _before_update(context: TriggerContext) -> None:
    assert context.old is not None
    kind = license_of(context)
    if context.old.get("IsPortalEnabled") and not context.new.get("IsPortalEnabled"):
        _disable(context)
        return
    if not kind.external:
        _check_internal(context)
        return
    if _concerns_portal(context):
        _follow_contact(context, kind)


def _follow_contact(context: TriggerContext, kind: License) -> None:
    """Account, flag and role of an external user whose contact, profile, role or activity changed."""
    new, account = context.new, _account_of_contact(context)
    if context.changed("ContactId"):
        _check_not_disabled(context)
    if context.changed("ContactId") or context.became("IsActive", True):
        _check_contact_free(context)
    moved = context.changed("ContactId", "AccountId", "ProfileId")
    if moved or context.became("IsActive", True):
        _check_account(context, account, kind)
    if context.became("IsActive", True) or moved:
        new["IsPortalEnabled"] = True
    new["AccountId"] = account["Id"]
    if context.changed("UserRoleId") and new.get("UserRoleId") is None:
        raise foreign_role()
    if moved:
        leave_role(context, kind)
    give_role(context, account, kind, moved=moved)


def _check_not_disabled(context: TriggerContext) -> None:
    """A disabled user is not enabled again: make a new one, with a new username (confidence C; code and text D)."""
    old = context.old or {}
    if old.get("ContactId") is None and old.get("UserType") not in (None, "Standard"):
        message = "A disabled portal user cannot be enabled again"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ContactId"])


def _concerns_portal(context: TriggerContext) -> bool:
    return context.changed("ProfileId", "IsActive", *_PORTAL_FIELDS) and (
        bool(context.new.get("IsActive")) or context.changed(*_PORTAL_FIELDS)
    )


def _disable(context: TriggerContext) -> None:
    """ "Disable Partner User": the seat is freed, the contact let go, the user never comes back (confidence B).

    The portal role goes too, so the records the user owns no longer roll up (confidence C).
    """
    context.new.update(IsActive=False, IsPortalEnabled=False)
    context.new.update(dict.fromkeys(("ContactId", "AccountId", "UserRoleId", "PortalRole")))


def _flag_account(context: TriggerContext) -> None:
    """With its first such user an account counts as partner or customer account (Object Reference, Account.IsPartner;
    that an insert by API flips the flag: confidence D).
    """
    kind = license_of(context)
    flag = "IsCustomerPortal" if kind.portal is None else FLAGS[kind.portal]
    account = context.system.get("Account", context.new.get("AccountId"))
    if kind.external and account is not None and not account.get(flag):
        context.system.update("Account", account["Id"], {flag: True})


def _after_update(context: TriggerContext) -> None:
    assert context.old is not None
    user_id = context.new["Id"]
    if context.old.get("IsPortalEnabled") and not context.new.get("IsPortalEnabled"):
        for sobject, field in _LEFT_BEHIND:
            for row in context.system.find(sobject, **{field: user_id}):
                context.system.delete(sobject, row["Id"])
        if "Network" in context.schema:
            leave_all(context, user_id)
        return
    if context.changed("AccountId"):
        _flag_account(context)


BEFORE = (Trigger("User", "before", "insert", _before_insert), Trigger("User", "before", "update", _before_update))
AFTER = (Trigger("User", "after", "insert", _flag_account), Trigger("User", "after", "update", _after_update))
