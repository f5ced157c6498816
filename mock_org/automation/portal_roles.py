"""Portal roles: one to three roles of an account, under its owner's role (Object Reference, UserRole; Salesforce help,
"Partner Roles Overview").
"""

from typing import Any

from mock_org.automation.account_hierarchy import OBJECT, account_above, accounts_below
from mock_org.dml import Records
from mock_org.errors import SalesforceError
from mock_org.security.licenses import PortalType

# From the bottom: what one, two or three portal roles are.
LEVELS = ("Worker", "Manager", "Executive")
_WORDS = {"Worker": "User", "Manager": "Manager", "Executive": "Executive"}
KINDS: dict[str, str] = {"Partner": "Partner", "CustomerPortal": "Customer"}
# What an account with such roles has set.
FLAGS: dict[str, str] = {"Partner": "IsPartner", "CustomerPortal": "IsCustomerPortal"}
_PORTALS: tuple[PortalType, ...] = ("Partner", "CustomerPortal")
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
    parent = role_above(records, account, portal)
    for level in reversed(LEVELS[:number]):
        parent = _make_role(records, account, portal, level, parent)
    for below in accounts_below(records, account["Id"]):
        move_roles(records, records.get("Account", below) or {})
    return portal_roles(records, account["Id"], portal)


def _make_role(records: Records, account: dict[str, Any], portal: PortalType, level: str, parent: str) -> str:
    values = {"PortalAccountId": account["Id"], "PortalAccountOwnerId": account["OwnerId"], "ParentRoleId": parent}
    return records.insert(
        "UserRole",
        values | {"Name": role_name(account, portal, level), "PortalType": portal, "PortalRole": level},
    )


def role_name(account: dict[str, Any], portal: str, level: str) -> str:
    """What a portal role is called: "Acme Partner User" (Salesforce help 005167124; A), cut to 80 characters (D)."""
    suffix = f" {KINDS[portal]} {_WORDS[level]}"
    return str(account["Name"])[: _NAME_LENGTH - len(suffix)] + suffix


def name_roles(records: Records, account: dict[str, Any]) -> None:
    """Portal roles follow the name of their account (reddymallareddy.blogspot.com, "How to track partner portal role
    changes"; confidence C). Their API names stay, and with them what rules share (D).
    """
    for portal in _PORTALS:
        for level, role in portal_roles(records, account["Id"], portal).items():
            rename(records, role, role_name(account, portal, level))


def rename(records: Records, role: dict[str, Any], name: str) -> None:
    """Give a role, and the groups of it, another name."""
    if role["Name"] != name:
        groups = [row["Id"] for row in records.find("Group", RelatedId=role["Id"])]
        records.write("UserRole", [role["Id"]], {"Name": name})
        records.write("Group", groups, {"Name": name})


def owner_role(records: Records, owner_id: str | None) -> str:
    """The role of an account's owner.

    Raises UNKNOWN_EXCEPTION for an owner without a role.
    """
    owner = records.get("User", owner_id) or {}
    if not owner.get("UserRoleId"):
        raise owner_must_have_role()
    return str(owner["UserRoleId"])


def role_above(records: Records, account: dict[str, Any], portal: PortalType) -> str:
    """The role that the highest portal role hangs under: of the account above in an external hierarchy, or the owner's.

    Raises UNKNOWN_EXCEPTION for an owner without a role.
    """
    owner, above = owner_role(records, account["OwnerId"]), account_above(records, account["Id"], portal)
    roles = portal_roles(records, above, portal) if above else {}
    return str(_from_the_top(roles)[0]["Id"]) if roles else owner


def _from_the_top(roles: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [roles[level] for level in reversed(LEVELS) if level in roles]


def move_roles(records: Records, account: dict[str, Any]) -> None:
    """Hang an account's portal roles where they belong by its present owner and account hierarchy (confidence A)."""
    for portal in _PORTALS:
        roles = _from_the_top(portal_roles(records, account["Id"], portal))
        if not roles:
            continue
        records.write("UserRole", [role["Id"] for role in roles], {"PortalAccountOwnerId": account["OwnerId"]})
        parent = role_above(records, account, portal)
        for role in roles:
            if role["ParentRoleId"] != parent:
                records.write("UserRole", [role["Id"]], {"ParentRoleId": parent})
            parent = str(role["Id"])


def keeps_a_role(records: Records, account_id: str, portal: str | None = None) -> None:
    """Raise FIELD_INTEGRITY_EXCEPTION for an account of an external hierarchy, which keeps a role at least.

    Salesforce help, "External Account Hierarchies Considerations" (confidence A, code and text D).
    """
    kinds: dict[str, Any] = {"HierarchyType": portal} if portal else {}
    if records.find(OBJECT, AccountId=account_id, IsActive=True, **kinds):
        message = "An account in an external account hierarchy must have at least one role"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [])


def remove_roles(records: Records, account_id: str, portal: PortalType | None = None) -> None:
    """Delete an account's portal roles and their groups for good, from the bottom up. Its users must be out of them.

    Raises FIELD_INTEGRITY_EXCEPTION for an account of an external hierarchy.
    """
    keeps_a_role(records, account_id, portal)
    roles = records.find("UserRole", PortalAccountId=account_id, **({"PortalType": portal} if portal else {}))
    for row in sorted(roles, key=lambda row: LEVELS.index(str(row["PortalRole"]))):
        records.delete("UserRole", row["Id"])
