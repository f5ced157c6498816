"""Passwords: set and reset by API (REST API Developer Guide, "sObject User Password"), and chosen by their users."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_org.auth import policies
from mock_org.auth.lockout import unlock
from mock_org.auth.setup_audit import note
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.org import Org, Session
from mock_org.security.delegation import managed_accounts
from mock_org.storage.credentials import set_password_hash, verify_password
from mock_org.storage.log_ins import drop_links

MANAGERS = ("ManageUsers", "ManageInternalUsers", "ResetPasswords")
EXTERNAL_MANAGERS = ("ManageUsers", "ManagePartners", "ManageCssUsers", "ResetPasswords")


def set_password(org: Org, session: Session, user_id: str, new_password: object) -> None:
    """Give a user a password that logs in at once.

    Raises INVALID_NEW_PASSWORD, INSUFFICIENT_ACCESS or NOT_FOUND.
    """
    user = _reachable(org, session, user_id)
    _give(org, user, policies.check_password(org, user, new_password))


def generate_password(org: Org, session: Session, user_id: str) -> str:
    """Give a user a generated password and tell it. It only opens the page where the user chooses another one.

    SOAP API Developer Guide, resetPassword() (confidence A; that the user must change it: C).
    """
    user = _reachable(org, session, user_id)
    length = policies.policy_of(org, user["Id"]).minimum_length
    password = secrets.token_hex(max(6, length // 2)) + "Aa1!"
    _give(org, user, password, must_change=True)
    note(org, session.user.id, "resetpassword", f"Reset password for user {user['Name']}")
    return password


def change_own_password(org: Org, session: Session, old_password: str, new_password: object) -> None:
    """Give the running user another password, who knows the old one.

    Raises INVALID_OLD_PASSWORD (code and text confidence D) or INVALID_NEW_PASSWORD.
    """
    user = _user(org, session.user.id)
    if not verify_password(org.database, session.user.id, old_password):
        raise SalesforceError("INVALID_OLD_PASSWORD", "Your old password is invalid.")
    policy = policies.policy_of(org, user["Id"])
    young = org.clock.now() < policies.changed(org, user["Id"]) + timedelta(days=1)
    if policy.minimum_lifetime and young and not policies.is_due(org, user["Id"]):
        raise SalesforceError("INVALID_NEW_PASSWORD", "Your password must be at least 1 day old to change it.")
    choose_password(org, user["Id"], new_password)


def choose_password(org: Org, user_id: str, new_password: object) -> None:
    """Give a user the password that he chose; links and earlier log-in failures count no longer.

    Raises INVALID_NEW_PASSWORD.
    """
    user = _user(org, user_id)
    _give(org, user, policies.check_password(org, user, new_password))


def password_expired(org: Org, session: Session, user_id: str) -> bool:
    """Whether the user must change the password at the next log-in."""
    return policies.is_due(org, str(_reachable(org, session, user_id)["Id"]))


def _give(org: Org, user: dict[str, Any], password: str, *, must_change: bool = False) -> None:
    """Write it down. Sessions that only opened the page for it open everything from now on."""
    now = org.clock.now()
    for token in [each for each in org.tokens.values() if each.user_id == user["Id"] and each.must_change]:
        org.tokens[token.session_id] = replace(token, must_change=False)
    with org.database.transaction():
        set_password_hash(org.database, user["Id"], password, must_change=must_change)
        values = {"LastPasswordChangeDate": format_datetime(now), "NumberOfFailedLogins": 0}
        records = org.system_session().records()
        records.write("User", [user["Id"]], values)
        unlock(org, user["Id"])
        drop_links(org.database, user["Id"])
        end = now if must_change else policies.expires(org, user["Id"])
        records.write("User", [user["Id"]], {"PasswordExpirationDate": format_datetime(end) if end else None})


def _reachable(org: Org, session: Session, user_id: str) -> dict[str, Any]:
    """The user whose password the running user may set: himself, or with the permission to manage such users."""
    record = session.retrieve("User", user_id, ["Id", "UserType"])
    user = _user(org, str(record["Id"]))
    if not (user["Id"] == session.user.id or may_manage(session, user)):
        raise SalesforceError("INSUFFICIENT_ACCESS", "insufficient access rights on object id")
    return user


def may_manage(session: Session, user: Mapping[str, Any]) -> bool:
    """Whether the running user may set this user's password.

    Who administers the users of an account may do so for them (Salesforce help, networks_DPUA; confidence A).
    """
    if session.user.has(*(MANAGERS if user["UserType"] == "Standard" else EXTERNAL_MANAGERS)):
        return True
    return user["AccountId"] in managed_accounts(session.user, session.system().find)


def _user(org: Org, user_id: str) -> dict[str, Any]:
    return org.system_session().find("User", Id=user_id)[0]
