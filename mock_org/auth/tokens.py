"""Session ids: issued at a log-in, valid until log-out, idleness, deactivation or freezing."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta

from mock_org import security
from mock_org.auth.scopes import API, WEB, may
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION, Org, Session, Token

# Three parts of base64url, the first a JSON object.
JWT_FORM = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")


def issue(
    org: Org,
    user_id: str,
    kind: str,
    network_id: str | None = None,
    *,
    client_id: str | None = None,
    scopes: tuple[str, ...] | None = None,
    refresh_family: str | None = None,
) -> Token:
    """A new token for a user who has proven who he is.

    kind: "OAuth", "SOAP", "Site" or "UI". client_id, scopes, refresh_family: of an app's token.
    """
    now = org.clock.now()
    # As real ones look: 15-character org id, "!", letters and digits (the CLI checks this form).
    session_id = f"{organization_id(org)[:15]}!AQ{secrets.token_hex(48)}"
    token = Token(
        session_id, user_id, kind, now, now, network_id, secrets.token_hex(16), client_id, scopes, refresh_family
    )
    org.tokens[session_id] = token
    return token


def live_token(org: Org, session_id: str | None) -> Token | None:
    """The token of a session id, if it still counts; using it keeps it alive."""
    token = org.tokens.get(session_id or "")
    if token is None or token.session_id in org.pinned:
        return token
    now = org.clock.now()
    idle = now - token.used
    over = idle > timedelta(seconds=org.settings.session_seconds) or (
        token.expires is not None and now >= token.expires
    )
    if over or not _may_go_on(org, token.user_id):
        del org.tokens[token.session_id]
        return None
    if idle:
        token = org.tokens[token.session_id] = replace(token, used=now)
    return token


def browser_token(org: Org, session_id: str | None) -> Token | None:
    """The token of a session id, if a browser may go about with it: an app's needs the scope web or full.

    Salesforce help, "Using Frontdoor.jsp to Bridge an Existing Session Into Salesforce" (confidence A).
    """
    token = live_token(org, session_id)
    return token if token is not None and may(token.scopes, WEB) else None


def session_for(
    org: Org,
    session_id: str | None,
    api_version: float = NEWEST_VERSION,
    base_url: str | None = None,
    scopes: frozenset[str] = API,
    *,
    at_site: bool = False,
) -> Session:
    """The Session of an API request.

    scopes: an app's token needs one of them. at_site: the request came below a site's URL, where sessions of its log-in
    page are good too.
    Raises INVALID_SESSION_ID for a token that is none, no longer valid or not for the API, INVALID_AUTH_HEADER for a
    JWT that is not valid, API_DISABLED_FOR_ORG for a user without API Enabled.
    """
    token = live_token(org, session_id)
    if token is None and JWT_FORM.fullmatch(session_id or ""):
        raise SalesforceError("INVALID_AUTH_HEADER", "INVALID_JWT_FORMAT")  # reported answer
    if token is None:
        raise SalesforceError("INVALID_SESSION_ID", "Session expired or invalid")
    if (token.kind == "Site" and not at_site) or not may(token.scopes, scopes):
        # Reported of tokens without the scope api, and of site sessions at the org's own REST API.
        raise SalesforceError("INVALID_SESSION_ID", "This session is not valid for use with the REST API")
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
