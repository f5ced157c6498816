"""Portal roles and the groups of roles (Salesforce help, "Partner User Roles"; Record Access Under the Hood)."""

from collections import Counter
from collections.abc import Iterator

from mock_org.audit.doctor.facts import Facts, Finding, Row

_LEVELS = ("Worker", "Manager", "Executive")
_GROUP_TYPES = ("Role", "RoleAndSubordinates")
_OF_ROLES = (*_GROUP_TYPES, "RoleAndSubordinatesInternal")
_REBUILD = "Change the owner of the account and back: the platform hangs the portal roles up again."


def portal_roles(facts: Facts) -> Iterator[Finding]:
    """Each level is there once for an account, below the next one; the highest is below the role of the owner."""
    known = {(each["PortalAccountId"], each["PortalType"], each["PortalRole"]): each for each in facts.portal_roles}
    levels = Counter((each["PortalAccountId"], each["PortalType"], each["PortalRole"]) for each in facts.portal_roles)
    for role in facts.portal_roles:
        account_id, name = role["PortalAccountId"], role["Name"]
        account = facts.accounts.get(account_id)
        if account is None:
            says = f"Portal role {name} belongs to account {account_id}, which does not exist."
            yield Finding("portal roles", role["Id"], says, "Delete the role.")
            continue
        if levels[account_id, role["PortalType"], role["PortalRole"]] > 1:
            says = f"Account {account['Name']} has more than one portal role of the level {role['PortalRole']}: {name}."
            yield Finding("portal roles", role["Id"], says, "Move its users to one of them and delete the other.")
        above = _LEVELS[_LEVELS.index(role["PortalRole"]) + 1 :] if role["PortalRole"] in _LEVELS else ()
        next_up = [known[key] for level in above if (key := (account_id, role["PortalType"], level)) in known]
        parent = next_up[0]["Id"] if next_up else (account["Owner"] or {}).get("UserRoleId")
        if role["ParentRoleId"] != parent and not (not next_up and _in_a_hierarchy(facts, role)):
            where = f"the role {next_up[0]['Name']}" if next_up else f"the role of the owner of {account['Name']}"
            yield Finding("portal roles", role["Id"], f"Portal role {name} is not below {where}.", _REBUILD)
        if role["PortalAccountOwnerId"] != account["OwnerId"]:
            says = f"Portal role {name} names another owner than account {account['Name']} has."
            yield Finding("portal roles", role["Id"], says, _REBUILD)


def _in_a_hierarchy(facts: Facts, role: Row) -> bool:
    """Whether the role hangs below one of the account that stands above in an external account hierarchy."""
    parent = facts.roles.get(role["ParentRoleId"] or "")
    if parent is None or not parent["PortalAccountId"]:
        return False
    above = facts.accounts_above.get((role["PortalAccountId"], role["PortalType"]))
    return bool(above == parent["PortalAccountId"] and parent["PortalType"] == role["PortalType"])


def role_groups(facts: Facts) -> Iterator[Finding]:
    """Every portal role has its groups once, and every group of a role a role."""
    of_roles = [each for each in facts.groups.values() if each["Type"] in _OF_ROLES]
    counted = Counter((each["RelatedId"], each["Type"]) for each in of_roles)
    for role in facts.portal_roles:
        for group_type in _GROUP_TYPES:
            number = counted[role["Id"], group_type]
            if number != 1:
                says = f"Portal role {role['Name']} has {number} groups of the type {group_type}; it needs one."
                yield Finding(
                    "role groups", role["Id"], says, "Sharing to this role is lost: delete and make the role anew."
                )
    for group in of_roles:
        if group["RelatedId"] not in facts.roles:
            says = f"Group {group['Id']} ({group['Type']}) stands for a role that does not exist."
            yield Finding("role groups", group["Id"], says, "Ask Salesforce to remove it (of a mock: report it).")
