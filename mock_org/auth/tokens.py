"""Session ids: issued at a log-in, valid until log-out, idleness, deactivation or freezing."""

import secrets
from dataclasses import replace
from datetime import timedelta

from mock_org import security
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION, Org, Session, Token


def issue(org: Org, user_id: str, kind: str, network_id: str | None = None) -> Token:
    """A new token for a user who has proven who he is.

    kind: "OAuth", "SOAP", "Site" or "UI".
    """
    now = org.clock.now()
    # As real ones look: 15-character org id, "!", letters and digits (the CLI checks this form).
    session_id = f"{organization_id(org)[:15]}!AQ{secrets.token_hex(48)}"
    token = Token(session_id, user_id, kind, now, now, network_id, csrf=secrets.token_hex(16))
    org.tokens[session_id] = token
    return token


def live_token(org: Org, session_id: str | None) -> Token | None:
    """The token of a session id, if it still counts; using it keeps it alive."""
    token = org.tokens.get(session_id or "")
    if token is None or token.session_id in org.pinned:
        return token
    now = org.clock.now()
    idle = now - token.used
    if idle > timedelta(seconds=org.settings.session_seconds) or not _may_go_on(org, token.user_id):
        del org.tokens[token.session_id]
        return None
    if idle:
        token = org.tokens[token.session_id] = replace(token, used=now)
    return token


def session_for(
    org: Org, session_id: str | None, api_version: float = NEWEST_VERSION, base_url: str | None = None
) -> Session:
    """The Session of an API request.

    Raises INVALID_SESSION_ID for a token that is none or no longer valid, API_DISABLED_FOR_ORG for a user without
    API Enabled.
    """
    token = live_token(org, session_id)
    if token is None:
        raise SalesforceError("INVALID_SESSION_ID", "Session expired or invalid")
    session = org.session(token.user_id, api_version, base_url)
    require_api(session.user)
    return session


def require_api(user: security.RunningUser) -> None:
    """API Enabled is needed for every API call.

    Object Reference, "Factors that Affect Data Access" (confidence A; the error code: confidence D).
    """
    if "ApiEnabled" not in user.permissions:
        raise SalesforceError("API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner")


def end(org: Org, session_id: str | None) -> bool:
    """Log out. Whether there was such a session; the administrator session of the ready file cannot be ended."""
    if session_id is None or session_id in org.pinned:
        return session_id in org.pinned
    return org.tokens.pop(session_id, None) is not None


def organization_id(org: Org) -> str:
    """The org's own 18-character id."""
    return str(org.system_session().find("Organization")[0]["Id"])


def _may_go_on(org: Org, user_id: str) -> bool:
    system = org.system_session()
    active = system.find("User", Id=user_id, IsActive=True)
    return bool(active) and not system.find("UserLogin", UserId=user_id, IsFrozen=True)
