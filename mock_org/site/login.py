"""Into the site and out of it: log in, forgot password, log out."""

import re
from urllib.parse import urlencode

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.errors import SalesforceError
from mock_org.site.page import Page
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival
from mock_org.web.guard import SID, comes_from_elsewhere, is_forged, local_path, set_cookie

# The text of Aura and LWR sites; the same for an unknown user, a wrong password, an inactive user and a non-member.
FAILED = "Your login attempt has failed. Make sure the username and password are correct."
_BROWSER = re.compile(r"(?P<name>Firefox|Edg|Chrome|Version)/(?P<version>\d+)")
EXPIRED = "Your session has expired. Log in again."


def login(arrival: Arrival) -> ResponseReturnValue:
    """The log-in page of a site."""
    home = arrival.site.url("/s/")
    target = local_path(request.values.get("startURL"), home)
    if request.method == "GET":
        return redirect(target) if arrival.session else _form(arrival, target)
    if comes_from_elsewhere(request):
        return _form(arrival, target, EXPIRED, 403)
    try:
        user_id = auth.log_in(arrival.org, *credentials(), attempt(arrival))
    except SalesforceError:
        return _form(arrival, target, FAILED)
    response = redirect(target)
    token = auth.issue(arrival.org, user_id, "Site", arrival.site.id)
    set_cookie(response, request, SID, token.session_id)
    return response


def forgot_password(arrival: Arrival) -> ResponseReturnValue:
    """The page "Forgot your password?"; what it answers does not depend on whether there is such a user."""
    if request.method == "GET":
        return page(arrival, "forgot_password")
    if is_forged(request):
        return page(arrival, "forgot_password", 403, error=EXPIRED)
    return redirect(arrival.site.url("/s/login/CheckPasswordResetEmail"))


def check_password_reset_email(arrival: Arrival) -> ResponseReturnValue:
    """The notice after a password reset was asked for."""
    return page(arrival, "check_password_reset_email")


def logout(arrival: Arrival) -> ResponseReturnValue:
    """End the session and go back to the log-in page."""
    auth.end(arrival.org, request.cookies.get(SID))
    response = redirect(arrival.site.url("/s/login/"))
    response.delete_cookie(SID, httponly=True, samesite="Lax")
    return response


def login_url(arrival: Arrival, start: str) -> str:
    """Where a guest is sent who asked for a page of members, and how they get back."""
    return f"{arrival.site.url('/s/login/')}?{urlencode({'ec': '302', 'startURL': start})}"


def _form(arrival: Arrival, target: str, error: str = "", status: int = 200) -> Response:
    return page(arrival, "login", status, start_url=target, error=error, username=credentials()[0])


def credentials() -> tuple[str, str]:
    """Username and password of a log-in form."""
    form = request.form
    return form.get("username", "").strip(), form.get("pw") or form.get("password", "")


def attempt(arrival: Arrival) -> auth.Attempt:
    """The attempt as LoginHistory tells it: of a site's member, or of an internal user at the org."""
    known = _BROWSER.search(request.user_agent.string)
    return auth.Attempt(
        "Site" if arrival.site.id else "UI",
        arrival.site.id or None,
        source_ip=request.remote_addr or "127.0.0.1",
        browser=f"{known['name']} {known['version']}" if known else "Unknown",
        url=request.host + arrival.site.url("/login"),
        subtype="UI Username-Password",
    )


PAGES = (
    Page("/login", login, ("GET", "POST"), guests=True),
    Page("/s/login/", login, ("GET", "POST"), guests=True),
    Page("/s/login/ForgotPassword", forgot_password, ("GET", "POST"), guests=True),
    Page("/s/login/CheckPasswordResetEmail", check_password_reset_email, guests=True),
    Page("/secur/logout.jsp", logout, guests=True),
)
