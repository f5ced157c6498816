"""Portal roles made and deleted by API: one more on top, one less anywhere, and what the others are called then."""

from typing import Any

from mock_org.automation.account_hierarchy import accounts_below
from mock_org.automation.portal_roles import (
    FLAGS,
    LEVELS,
    keeps_a_role,
    move_roles,
    portal_roles,
    rename,
    role_above,
    role_name,
)
from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.role_groups import is_portal
from mock_org.dml.roles import unused_name
from mock_org.errors import SalesforceError


def _asked(context: TriggerContext) -> None:
    """The role that comes next from the bottom: User, Manager, Executive (Object Reference, User, usage; A).

    The platform names and hangs it (D).
    """
    new = context.new
    if new.get("PortalAccountId") and not is_portal(new):
        raise _refused("Only portal roles belong to accounts: PortalType is Partner or CustomerPortal", "PortalType")
    if context.user.system or new["PortalType"] not in FLAGS:
        return  # no portal role; or a type that there is not, which is refused as such
    account = _account(context)
    roles = portal_roles(context.system, account["Id"], new["PortalType"])
    if len(roles) == len(LEVELS):
        raise _refused(f"An account has no more than {len(LEVELS)} portal roles", "PortalAccountId")
    parent, level = role_above(context.system, account, new["PortalType"]), LEVELS[len(roles)]
    if new.get("ParentRoleId") not in (None, parent):
        raise _refused("A portal role stands under the role of the account's owner", "ParentRoleId")
    new.update(PortalRole=level, PortalAccountOwnerId=account["OwnerId"], ParentRoleId=parent)
    new["Name"] = role_name(account, new["PortalType"], level)
    new["DeveloperName"] = unused_name(context, new["Name"])


def _account(context: TriggerContext) -> dict[str, Any]:
    account_id = context.new.get("PortalAccountId")
    if not account_id:
        message = "Required fields are missing: [PortalAccountId]"
        raise SalesforceError("REQUIRED_FIELD_MISSING", message, ["PortalAccountId"])
    account = context.system.get("Account", account_id)
    if account is None:
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", [])
    if not account.get(FLAGS[context.new["PortalType"]]):
        raise _refused("The account is not enabled for external users of this kind", "PortalAccountId")
    return account


def _refused(message: str, field: str) -> SalesforceError:
    """Code and text: confidence D."""
    return SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [field])


def _made(context: TriggerContext) -> None:
    if is_portal(context.new) and not context.user.system:
        _hang(context, str(context.new["PortalAccountId"]))


def _hang(context: TriggerContext, account_id: str) -> None:
    for each in dict.fromkeys((account_id, *accounts_below(context.system, account_id))):
        account = context.system.get("Account", each)
        if account is not None:
            move_roles(context.system, account)


def _leaves(context: TriggerContext) -> None:
    """Any of them goes as long as nobody is in it (Salesforce help 000123541; A); whoever stands below moves up."""
    old = context.old or {}
    if context.user.system or not is_portal(old):
        return
    if old["PortalAccountId"] and len(portal_roles(context.system, old["PortalAccountId"], old["PortalType"])) == 1:
        keeps_a_role(context.system, old["PortalAccountId"], old["PortalType"])
    below = [row["Id"] for row in context.system.find("UserRole", ParentRoleId=old["Id"])]
    context.system.write("UserRole", below, {"ParentRoleId": old["ParentRoleId"]})


def _left(context: TriggerContext) -> None:
    """One role that is left is called User, two are Manager and User; their ids stay (Salesforce help 000123541; A).

    Their API names stay, too (D).
    """
    old = context.old or {}
    if context.user.system or not is_portal(old) or not old["PortalAccountId"]:
        return
    account = context.system.get("Account", old["PortalAccountId"]) or {}
    left = portal_roles(context.system, old["PortalAccountId"], old["PortalType"])
    ranked = sorted(left, key=LEVELS.index)
    for level, before in zip(LEVELS, ranked, strict=False):
        role = left[before]
        users = [row["Id"] for row in context.system.find("User", UserRoleId=role["Id"])]
        context.system.write("UserRole", [role["Id"]], {"PortalRole": level})
        context.system.write("User", users, {"PortalRole": level})
        rename(context.system, role, role_name(account, old["PortalType"], level))
    _hang(context, str(old["PortalAccountId"]))


TRIGGERS = (
    Trigger("UserRole", "before", "insert", _asked),
    Trigger("UserRole", "after", "insert", _made),
    Trigger("UserRole", "before", "delete", _leaves),
    Trigger("UserRole", "after", "delete", _left),
)
