"""Too many wrong passwords lock a user out: for some minutes, or until an administrator unlocks the user.

Salesforce help, "Set Password Policies" (confidence A). UserLogin.IsPasswordLocked shows it, and can be set to false
(Object Reference, UserLogin; confidence A); so can a new password.
"""

from datetime import datetime, timedelta
from typing import Any

from mock_org import mail
from mock_org.auth.policies import policy_of
from mock_org.dml.values import format_datetime
from mock_org.org import Org
from mock_org.storage.credentials import locked_since, set_locked_since


def is_locked(org: Org, user: dict[str, Any]) -> bool:
    """Whether the user is locked out now; a lock whose time is over is lifted."""
    records = org.system_session().records()
    rows = records.find("UserLogin", UserId=user["Id"], IsPasswordLocked=True)
    since = locked_since(org.database, user["Id"])
    if not rows:
        if since:
            unlock(org, user["Id"])  # an administrator has set IsPasswordLocked to false
        return False
    minutes = policy_of(org, user["Id"]).lockout_minutes
    if since and minutes and org.clock.now() >= _instant(since) + timedelta(minutes=minutes):
        unlock(org, user["Id"])
        return False
    return True


def count_failure(org: Org, user: dict[str, Any], network: dict[str, Any] | None) -> None:
    """A wrong password came; the last one that is allowed locks the user out and is followed by a mail."""
    records = org.system_session().records()
    now = records.find("User", Id=user["Id"])[0]
    failures = int(now["NumberOfFailedLogins"] or 0) + 1
    records.write("User", [user["Id"]], {"NumberOfFailedLogins": failures})
    policy = policy_of(org, user["Id"])
    if not policy.max_login_attempts or failures < policy.max_login_attempts:
        return
    rows = [row["Id"] for row in records.find("UserLogin", UserId=user["Id"])]
    records.write("UserLogin", rows, {"IsPasswordLocked": True})
    set_locked_since(org.database, user["Id"], format_datetime(org.clock.now()))
    if network:
        minutes = f"{policy.lockout_minutes} minutes" if policy.lockout_minutes else "until an administrator helps"
        words: dict[str, str | datetime] = {"Network_PasswordLockTime": minutes}
        mail.send_template(org.mail_desk(), mail.LOCKOUT, now, words, network=network)


def unlock(org: Org, user_id: str) -> None:
    """Let a user try again."""
    records = org.system_session().records()
    rows = [row["Id"] for row in records.find("UserLogin", UserId=user_id, IsPasswordLocked=True)]
    if rows:
        records.write("UserLogin", rows, {"IsPasswordLocked": False})
    if locked_since(org.database, user_id):
        set_locked_since(org.database, user_id, None)
    forget_failures(org, user_id)


def forget_failures(org: Org, user_id: str) -> None:
    """The right password, or a new one, makes all attempts before it count no longer."""
    records = org.system_session().records()
    if records.find("User", Id=user_id)[0]["NumberOfFailedLogins"]:
        records.write("User", [user_id], {"NumberOfFailedLogins": 0})


def _instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")
