"""What every page of OAuth has in common: where it is, who looks at it, logging in there, asking for consent."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org import auth
from mock_org.auth.grants import PUBLIC_LOGIN_HOSTS
from mock_org.auth.scopes import SCOPES
from mock_org.org import Org
from mock_org.site.entrance import EXPIRED, FAILED, credentials, enter_by_password
from mock_org.site.policy import SITE_HEADERS
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival, member_session
from mock_org.web.guard import SID, comes_from_elsewhere


def apps(org: Org) -> auth.Apps:
    """The connected apps of the org."""
    return auth.Apps(org, current_app.extensions["mock_org_app"])


def public_url(org: Org) -> str:
    """Scheme and host of the URLs that a client is told."""
    asked = request.host_url.rstrip("/")
    instance = request.headers.get("X-Mock-Org-Instance") or org.base_url
    known = instance if asked in PUBLIC_LOGIN_HOSTS else asked
    return str(current_app.config["PUBLIC_URL"] or known).rstrip("/")


def visitor(arrival: Arrival) -> str | None:
    """The id of the user whose browser this is: an internal one at the org, a member at a site."""
    org, session_id = arrival.org, request.cookies.get(SID)
    token = auth.browser_token(org, session_id)
    if token is None or token.parent:  # who is logged in as somebody else gives no app access in his name
        return None
    if arrival.site.id:
        session = member_session(org, arrival.site, session_id)
        return session.user.id if session else None
    return token.user_id if org.running_user(token.user_id).user_type == "Standard" else None


def login_form(arrival: Arrival, username: str = "", error: str = "", status: int = 200) -> Response:
    """The log-in page; it leads back to the page that it stands in for."""
    values = {"action": request.full_path.removesuffix("?"), "start_url": "", "username": username, "error": error}
    return page(arrival, "login", status, **values)


def log_in(arrival: Arrival, then: Callable[[], str]) -> ResponseReturnValue:
    """Answer the log-in form: a browser session, and on to `then`."""
    username = credentials()[0]
    if comes_from_elsewhere(request):
        return login_form(arrival, username, EXPIRED, 403)
    try:
        return enter_by_password(arrival, then())
    except auth.LoginRefused:
        return login_form(arrival, username, FAILED)


def consent_page(
    arrival: Arrival, app: auth.ConnectedApp, scopes: tuple[str, ...], user_id: str, user_code: str = ""
) -> Response:
    """The question whether an app may act for a user."""
    user = arrival.org.system_session().find("User", Id=user_id)[0]
    words = list(dict.fromkeys(SCOPES[scope] for scope in scopes))
    values = {"app": app.name, "words": words, "username": user["Username"], "user_code": user_code}
    return page(arrival, "consent", action=request.full_path.removesuffix("?"), **values)


def fault(arrival: Arrival, error: auth.OAuthError) -> Response:
    """The page of a refusal that no client can be told."""
    text = f"error={error.error}&error_description={error.description}"
    return page(arrival, "notice", error.status, heading="OAuth Error", text=text)


def may_lead_to(response: Response, url: str) -> Response:
    """Let the forms of a page end at this URL: browsers hold redirects after a form against its form-action."""
    parts = urlsplit(url)
    target = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else f"{parts.scheme}:"
    policy = SITE_HEADERS["Content-Security-Policy"].replace("form-action 'self'", f"form-action 'self' {target}")
    response.headers["Content-Security-Policy"] = policy
    return response
