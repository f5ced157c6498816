"""The external user: contact and account, portal role, enabling and disabling (Object Reference, User; Salesforce help,
"Create Experience Cloud Site Users").
"""

from typing import Any

from mock_org.automation.licenses import License
from mock_org.automation.network_membership import leave_all
from mock_org.automation.partner_account import owned_by_portal_user, portal_users_cannot_own
from mock_org.automation.portal_roles import LEVELS, ensure_roles, owner_must_have_role, portal_roles
from mock_org.automation.user_profile import license_of
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError

_FLAGS = {"Partner": "IsPartner", "CustomerPortal": "IsCustomerPortal"}
_LEFT_BEHIND = (("GroupMember", "UserOrGroupId"), ("PermissionSetAssignment", "AssigneeId"))


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
    _give_role(context, account, kind)


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
        raise _foreign_role()


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
    """One user a contact, be that user active or not; a disabled user has let go of it (confidence B, inactive: D)."""
    others = context.system.find("User", ContactId=context.new["ContactId"])
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


def _give_role(context: TriggerContext, account: dict[str, Any], kind: License) -> None:
    """The portal role: as asked, else the lowest; made with the account's first user (confidence A)."""
    new = context.new
    if kind.portal is None:
        if new.get("UserRoleId") or new.get("PortalRole"):
            raise _foreign_role()  # high-volume users have no role
        return
    level = _level(new.get("PortalRole"))
    roles = ensure_roles(context.system, account, kind.portal, context.settings.portal_roles)
    asked = new.get("UserRoleId")
    if asked is not None and context.changed("UserRoleId"):
        level = next((name for name, row in roles.items() if row["Id"] == asked), "")
    if level not in roles:
        raise _foreign_role()
    new["PortalRole"], new["UserRoleId"] = level, roles[level]["Id"]


def _level(portal_role: str | None) -> str:
    """PortalRole as it is stored: the label User stands for Worker, so does nothing (User.PortalRole, API 16 on)."""
    return {None: LEVELS[0], "User": LEVELS[0]}.get(portal_role, str(portal_role))


def _foreign_role() -> SalesforceError:
    """A role of another account, or an internal one (that it is refused: confidence A; code and text D)."""
    return SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserRoleId"])


def _before_update(context: TriggerContext) -> None:
    assert context.old is not None
    kind = license_of(context)
    if context.old.get("IsPortalEnabled") and not context.new.get("IsPortalEnabled"):
        _disable(context)
        return
    if not kind.external:
        _check_internal(context)
        _check_owned_portals(context)
        return
    if _concerns_portal(context):
        _follow_contact(context, kind)


def _follow_contact(context: TriggerContext, kind: License) -> None:
    """Account, flag and role of an external user whose contact, profile, role or activity changed."""
    new, account = context.new, _account_of_contact(context)
    if context.changed("ContactId"):
        _check_not_disabled(context)
        _check_contact_free(context)
    moved = context.changed("ContactId", "AccountId", "ProfileId")
    if moved or context.became("IsActive", True):
        _check_account(context, account, kind)
    if context.became("IsActive", True) or moved:
        new["IsPortalEnabled"] = True
    new["AccountId"] = account["Id"]
    if context.changed("UserRoleId") and new.get("UserRoleId") is None:
        raise _foreign_role()
    if moved:
        _leave_role(context, kind)
    _give_role(context, account, kind)


def _check_not_disabled(context: TriggerContext) -> None:
    """A disabled user is not enabled again: make a new one, with a new username (confidence C; code and text D)."""
    old = context.old or {}
    if old.get("ContactId") is None and old.get("UserType") not in (None, "Standard"):
        message = "A disabled portal user cannot be enabled again"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ContactId"])


def _leave_role(context: TriggerContext, kind: License) -> None:
    """In another account, or under another licence, the role is another one; its level stays where there are levels."""
    if not context.changed("UserRoleId"):
        context.new["UserRoleId"] = None
    if kind.portal is None and not context.changed("PortalRole"):
        context.new["PortalRole"] = None


def _concerns_portal(context: TriggerContext) -> bool:
    return context.changed(
        "ContactId", "AccountId", "ProfileId", "PortalRole", "UserRoleId", "IsActive", "IsPortalEnabled"
    ) and (bool(context.new.get("IsActive")) or context.changed("ContactId", "PortalRole", "UserRoleId", "AccountId"))


def _disable(context: TriggerContext) -> None:
    """ "Disable Partner User": the seat is freed, the contact let go, the user never comes back (confidence B).

    The portal role goes too, so the records the user owns no longer roll up (confidence C).
    """
    context.new.update(IsActive=False, IsPortalEnabled=False)
    context.new.update(dict.fromkeys(("ContactId", "AccountId", "UserRoleId", "PortalRole")))


def _check_owned_portals(context: TriggerContext) -> None:
    """Whose accounts have portal roles keeps a role (code in the WSDL, confidence A; when it fires: D)."""
    if context.old is None or not context.changed("UserRoleId") or context.new.get("UserRoleId"):
        return
    if context.system.count("UserRole", PortalAccountOwnerId=context.old["Id"]):
        message = "The user owns accounts with external users and must have a role"
        raise SalesforceError("USER_OWNS_PORTAL_ACCOUNT_EXCEPTION", message, ["UserRoleId"])


def _flag_account(context: TriggerContext) -> None:
    """With its first such user an account counts as partner or customer account (Object Reference, Account.IsPartner;
    that an insert by API flips the flag: confidence D).
    """
    kind = license_of(context)
    flag = "IsCustomerPortal" if kind.portal is None else _FLAGS[kind.portal]
    account = context.system.get("Account", context.new.get("AccountId"))
    if kind.external and account is not None and not account.get(flag):
        context.system.update("Account", account["Id"], {flag: True})


def _after_update(context: TriggerContext) -> None:
    assert context.old is not None
    user_id = context.new["Id"]
    if context.old.get("IsPortalEnabled") and not context.new.get("IsPortalEnabled"):
        for sobject, field in _LEFT_BEHIND:  # out of groups and permission sets (Salesforce help copies; confidence C)
            context.system.erase(sobject, [row["Id"] for row in context.system.find(sobject, **{field: user_id})])
        if "Network" in context.schema:
            leave_all(context, user_id)
        return
    if context.changed("AccountId"):
        _flag_account(context)
    if context.changed("UserRoleId"):
        _move_owned_portals(context)


def _move_owned_portals(context: TriggerContext) -> None:
    """The portal roles of a user's accounts move with the user's role (confidence A)."""
    role_id = context.new.get("UserRoleId")
    owned = context.system.find("UserRole", PortalAccountOwnerId=context.new["Id"])
    for account_id in {role["PortalAccountId"] for role in owned}:
        for portal in ("Partner", "CustomerPortal"):
            roles = portal_roles(context.system, account_id, portal)
            top = next((roles[level] for level in reversed(LEVELS) if level in roles), None)
            if top is not None:
                context.system.write("UserRole", [top["Id"]], {"ParentRoleId": role_id})


BEFORE = (Trigger("User", "before", "insert", _before_insert), Trigger("User", "before", "update", _before_update))
AFTER = (Trigger("User", "after", "insert", _flag_account), Trigger("User", "after", "update", _after_update))
