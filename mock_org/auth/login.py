"""Logging in: by username and password, or by an identity that is proven otherwise."""

from typing import Any

from mock_org.auth import classic_portal, license_log_ins, lockout, log_in_rate, policies
from mock_org.auth.attempts import API_DOORS, PAGE_DOORS, STANDARD_USER, Attempt, Entered, login_type, record
from mock_org.auth.known_browsers import needs_code
from mock_org.auth.refusals import ChallengeIssued, LoginRefused, SecondFactorNeeded
from mock_org.auth.restrictions import in_login_hours, may_come_from
from mock_org.auth.second_factor import is_privileged, needs_factor
from mock_org.org import Org, Session
from mock_org.storage.credentials import verify_password

PASSWORD_FLOW = "OAuth Username-Password"
SETS_UP = "ManageNetworks"  # Create and Set Up Experiences


def log_in(org: Org, username: str, password: str, attempt: Attempt) -> Entered:
    """Let in who knows a user's password.

    password: with or without the security token behind it.
    Raises LoginRefused, of which ChallengeIssued is for a browser that has to bring a code, SecondFactorNeeded for a
    user who has to bring more than a password; a row of LoginHistory says why.
    """
    system = org.system_session()
    found = system.find("User", Username=username.strip()) if username.strip() else []
    if not found:
        raise LoginRefused("invalid_username")
    user = found[0]
    kind = _wrong(org, user, password, attempt) or _refusal(org, system, user, attempt)
    if kind is None and needs_factor(org, user["Id"], attempt):
        record(org, user, attempt, "second_factor")
        raise SecondFactorNeeded(resistant=is_privileged(org, user["Id"]))
    if kind is None and needs_code(org, user["Id"], attempt):
        record(org, user, attempt, "challenge")
        raise ChallengeIssued(str(user["Id"]))
    return _entered(org, user, attempt, kind)


def may_enter(org: Org, user_id: str, attempt: Attempt) -> Entered:
    """Let in a user whose identity is proven otherwise: by a JWT, client credentials, a bridge, a code from a mail.

    Raises LoginRefused.
    """
    system = org.system_session()
    user = system.find("User", Id=user_id)[0]
    return _entered(org, user, attempt, _refusal(org, system, user, attempt))


def _entered(org: Org, user: dict[str, Any], attempt: Attempt, kind: str | None) -> Entered:
    row = record(org, user, attempt, kind)
    if kind:
        raise LoginRefused(kind)
    lockout.forget_failures(org, user["Id"])
    by_password = attempt.kind in (*PAGE_DOORS, "SOAP") or attempt.subtype == PASSWORD_FLOW
    return Entered(
        str(user["Id"]),
        attempt,
        row,
        login_type(attempt.kind, user["UserType"]),
        must_change=by_password and policies.is_due(org, user["Id"]),
    )


def _wrong(org: Org, user: dict[str, Any], password: str, attempt: Attempt) -> str | None:
    """Whether the password is wrong, or does not count any more."""
    if lockout.is_locked(org, user):
        return "password_lockout"
    if verify_password(org.database, user["Id"], password):
        return None
    sites = org.system_session().find("Network", Id=attempt.network_id) if attempt.network_id else []
    lockout.count_failure(org, user, sites[0] if sites else None)
    return "invalid_password"


def _refusal(org: Org, system: Session, user: dict[str, Any], attempt: Attempt) -> str | None:
    """Why a user with the right password stays outside, or None."""
    if log_in_rate.exceeded(org, user["Id"]):
        return "rate_exceeded"
    if not user["IsActive"]:
        return "inactive"
    if user["UserType"] == "Guest":
        return "guest"
    if system.find("UserLogin", UserId=user["Id"], IsFrozen=True):
        return "frozen"
    profile = org.running_user(user["Id"]).profile_name
    if not in_login_hours(org, profile):
        return "restricted_time"
    if not may_come_from(org, profile, attempt.source_ip):
        return "restricted_ip"
    if license_log_ins.used_up(org, user):
        return "monthly_limit"
    return _closed_door(org, system, user, attempt)


def _closed_door(org: Org, system: Session, user: dict[str, Any], attempt: Attempt) -> str | None:
    """Why this way in is closed to the user."""
    running = org.running_user(user["Id"])
    if attempt.kind in API_DOORS and "ApiEnabled" not in running.permissions:
        return "api_disabled"
    if attempt.kind in (*API_DOORS, "OAuthUser"):
        return _site_refusal(org, system, user, attempt.network_id) if attempt.network_id else None
    if "ApiUserOnly" in running.permissions:
        return "api_only"  # blocks every log-in by page (label documented; effect: confidence C)
    if attempt.kind == classic_portal.KIND:
        return classic_portal.refusal(org, user)
    if attempt.kind == "UI":
        return "external_at_org" if user["UserType"] != STANDARD_USER else None
    employees = system.find("Network", Id=attempt.network_id, OptionsAllowInternalUserLogin=True)
    if user["UserType"] == STANDARD_USER and not employees:
        return "no_member"  # Network.OptionsAllowInternalUserLogin (effect: confidence A, status: D)
    return _site_refusal(org, system, user, attempt.network_id)


def _site_refusal(org: Org, system: Session, user: dict[str, Any], network_id: str | None) -> str | None:
    """A site lets in its members while it is Live; in Preview those who set up sites (Object Reference, Network)."""
    sites = system.find("Network", Id=network_id)
    preview = bool(sites) and sites[0]["Status"] == "UnderConstruction" and org.running_user(user["Id"]).has(SETS_UP)
    if not preview and (not sites or sites[0]["Status"] != "Live"):
        return "site_down"
    if not system.find("NetworkMember", NetworkId=network_id, MemberId=user["Id"]):
        return "no_member"
    if user["UserType"] == STANDARD_USER or org.settings.standard_external_profiles:
        return None
    # Refused since Spring '21 (release note on standard external profiles; confidence A). Whether a profile is one that
    # Salesforce ships shows in the permission set that it owns.
    own = system.find("PermissionSet", ProfileId=user["ProfileId"], IsOwnedByProfile=True, IsCustom=True)
    return None if own else "standard_profile"
