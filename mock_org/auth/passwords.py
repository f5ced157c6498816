"""Setting and resetting passwords by API (REST API Developer Guide, "sObject User Password")."""

import secrets

from mock_org.errors import SalesforceError
from mock_org.org import Session
from mock_org.storage.credentials import set_password_hash, verify_password

MINIMUM_LENGTH = 8  # default password policy


def set_password(session: Session, user_id: str, new_password: object) -> None:
    """Give a user a password that logs in at once.

    Raises INVALID_NEW_PASSWORD, INSUFFICIENT_ACCESS or NOT_FOUND.
    """
    user = _reachable(session, user_id)
    _check_policy(new_password, str(user["Username"]))
    set_password_hash(session.org.database, str(user["Id"]), str(new_password))


def generate_password(session: Session, user_id: str) -> str:
    """Give a user a generated password and tell it."""
    user = _reachable(session, user_id)
    password = secrets.token_hex(6) + "Aa1"
    set_password_hash(session.org.database, str(user["Id"]), password)
    return password


def change_own_password(session: Session, old_password: str, new_password: object) -> None:
    """Give the running user another password, who knows the old one.

    Raises INVALID_OLD_PASSWORD (code and text confidence D) or INVALID_NEW_PASSWORD.
    """
    if not verify_password(session.org.database, session.user.id, old_password):
        raise SalesforceError("INVALID_OLD_PASSWORD", "Your old password is invalid.")
    set_password(session, session.user.id, new_password)


def password_expired(session: Session, user_id: str) -> bool:
    """Whether the user must change the password at the next log-in."""
    _reachable(session, user_id)
    return False


def _reachable(session: Session, user_id: str) -> dict[str, object]:
    """The user whose password the running user may set: himself, or with the permission to manage such users."""
    record = session.retrieve("User", user_id, ["Id", "Username", "UserType"])
    manager = "ManageUsers" if record["UserType"] == "Standard" else "ManagePartners"
    allowed = {"ManageUsers", manager} & session.user.permissions or record["Id"] == session.user.id
    if not (allowed or session.user.system):
        raise SalesforceError("INSUFFICIENT_ACCESS", "insufficient access rights on object id")
    return record


def _check_policy(password: object, username: str) -> None:
    if not isinstance(password, str) or len(password) < MINIMUM_LENGTH:
        raise SalesforceError("INVALID_NEW_PASSWORD", "Your password must be at least 8 characters long.")
    if not (any(c.isalpha() for c in password) and any(c.isdigit() for c in password)):
        raise SalesforceError("INVALID_NEW_PASSWORD", "Your password must include letters and numbers.")
    if password.lower() == username.lower():
        raise SalesforceError("INVALID_NEW_PASSWORD", "Your password cannot be your username.")
