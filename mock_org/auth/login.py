"""Logging in by username and password, with a LoginHistory row for each attempt at a known user."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org import Org, Session
from mock_org.storage.credentials import verify_password

# LoginHistory.LoginType by way in. The labels are the documented ones (Object Reference, LoginHistory); whether SOQL
# answers label or value was not settled: confidence D.
LOGIN_TYPES = {
    "OAuth": "Remote Access 2.0",
    "OAuthUser": "Remote Access 2.0",
    "SOAP": "Other Apex API",
    "UI": "Application",
    "Site": "Chatter Communities External User",
}
STANDARD_USER = "Standard"
# Ways in that are for the API only. A user who approves an app in a browser needs no API Enabled: his token does.
API_KINDS = ("OAuth", "SOAP")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Where a log-in comes from.

    kind: a key of LOGIN_TYPES. network_id: of the site, when it goes to one. subtype: LoginHistory.LoginSubType.
    """

    kind: str
    network_id: str | None = None
    source_ip: str = "127.0.0.1"
    browser: str = "Unknown"
    application: str = "N/A"
    url: str = ""
    api_version: str | None = None
    subtype: str | None = None


class LoginRefused(SalesforceError):
    """A refused log-in. `why` goes to LoginHistory.Status only: the client learns nothing that helps to guess."""

    def __init__(self, why: str) -> None:
        super().__init__("INVALID_LOGIN", "Invalid username, password, security token; or user locked out.")
        self.why = why


def log_in(org: Org, username: str, password: str, attempt: Attempt) -> str:
    """The id of the user who may come in.

    password: with or without the security token behind it.
    Raises LoginRefused; a row of LoginHistory says why.
    """
    system = org.system_session()
    found = system.find("User", Username=username.strip()) if username.strip() else []
    if not found:
        raise LoginRefused("Invalid Username")
    user = found[0]
    status = "Success" if verify_password(org.database, user["Id"], password) else "Invalid Password"
    if status == "Success":
        status = _refusal(org, system, user, attempt) or "Success"
    record(org, user, attempt, status)
    if status != "Success":
        raise LoginRefused(status)
    return str(user["Id"])


def may_enter(org: Org, user_id: str, attempt: Attempt) -> None:
    """Let in a user whose identity is proven otherwise (JWT, client credentials).

    Raises LoginRefused.
    """
    system = org.system_session()
    user = system.find("User", Id=user_id)[0]
    why = _refusal(org, system, user, attempt)
    record(org, user, attempt, why or "Success")
    if why:
        raise LoginRefused(why)


def record(org: Org, user: dict[str, Any], attempt: Attempt, status: str) -> None:
    """Write the LoginHistory row, and LastLoginDate on success (refreshed after 60 seconds; Object Reference, User)."""
    records = org.system_session(user["Id"]).records()
    now = org.clock.now()
    records.insert(
        "LoginHistory",
        {
            "UserId": user["Id"],
            "LoginTime": _text(now),
            "LoginType": LOGIN_TYPES[attempt.kind],
            "SourceIp": attempt.source_ip,
            "Status": status,
            "Browser": attempt.browser,
            "Platform": "Unknown",
            "Application": attempt.application,
            "LoginUrl": attempt.url[:255],
            "NetworkId": attempt.network_id,
            "ApiVersion": attempt.api_version,
            "LoginSubType": attempt.subtype,
            "ApiType": {"SOAP": "SOAP Partner"}.get(attempt.kind),
        },
    )
    last = user.get("LastLoginDate")
    if status == "Success" and (not last or last <= _text(now - timedelta(seconds=60))):
        records.write("User", [user["Id"]], {"LastLoginDate": _text(now)})


def _refusal(org: Org, system: Session, user: dict[str, Any], attempt: Attempt) -> str | None:
    """Why a user with the right password stays outside, or None."""
    if not user["IsActive"]:
        return "User is Inactive"
    if user["UserType"] == "Guest":
        return "Invalid Username"  # guest users cannot log in (Salesforce help, 000385602; label: confidence D)
    if system.find("UserLogin", UserId=user["Id"], IsFrozen=True):
        return "User is Frozen"
    running = org.running_user(user["Id"])
    external = user["UserType"] != STANDARD_USER
    if attempt.kind in API_KINDS and "ApiEnabled" not in running.permissions:
        return "API Disabled"
    if attempt.kind in (*API_KINDS, "OAuthUser"):
        return _site_refusal(org, system, user, attempt.network_id) if attempt.network_id else None
    if "ApiUserOnly" in running.permissions:
        return "API Only User"  # blocks every log-in by page (label documented; effect: confidence C)
    if attempt.kind == "UI":
        return "Restricted to Site" if external else None
    return _site_refusal(org, system, user, attempt.network_id)


def _site_refusal(org: Org, system: Session, user: dict[str, Any], network_id: str | None) -> str | None:
    """A site lets in its members while it is Live (Object Reference, Network and NetworkMember)."""
    sites = system.find("Network", Id=network_id)
    if not sites or sites[0]["Status"] != "Live":
        return "Site Down"
    if not system.find("NetworkMember", NetworkId=network_id, MemberId=user["Id"]):
        return "Not a Member of the Site"
    if user["UserType"] == STANDARD_USER or org.settings.standard_external_profiles:
        return None
    # Refused since Spring '21 (release note on standard external profiles; confidence A). Whether a profile is one that
    # Salesforce ships shows in the permission set that it owns.
    own = system.find("PermissionSet", ProfileId=user["ProfileId"], IsOwnedByProfile=True, IsCustom=True)
    return None if own else "Standard External Profile"


def _text(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}+0000"
