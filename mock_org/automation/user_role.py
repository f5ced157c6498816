"""The role of a user: an external user's portal role, and what an internal user's role means for the accounts owned.

Object Reference, User.PortalRole, User.UserRoleId; Salesforce help, "Partner User Roles".
"""

from typing import Any

from mock_org.automation import person_roles
from mock_org.automation.portal_roles import LEVELS, ensure_roles, move_roles
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.licenses import License, PortalType


def foreign_role() -> SalesforceError:
    """A role of another account, or an internal one (that it is refused: confidence A; code and text D)."""
    return SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserRoleId"])


def give_role(context: TriggerContext, account: dict[str, Any], kind: License, *, moved: bool = False) -> None:
    """The portal role: as asked, else the lowest; made with the account's first user (confidence A).

    moved: the user comes from another account or licence; a level that is not there becomes the lowest (D).
    Raises INVALID_CROSS_REFERENCE_KEY for a role that is not the account's.
    """
    new = context.new
    if kind.portal is None:
        if new.get("UserRoleId") or new.get("PortalRole"):
            raise foreign_role()  # high-volume users have no role
        return
    if person_roles.wanted(context, account, kind.portal):
        role_id = person_roles.person_role(context.system, account["OwnerId"], kind.portal)
        new["PortalRole"], new["UserRoleId"] = person_roles.LEVEL, role_id
        return
    _give_own_role(context, account, kind.portal, moved=moved)


def _give_own_role(context: TriggerContext, account: dict[str, Any], portal: PortalType, *, moved: bool) -> None:
    new, settings = context.new, context.settings
    number = settings.portal_roles if portal == "Partner" else settings.customer_roles
    roles = ensure_roles(context.system, account, portal, number)
    level = _level(new.get("PortalRole"))
    asked = new.get("UserRoleId")
    if asked is not None and context.changed("UserRoleId"):
        level = next((name for name, row in roles.items() if row["Id"] == asked), "")
    elif moved and level not in roles and not context.changed("PortalRole"):
        level = LEVELS[0]
    if level not in roles:
        raise foreign_role()
    new["PortalRole"], new["UserRoleId"] = level, roles[level]["Id"]
    person_roles.leave(context.system, account["Id"], portal, roles[LEVELS[0]]["Id"])


def _level(portal_role: str | None) -> str:
    """PortalRole as it is stored: the label User stands for Worker, so does nothing (User.PortalRole, API 16 on)."""
    return {None: LEVELS[0], "User": LEVELS[0], person_roles.LEVEL: LEVELS[0]}.get(portal_role, str(portal_role))


def leave_role(context: TriggerContext, kind: License) -> None:
    """In another account, or under another licence, the role is another one; its level stays where there are levels."""
    if not context.changed("UserRoleId"):
        context.new["UserRoleId"] = None
    shared = context.new.get("PortalRole") == person_roles.LEVEL
    if (kind.portal is None or shared) and not context.changed("PortalRole"):
        context.new["PortalRole"] = None


def _check_owned_portals(context: TriggerContext) -> None:
    """Whose accounts have portal roles keeps a role (code in the WSDL, confidence A; when it fires: D, a setting)."""
    policy = context.settings.portal_account_owners
    lost = context.changed("UserRoleId") and not context.new.get("UserRoleId")
    left = policy == "role and active" and context.became("IsActive", False)
    if policy == "free" or not (lost or left) or not _owns_portals(context):
        return
    must = "be active and have a role" if policy == "role and active" else "have a role"
    message = f"The user owns accounts with external users and must {must}"
    raise SalesforceError("USER_OWNS_PORTAL_ACCOUNT_EXCEPTION", message, ["UserRoleId" if lost else "IsActive"])


def _owns_portals(context: TriggerContext) -> bool:
    roles = context.system.find("UserRole", PortalAccountOwnerId=context.new["Id"])
    shared = [role["Id"] for role in roles if not role["PortalAccountId"]]
    return len(shared) < len(roles) or bool(shared and context.system.count("User", UserRoleId=shared))


def _move_owned_portals(context: TriggerContext) -> None:
    """The portal roles of a user's accounts move with the user's role (confidence A)."""
    if not context.changed("UserRoleId"):
        return
    records, role_id = context.system, context.new.get("UserRoleId")
    owned = records.find("UserRole", PortalAccountOwnerId=context.new["Id"])
    if role_id is None:
        tops = [role["Id"] for role in owned if role["ParentRoleId"] == (context.old or {}).get("UserRoleId")]
        records.write("UserRole", tops, {"ParentRoleId": None})
        return
    shared = [role["Id"] for role in owned if not role["PortalAccountId"]]
    records.write("UserRole", shared, {"ParentRoleId": role_id})
    for account_id in {role["PortalAccountId"] for role in owned if role["PortalAccountId"]}:
        account = records.get("Account", account_id)
        if account is not None:
            move_roles(records, account)


TRIGGERS = (
    Trigger("User", "before", "update", _check_owned_portals),
    Trigger("User", "after", "update", _move_owned_portals),
)
