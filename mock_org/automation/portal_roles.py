"""Portal roles: one to three roles of an account, under its owner's role (Object Reference, UserRole; Salesforce help,
"Partner Roles Overview").
"""

from typing import Any

from mock_org.automation.account_hierarchy import OBJECT, account_above, accounts_below
from mock_org.automation.licenses import PortalType
from mock_org.dml import Records
from mock_org.errors import SalesforceError

# From the bottom: what one, two or three portal roles are.
LEVELS = ("Worker", "Manager", "Executive")
_WORDS = {"Worker": "User", "Manager": "Manager", "Executive": "Executive"}
_KINDS: dict[str, str] = {"Partner": "Partner", "CustomerPortal": "Customer"}
_NAME_LENGTH = 80


def owner_must_have_role() -> SalesforceError:
    """Recorded text; also the title of Salesforce help 000389462."""
    return SalesforceError("UNKNOWN_EXCEPTION", "portal account owner must have a role", [])


def portal_roles(records: Records, account_id: str, portal: PortalType | None = None) -> dict[str, dict[str, Any]]:
    """An account's portal roles by level ("Worker", "Manager", "Executive")."""
    which: dict[str, Any] = {"PortalType": portal} if portal else {}
    return {str(row["PortalRole"]): row for row in records.find("UserRole", PortalAccountId=account_id, **which)}


def ensure_roles(
    records: Records, account: dict[str, Any], portal: PortalType, number: int
) -> dict[str, dict[str, Any]]:
    """The portal roles of an account; they are made with its first external user, and then never more of them."""
    known = portal_roles(records, account["Id"], portal)
    if known:
        return known
    parent = _role_above(records, account, portal)
    for level in reversed(LEVELS[:number]):
        parent = _make_role(records, account, portal, level, parent)
    for below in accounts_below(records, account["Id"]):
        move_roles(records, records.get("Account", below) or {})
    return portal_roles(records, account["Id"], portal)


def _make_role(records: Records, account: dict[str, Any], portal: PortalType, level: str, parent: str) -> str:
    suffix = f" {_KINDS[portal]} {_WORDS[level]}"
    name = str(account["Name"])[: _NAME_LENGTH - len(suffix)] + suffix
    return records.insert(
        "UserRole",
        {
            "Name": name,
            "ParentRoleId": parent,
            "PortalType": portal,
            "PortalRole": level,
            "PortalAccountId": account["Id"],
            "PortalAccountOwnerId": account["OwnerId"],
        },
    )


def _owner_role(records: Records, account: dict[str, Any]) -> str:
    owner = records.get("User", account["OwnerId"]) or {}
    if not owner.get("UserRoleId"):
        raise owner_must_have_role()
    return str(owner["UserRoleId"])


def _role_above(records: Records, account: dict[str, Any], portal: PortalType) -> str:
    """The role that the highest portal role hangs under: of the account above in an external hierarchy, or the owner's.

    Raises UNKNOWN_EXCEPTION for an owner without a role.
    """
    owner_role, above = _owner_role(records, account), account_above(records, account["Id"], portal)
    return (
        str(_top(portal_roles(records, above, portal))["Id"])
        if above and portal_roles(records, above, portal)
        else owner_role
    )


def _top(roles: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return next(roles[level] for level in reversed(LEVELS) if level in roles)


def move_roles(records: Records, account: dict[str, Any]) -> None:
    """Hang an account's portal roles where they belong by its present owner and account hierarchy (confidence A)."""
    portals: tuple[PortalType, ...] = ("Partner", "CustomerPortal")
    for portal in portals:
        roles = portal_roles(records, account["Id"], portal)
        if not roles:
            continue
        records.write("UserRole", [r["Id"] for r in roles.values()], {"PortalAccountOwnerId": account["OwnerId"]})
        records.write("UserRole", [_top(roles)["Id"]], {"ParentRoleId": _role_above(records, account, portal)})


def remove_roles(records: Records, account_id: str, portal: PortalType | None = None) -> None:
    """Delete an account's portal roles and their groups for good, from the bottom up. Its users must be out of them.

    Raises FIELD_INTEGRITY_EXCEPTION for an account of an external hierarchy, which keeps a role at least (Salesforce
    help, "External Account Hierarchies Considerations"; confidence A, code and text D).
    """
    kinds: dict[str, Any] = {"HierarchyType": portal} if portal else {}
    if records.find(OBJECT, AccountId=account_id, IsActive=True, **kinds):
        message = "An account in an external account hierarchy must have at least one role"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])
    roles = records.find("UserRole", PortalAccountId=account_id, **({"PortalType": portal} if portal else {}))
    for row in sorted(roles, key=lambda row: LEVELS.index(str(row["PortalRole"]))):
        records.delete("UserRole", row["Id"])
