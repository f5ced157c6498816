"""Account role optimization: the only external user of an account is in a role that all such users of one owner share.

Salesforce help, "Optimize Account Roles to Improve Performance and Scale" and 005167126; Metadata API, SharingSettings
(confidence A).
"""

from typing import Any

from mock_org.automation.account_hierarchy import OBJECT
from mock_org.automation.portal_roles import KINDS, LEVELS, owner_role, portal_roles
from mock_org.dml import Records, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.security.licenses import PortalType

LEVEL = "PersonAccount"


def wanted(context: TriggerContext, account: dict[str, Any], portal: PortalType) -> bool:
    """Whether the user that is saved belongs in a shared person role.

    Raises FIELD_INTEGRITY_EXCEPTION for who asks for it without the setting, or has colleagues (code and text D).
    """
    new = context.new
    if new.get("PortalRole") not in (None, LEVEL) or (new.get("UserRoleId") and context.changed("UserRoleId")):
        return False
    alone, optimized = not _colleagues(context, account, portal), context.settings.account_role_optimization
    if new.get("PortalRole") == LEVEL and context.changed("PortalRole"):
        if not (alone and optimized):
            message = "The role PersonAccount is for the only user of an account, with account role optimization"
            raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["PortalRole"])
        return True
    if new.get("PortalRole") == LEVEL:
        return alone
    return alone and optimized and _without_roles(context.system, account, portal)


def _colleagues(context: TriggerContext, account: dict[str, Any], portal: PortalType) -> list[dict[str, Any]]:
    """The other active users of the account who need a role; the two portals do not mix (Salesforce help; A)."""
    users = context.system.find("User", AccountId=account["Id"], IsActive=True)
    roles = {row["Id"] for row in context.system.find("UserRole", PortalType=portal)}
    return [user for user in users if user["UserRoleId"] in roles and user["Id"] != context.new.get("Id")]


def _without_roles(records: Records, account: dict[str, Any], portal: PortalType) -> bool:
    """An account that has roles uses them; in an external hierarchy it needs them (D)."""
    in_hierarchy = records.count(OBJECT, AccountId=account["Id"], HierarchyType=portal, IsActive=True)
    return not in_hierarchy and not portal_roles(records, account["Id"], portal)


def person_role(records: Records, owner_id: str, portal: PortalType) -> str:
    """The shared person role of an owner's accounts; made with its first user.

    Raises UNKNOWN_EXCEPTION for an owner without a role.
    """
    parent, owner = owner_role(records, owner_id), records.get("User", owner_id) or {}
    known = records.one("UserRole", PortalRole=LEVEL, PortalType=portal, PortalAccountOwnerId=owner_id)
    if known:
        return str(known["Id"])
    # "<Account Owner Alias> Customer Person Account" (Salesforce help 005167126; A); of partners: confidence D.
    values = {"Name": f"{owner['Alias']} {KINDS[portal]} Person Account", "ParentRoleId": parent}
    return records.insert(
        "UserRole", values | {"PortalType": portal, "PortalRole": LEVEL, "PortalAccountOwnerId": owner_id}
    )


def people_in(records: Records, account_id: str, portal: PortalType) -> list[dict[str, Any]]:
    """The users of an account who are in a shared person role."""
    roles = {row["Id"] for row in records.find("UserRole", PortalRole=LEVEL, PortalType=portal)}
    users = records.find("User", AccountId=account_id, PortalRole=LEVEL) if roles else []
    return [user for user in users if user["UserRoleId"] in roles]


def leave(records: Records, account_id: str, portal: PortalType, lowest: str) -> None:
    """The account has a second user: whoever was in a shared role gets the account's lowest (A)."""
    people = [user["Id"] for user in people_in(records, account_id, portal)]
    if people:
        records.write("User", people, {"UserRoleId": lowest, "PortalRole": LEVELS[0]})


def follow_owner(records: Records, account: dict[str, Any]) -> None:
    """Users in a shared role change to that of the account's new owner.

    Raises UNKNOWN_EXCEPTION for an owner without a role.
    """
    portals: tuple[PortalType, ...] = ("Partner", "CustomerPortal")
    for portal in portals:
        people = [user["Id"] for user in people_in(records, account["Id"], portal)]
        if people:
            role = person_role(records, account["OwnerId"], portal)
            records.write("User", people, {"UserRoleId": role})
