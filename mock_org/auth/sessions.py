"""AuthSession: a row for each session, as long as it lives (Object Reference, AuthSession)."""

from datetime import timedelta

from mock_org.auth.attempts import DOORS, Entered, login_type
from mock_org.dml.values import format_datetime
from mock_org.org import Org, Token

# AuthSession.UserType, as labels (seen in queries; confidence C).
USER_TYPES = {
    "PowerPartner": "Partner",
    "PowerCustomerSuccess": "Customer Portal Manager",
    "CustomerSuccess": "Customer Portal User",
    "CspLitePortal": "High Volume Portal",
}
# Sessions of devices and apps, the org's pages, and the sites' get no second factor.
SECURITY_LEVEL = "STANDARD"


def open_row(org: Org, token: Token, entered: Entered | None, parent: Token | None = None) -> str:
    """Write the row of a new session; its id.

    entered: the log-in that it began with. parent: the session of who logged in as this user; its log-in counts.
    A session without a parent is its own (Object Reference, AuthSession.ParentId; confidence A).
    """
    records = org.system_session().records()
    user_type = org.running_user(token.user_id).user_type
    above = records.get("AuthSession", parent.auth_session) if parent else None
    [row_id] = records.load(
        "AuthSession",
        [
            {
                "UsersId": token.user_id,
                "NumSecondsValid": org.settings.session_seconds,
                "UserType": USER_TYPES.get(user_type, user_type),
                "SourceIp": entered.attempt.source_ip if entered else "127.0.0.1",
                "LoginType": entered.login_type if entered else login_type(token.kind, user_type),
                "SessionType": DOORS[token.kind].session_type,
                "SessionSecurityLevel": SECURITY_LEVEL,
                "LoginHistoryId": entered.login_history_id if entered else (above or {}).get("LoginHistoryId"),
                "IsCurrent": False,
            }
        ],
    )
    records.write("AuthSession", [row_id], {"ParentId": parent.auth_session if parent else row_id})
    return row_id


def used_again(org: Org, token: Token) -> None:
    """The session was used late enough for its life to begin anew."""
    values = {"LastModifiedDate": format_datetime(org.clock.now())}
    org.system_session().records().write("AuthSession", [token.auth_session], values)


def drop(org: Org, session_id: str) -> bool:
    """End a session, with those of who logged in as others out of it. Whether there was one."""
    token = org.tokens.pop(session_id, None)
    org.vouched.pop(session_id, None)
    if token is None:
        return False
    org.system_session().records().erase("AuthSession", [token.auth_session])
    for each in [other.session_id for other in org.tokens.values() if other.parent == session_id]:
        drop(org, each)
    return True


def is_over(org: Org, token: Token) -> bool:
    """Whether a session has ended by itself: by idleness or at the end of its life."""
    now = org.clock.now()
    return now - token.used > timedelta(seconds=org.settings.session_seconds) or (
        token.expires is not None and now >= token.expires
    )


def sweep(org: Org) -> None:
    """End the sessions that are over, once one can be: AuthSession lists those that count."""
    now = org.clock.now()
    if org.sweep is not None and org.sweep[1] is org.settings and now <= org.sweep[0]:
        return
    for token in [each for each in org.tokens.values() if each.session_id not in org.pinned]:
        if is_over(org, token):
            drop(org, token.session_id)
    life = timedelta(seconds=org.settings.session_seconds)
    ends = [min(token.used + life, token.expires or token.used + life) for token in org.tokens.values()]
    org.sweep = (min(ends, default=now + life), org.settings)


def half_over(org: Org, token: Token) -> bool:
    """Whether half of a session's idle time has passed: only then does its use make it live on.

    Salesforce help, "Modify Session Security Settings" (confidence A).
    """
    return org.clock.now() - token.used >= timedelta(seconds=org.settings.session_seconds / 2)
