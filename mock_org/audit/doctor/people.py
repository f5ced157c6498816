"""External users: contact, account, portal role (Object Reference, User; Salesforce help, "Partner User Roles")."""

from collections import Counter
from collections.abc import Iterator

from mock_org.audit.doctor.facts import ROLE_USERS, Facts, Finding


def contacts(facts: Facts) -> Iterator[Finding]:
    """Every active external user has a contact of its own, and the account of that contact."""
    held = Counter(each["ContactId"] for each in facts.external_users)
    for user in facts.external_users:
        contact = facts.contacts.get(user["ContactId"] or "")
        name = user["Username"]
        if contact is None:
            says = f"{name} is an active external user without a contact."
            yield Finding(
                "contacts", user["Id"], says, "Deactivate the user, and enable a new one on the right contact."
            )
        elif contact["AccountId"] != user["AccountId"]:
            says = f"{name} is of account {user['AccountId']}, the contact {contact['Name']} of {contact['AccountId']}."
            yield Finding("contacts", user["Id"], says, "Save the contact with its account again.")
        elif held[user["ContactId"]] > 1:
            says = f"{name} shares the contact {contact['Name']} with another active user."
            yield Finding("contacts", user["Id"], says, "Deactivate all but one of them.")


def own_roles(facts: Facts) -> Iterator[Finding]:
    """Every active portal user is in a role of the own account, and PortalRole names it."""
    for user in facts.external_users:
        role, name = facts.roles.get(user["UserRoleId"] or ""), user["Username"]
        if user["UserType"] not in ROLE_USERS:
            if user["UserRoleId"]:
                says = f"{name} has a role; high-volume users have none."
                yield Finding("own role", user["Id"], says, "Clear the role.")
        elif role is None:
            says = f"{name} is an active portal user without a role: nobody above sees what this user owns."
            yield Finding("own role", user["Id"], says, "Set PortalRole again, or deactivate and activate the user.")
        elif role["PortalRole"] != "PersonAccount" and role["PortalAccountId"] != user["AccountId"]:
            says = f"{name} of account {user['AccountId']} is in {role['Name']}, a role of {role['PortalAccountId']}."
            yield Finding(
                "own role", user["Id"], says, "Set PortalRole: the platform picks the role of the own account."
            )
        elif role["PortalRole"] != user["PortalRole"]:
            says = (
                f"{name} says PortalRole {user['PortalRole']} and is in the role {role['Name']} ({role['PortalRole']})."
            )
            yield Finding("own role", user["Id"], says, "Set PortalRole again.")


def owners(facts: Facts) -> Iterator[Finding]:
    """The owner of an account with active external users is active and has a role."""
    for account_id in sorted({each["AccountId"] for each in facts.external_users if each["AccountId"]}):
        account = facts.accounts.get(account_id)
        if account is None:
            says = f"Account {account_id} has active external users and does not exist."
            yield Finding("owners", account_id, says, "Deactivate the users of this account.")
            continue
        owner, name = account["Owner"] or {}, account["Name"]
        if not owner.get("IsActive"):
            says = f"Account {name} has active external users and an owner who is not active."
            yield Finding("owners", account_id, says, "Give the account to an active user with a role.")
        elif not owner.get("UserRoleId"):
            says = f"Account {name} has active external users and an owner without a role."
            yield Finding("owners", account_id, says, "Give the owner a role, or the account to a user with one.")
