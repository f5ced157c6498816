"""Session ids: issued at a log-in, valid until log-out, idleness, deactivation or freezing."""

import re
import secrets
from dataclasses import replace

from mock_org import security
from mock_org.auth.attempts import Entered
from mock_org.auth.restrictions import in_login_hours
from mock_org.auth.scopes import API, WEB, may
from mock_org.auth.sessions import drop, half_over, is_over, open_row, sweep, used_again
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION, Org, Session, Token

# Reported answer to every call but those for a password (SOAP API Developer Guide, login(); confidence B).
EXPIRED = "INVALID_OPERATION_WITH_EXPIRED_PASSWORD"
EXPIRED_TEXT = "The users password has expired, you must call SetPassword before attempting any other API operations"
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
    entered: Entered | None = None,
    parent: Token | None = None,
    back: str = "",
) -> Token:
    """A new token for a user who has proven who he is.

    kind: "OAuth", "SOAP", "Site", "UI" or "LoginAs". client_id, scopes, refresh_family: of an app's token.
    entered: the log-in that it begins with. parent, back: of who logs in as this user, and where that began.
    """
    now = org.clock.now()
    # As real ones look: 15-character org id, "!", letters and digits (the CLI checks this form).
    session_id = f"{organization_id(org)[:15]}!AQ{secrets.token_hex(48)}"
    token = Token(
        session_id, user_id, kind, now, now, network_id, secrets.token_hex(16), client_id, scopes, refresh_family
    )
    must_change = entered is not None and entered.must_change
    with org.database.transaction():
        row = open_row(org, token, entered, parent)
    above = parent.session_id if parent else None
    token = replace(token, auth_session=row, must_change=must_change, parent=above, back=back)
    org.tokens[session_id] = token
    return token


def live_token(org: Org, session_id: str | None, *, using: bool = True) -> Token | None:
    """The token of a session id, if it still counts; using it keeps it alive."""
    sweep(org)
    token = org.tokens.get(session_id or "")
    if token is None or token.session_id in org.pinned:
        return token
    if is_over(org, token) or not _may_go_on(org, token):
        drop(org, token.session_id)
        return None
    if using and half_over(org, token):
        token = org.tokens[token.session_id] = replace(token, used=org.clock.now())
        used_again(org, token)
    return token


def browser_token(org: Org, session_id: str | None, *, for_password: bool = False) -> Token | None:
    """The token of a session id, if a browser may go about with it: an app's needs the scope web or full.

    for_password: to the page where the password is changed, which is all that an expired one opens.

    Salesforce help, "Using Frontdoor.jsp to Bridge an Existing Session Into Salesforce" (confidence A).
    """
    token = live_token(org, session_id)
    if token is None or not may(token.scopes, WEB):
        return None
    return token if for_password or not token.must_change else None


def session_for(
    org: Org,
    session_id: str | None,
    api_version: float = NEWEST_VERSION,
    base_url: str | None = None,
    scopes: frozenset[str] = API,
    *,
    at_site: bool = False,
    for_password: bool = False,
) -> Session:
    """The Session of an API request.

    scopes: an app's token needs one of them. at_site: the request came below a site's URL, where sessions of its log-in
    page are good too. for_password: it asks for a new password, which is all that an expired one can do.
    Raises INVALID_SESSION_ID for a token that is none, no longer valid or not for the API, INVALID_AUTH_HEADER for a
    JWT that is not valid, API_DISABLED_FOR_ORG for a user without API Enabled.
    """
    token = live_token(org, session_id)
    if token is None and JWT_FORM.fullmatch(session_id or ""):
        raise SalesforceError("INVALID_AUTH_HEADER", "INVALID_JWT_FORMAT")  # reported answer
    if token is None:
        raise SalesforceError("INVALID_SESSION_ID", "Session expired or invalid")
    page_only = token.kind == "Site" or (token.kind == "LoginAs" and token.network_id)
    if (page_only and not at_site) or not may(token.scopes, scopes):
        # Reported of tokens without the scope api, and of site sessions at the org's own REST API.
        raise SalesforceError("INVALID_SESSION_ID", "This session is not valid for use with the REST API")
    if token.must_change and not for_password:
        raise SalesforceError(EXPIRED, EXPIRED_TEXT)
    session = org.session(token.user_id, api_version, base_url)
    require_api(session.user)
    return replace(session, auth_session=token.auth_session)


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
    return drop(org, session_id)


def organization_id(org: Org) -> str:
    """The org's own 18-character id."""
    return str(org.system_session().find("Organization")[0]["Id"])


def _may_go_on(org: Org, token: Token) -> bool:
    """Whether nothing has happened that ends a session: to its user, to its row of AuthSession, by login hours."""
    stamp = org.database.stamp("User", "UserLogin", "AuthSession")
    if org.vouched.get(token.session_id) != stamp and not _stands(org, token):
        return False
    org.vouched[token.session_id] = stamp
    if token.parent and live_token(org, token.parent, using=False) is None:
        return False
    return not org.settings.login_hours or in_login_hours(org, org.running_user(token.user_id).profile_name)


def _stands(org: Org, token: Token) -> bool:
    system = org.system_session()
    if not system.find("User", Id=token.user_id, IsActive=True):
        return False
    if system.find("UserLogin", UserId=token.user_id, IsFrozen=True):
        return False
    return not token.auth_session or bool(system.find("AuthSession", Id=token.auth_session))
