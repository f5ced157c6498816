"""Into the site and out of it: log in, forgot password, log out."""

from urllib.parse import urlencode

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth.password_links import PARAMETER, forgotten
from mock_org.site.arriving import must_change_password
from mock_org.site.change_password import by_link
from mock_org.site.entrance import EXPIRED, FAILED, credentials, enter_by_password, password_page
from mock_org.site.page import Page
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Arrival
from mock_org.web.guard import comes_from_elsewhere, is_forged, local_path
from mock_org.web.leaving import leave


def login(arrival: Arrival) -> ResponseReturnValue:
    """The log-in page of a site; with the parameter of a link from a mail, the page for a new password."""
    home = arrival.site.url("/s/")
    target = local_path(request.values.get("startURL"), home)
    if request.values.get(PARAMETER):
        return by_link(arrival)
    if request.method == "GET":
        if must_change_password(arrival.org):
            return redirect(password_page(arrival, target))
        return redirect(target) if arrival.session else _form(arrival, target)
    if comes_from_elsewhere(request):
        return _form(arrival, target, EXPIRED, 403)
    try:
        return enter_by_password(arrival, target)
    except auth.LoginRefused:
        return _form(arrival, target, FAILED)


def forgot_password(arrival: Arrival) -> ResponseReturnValue:
    """The page "Forgot your password?"; what it answers does not depend on whether there is such a user."""
    if request.method == "GET":
        return page(arrival, "forgot_password")
    if is_forged(request):
        return page(arrival, "forgot_password", 403, error=EXPIRED)
    forgotten(arrival.org, request.form.get("username", ""), arrival.site.id)
    return redirect(arrival.site.url("/s/login/CheckPasswordResetEmail"))


def check_password_reset_email(arrival: Arrival) -> ResponseReturnValue:
    """The notice after a password reset was asked for."""
    return page(arrival, "check_password_reset_email")


def logout(arrival: Arrival) -> ResponseReturnValue:
    """End the session and go back to the log-in page."""
    return leave(arrival.org, arrival.site.url("/s/login/"))


def error(arrival: Arrival) -> ResponseReturnValue:
    """What somebody gets who cannot log in for another reason than the credentials."""
    return invalid_page(arrival)


def login_url(arrival: Arrival, start: str) -> str:
    """Where a guest is sent who asked for a page of members, and how they get back."""
    return f"{arrival.site.url('/s/login/')}?{urlencode({'ec': '302', 'startURL': start})}"


def _form(arrival: Arrival, target: str, error: str = "", status: int = 200) -> Response:
    return page(arrival, "login", status, start_url=target, error=error, username=credentials()[0])


PAGES = (
    Page("/login", login, ("GET", "POST"), guests=True),
    Page("/s/login/", login, ("GET", "POST"), guests=True),
    Page("/s/login/ForgotPassword", forgot_password, ("GET", "POST"), guests=True),
    Page("/s/login/CheckPasswordResetEmail", check_password_reset_email, guests=True),
    Page("/s/login/error", error, guests=True),
    Page("/secur/logout.jsp", logout, guests=True),
)
