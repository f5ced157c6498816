"""What keeps strangers out of a visitor's browser session: form tokens, local redirects, cookie flags, headers."""

import hashlib
import hmac
import secrets
from urllib.parse import quote, urlsplit

from flask import Request, current_app
from werkzeug.wrappers import Response

# The cookie of a browser session.
SID = "sid"
# The cookie that Salesforce gives every browser; here it also seeds the token of the log-in form.
BROWSER_ID = "BrowserId"
TOKEN_FIELD = "_CONFIRMATIONTOKEN"  # the name of the token in Salesforce's own forms
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def form_token(request: Request, browser_id: str) -> str:
    """The token that a form of this browser must bring back."""
    seed = request.cookies.get(SID) or request.cookies.get(BROWSER_ID) or browser_id
    return hmac.new(seed.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


def new_browser_id() -> str:
    """A value that nobody can guess, for a browser's first visit."""
    return secrets.token_urlsafe(16)


def is_forged(request: Request) -> bool:
    """Whether a form of somebody who has a session was sent by another site than this one."""
    if request.cookies.get(SID) or request.cookies.get(BROWSER_ID):
        sent = request.form.get(TOKEN_FIELD, "").encode("utf-8", "replace")
        return not hmac.compare_digest(sent, form_token(request, "").encode())
    return comes_from_elsewhere(request)


def comes_from_elsewhere(request: Request) -> bool:
    """Whether a browser says that a stranger's page sent the form.

    Every browser does say so; scripts that log in without a browser need no token.
    """
    origin = request.headers.get("Origin")
    public = urlsplit(current_app.config["PUBLIC_URL"] or "").netloc
    return origin is not None and urlsplit(origin).netloc not in {request.host, public} - {""}


def local_path(target: str | None, default: str) -> str:
    """`target` if it is a path of this host, else `default`: a log-in page must not send anybody elsewhere."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\"):
        return default
    if any(character <= " " or character in "\\\x7f" for character in target):
        return default
    try:
        parts = urlsplit(target)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else quote(target, safe="/?&=%#:@!$'()*+,;~-._")


def set_cookie(response: Response, request: Request, name: str, value: str, max_age: int | None = None) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(name, value, max_age=max_age, httponly=True, samesite="Lax", secure=request.is_secure)
