"""The partner account: enabling, disabling, changing owner and name (Object Reference, Account.IsPartner)."""

from typing import Any

from mock_org.automation import person_roles
from mock_org.automation.portal_roles import move_roles, name_roles, owner_role, portal_roles, remove_roles
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.licenses import PortalType

PARTNER_TYPE = "PowerPartner"
CUSTOMER_TYPES = ("PowerCustomerSuccess", "CspLitePortal", "CustomerSuccess")
_PORTALS: tuple[tuple[str, PortalType, tuple[str, ...]], ...] = (
    ("IsPartner", "Partner", (PARTNER_TYPE,)),
    ("IsCustomerPortal", "CustomerPortal", CUSTOMER_TYPES),
)
_MANAGERS = {"IsPartner": "ManagePartners", "IsCustomerPortal": "ManageCssUsers"}


def portal_users_cannot_own() -> SalesforceError:
    """Seen with this code and text in three cases (confidence B)."""
    return SalesforceError("UNKNOWN_EXCEPTION", "portal users cannot own partner accounts", [])


def owned_by_portal_user(context: TriggerContext, owner_id: str | None) -> bool:
    """Whether an owner is an external user."""
    owner = context.system.get("User", owner_id) if owner_id else None
    return owner is not None and owner["UserType"] not in (None, "Standard")


def _before_update(context: TriggerContext) -> None:
    for flag, _, _ in _PORTALS:
        if context.changed(flag):
            _check_permission(context, flag)
    if context.became("IsPartner", True):
        _check_enabling(context)
    for flag, _, user_types in _PORTALS:
        if context.changed(flag) and not context.new.get(flag):
            _check_limit(context, flag, user_types)
    if context.changed("OwnerId"):
        _check_new_owner(context)


def _check_permission(context: TriggerContext, flag: str) -> None:
    """Partner accounts are managed with Manage External Users, customer accounts with Manage Customer Users (D)."""
    if not context.user.has(_MANAGERS[flag]):
        message = "insufficient access rights on object id"
        status = context.settings.readonly_status
        raise SalesforceError("INSUFFICIENT_ACCESS_OR_READONLY", message, [], status=status)


def _check_enabling(context: TriggerContext) -> None:
    if context.new.get("IsPersonAccount"):
        # Only business accounts can be partner accounts (Salesforce help; code and text D).
        message = "Person accounts can't be enabled as partner accounts"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["IsPartner"])
    if owned_by_portal_user(context, context.new["OwnerId"]):
        raise portal_users_cannot_own()
    owners = {row["OwnerId"] for row in context.system.find("Contact", AccountId=context.new["Id"])}
    if any(owned_by_portal_user(context, owner) for owner in sorted(o for o in owners if o)):
        raise portal_users_cannot_own()
    if context.settings.partner_owner_needs_role:
        owner_role(context.system, context.new["OwnerId"])


def _portal_users(context: TriggerContext, user_types: tuple[str, ...]) -> list[dict[str, Any]]:
    return context.system.find("User", AccountId=(context.old or {})["Id"], UserType=user_types)


def _check_limit(context: TriggerContext, flag: str, user_types: tuple[str, ...]) -> None:
    """Up to 15 partner users, or 100 customer users, are disabled with the account (A); more are refused (D)."""
    settings = context.settings
    limit = settings.disable_limit if flag == "IsPartner" else settings.customer_disable_limit
    active = [user for user in _portal_users(context, user_types) if user["IsActive"]]
    if len(active) > limit:
        message = f"The account has {len(active)} active external users; disable some before: no more than {limit}"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [flag])


def _check_new_owner(context: TriggerContext) -> None:
    """No portal user, and a role where portal roles are to hang under it; the text of the latter: as for a new user."""
    new, records = context.new, context.system
    people = any(person_roles.people_in(records, new["Id"], portal) for _, portal, _ in _PORTALS)
    rolled_up = people or bool(portal_roles(records, new["Id"]))
    if (new.get("IsPartner") or rolled_up) and owned_by_portal_user(context, new["OwnerId"]):
        raise portal_users_cannot_own()
    if rolled_up or (new.get("IsPartner") and context.settings.partner_owner_needs_role):
        owner_role(records, new["OwnerId"])


def _after_update(context: TriggerContext) -> None:
    for flag, portal, user_types in _PORTALS:
        if context.changed(flag) and not context.new.get(flag):
            _disable(context, portal, user_types)
    if context.changed("OwnerId"):
        move_roles(context.system, context.new)
        person_roles.follow_owner(context.system, context.new)
    if context.changed("Name"):
        name_roles(context.system, context.new)


def _disable(context: TriggerContext, portal: PortalType, user_types: tuple[str, ...]) -> None:
    """Users are disabled, portal roles and their groups go for good (confidence A)."""
    for user in _portal_users(context, user_types):
        context.system.update("User", user["Id"], {"IsPortalEnabled": False, "IsActive": False})
    remove_roles(context.system, context.new["Id"], portal)


TRIGGERS = (
    Trigger("Account", "before", "update", _before_update),
    Trigger("Account", "after", "update", _after_update),
)
