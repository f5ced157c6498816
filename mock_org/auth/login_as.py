"""Logging in as another user: who may, what remains of it, and the way back.

Salesforce help, "Log In as Another User" (confidence A for who may): for internal users Manage Users, for users of
sites Manage External Users and Edit on their account. It leaves no row in the user's LoginHistory, no LastLoginDate and
uses up no log-in of a licence (confidence D): the Setup Audit Trail tells of it, and the session, whose type is
SubstituteUser and whose parent is the administrator's.
"""

from dataclasses import dataclass, field
from typing import Any

from mock_org.auth.setup_audit import note
from mock_org.auth.tokens import end, issue, live_token
from mock_org.errors import SalesforceError
from mock_org.org import Org, Token
from mock_org.security.user import CUSTOMER_TYPES

# Salesforce help 000387741 and 000390958 (confidence A).
NOT_A_MEMBER = (
    "Looks like this portal user is not a member of an experience or your experience is down. "
    "Ask your Salesforce admin or channel manager for help."
)
# The text of Salesforce's page "Insufficient Privileges"; that it is this one is confidence D.
INSUFFICIENT = "You do not have the level of access necessary to perform the operation you requested."


@dataclass(frozen=True, slots=True)
class Back:
    """The administrator's own session, and the page that he came from."""

    session_id: str = field(repr=False)
    path: str


def log_in_as(org: Org, admin: Token, user_id: str, network_id: str | None, back: str) -> Token:
    """A session of that user for an administrator; of a site for external users.

    back: where the administrator goes on when he logs out of it.
    Raises INSUFFICIENT_ACCESS: he may not, or the site lets the user in no more than a log-in would.
    """
    system = org.system_session()
    found = system.find("User", Id=user_id)
    if not found or not may_log_in_as(org, admin, found[0], network_id):
        raise _refused(INSUFFICIENT)
    if network_id:
        live = system.find("Network", Id=network_id, Status="Live")
        if not live or not system.find("NetworkMember", NetworkId=network_id, MemberId=user_id):
            raise _refused(NOT_A_MEMBER)
    token = issue(org, user_id, "LoginAs", network_id, parent=admin, back=back)
    note(org, admin.user_id, f"{_action(token)}Login", f"Logged in using Login-As access for {found[0]['Name']}")
    return token


def may_log_in_as(org: Org, admin: Token, user: dict[str, Any], network_id: str | None) -> bool:
    """Whether an administrator may log in as this user; never out of a session that is another user's itself."""
    running = org.running_user(admin.user_id)
    if admin.parent or running.external or user["Id"] == running.id or not org.settings.log_in_as:
        return False
    if not user["IsActive"] or user["UserType"] == "Guest":
        return False
    if org.system_session().find("UserLogin", UserId=user["Id"], IsFrozen=True):
        return False
    if user["UserType"] == "Standard":
        return network_id is None and running.has("ManageUsers")
    manager = "ManageCssUsers" if user["UserType"] in CUSTOMER_TYPES else "ManagePartners"
    return network_id is not None and running.has("ManageUsers", manager) and _edits_account(org, running.id, user)


def leave_user(org: Org, session_id: str | None) -> Back | None:
    """End a session. Where the administrator goes on whose it was; None if it was the user's own."""
    token = live_token(org, session_id)
    end(org, session_id)
    above = live_token(org, token.parent) if token and token.parent else None
    if token is None or above is None:
        return None
    name = org.running_user(token.user_id).name
    note(org, above.user_id, f"{_action(token)}Logout", f"Logged out using Login-As access for {name}")
    return Back(above.session_id, token.back)


def _action(token: Token) -> str:
    """The first part of SetupAuditTrail.Action (seen in trails; confidence B)."""
    return "suNetworkAdmin" if token.network_id else "suOrgAdmin"


def _edits_account(org: Org, admin_id: str, user: dict[str, Any]) -> bool:
    account_id = user["AccountId"]
    if not account_id:
        return False
    where = f"UserId = '{admin_id}' AND RecordId = '{account_id}'"
    found = org.session(admin_id).query(f"SELECT HasEditAccess FROM UserRecordAccess WHERE {where}").records
    return bool(found and found[0]["HasEditAccess"])


def _refused(text: str) -> SalesforceError:
    return SalesforceError("INSUFFICIENT_ACCESS", text)
