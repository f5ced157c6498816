"""The pages "Verify Your Identity": the code from the mail, from a browser that is not known, and the second factor."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth import known_browsers
from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.site.arriving import arrival_at, login_page
from mock_org.site.entrance import AUTHENTICATOR, EXPIRED, PASSKEY, VERIFICATION, WAITING, admitted, know_browser
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival
from mock_org.web.guard import is_forged, local_path

PREFIX = "/_ui/identity/verification"


def add_verification(site: Blueprint, org: Org) -> None:
    """The page of the org and of each site."""

    def verification(prefix: str | None = None, rest: str = "") -> ResponseReturnValue:
        """Ask for the code, or let in who enters it."""
        arrival = arrival_at(org, prefix)
        if not known_browsers.is_waiting(org, request.cookies.get(WAITING, "")):
            return redirect(login_page(arrival))
        if request.method == "GET":
            return _form(arrival)
        return _form(arrival, EXPIRED, 403) if is_forged(request) else _checked(arrival)

    def second_factor() -> ResponseReturnValue:
        """Ask for the second factor. Nobody here has one, so that this page is the end of the way."""
        return page(arrival_at(org, None), "second_factor", passkey=request.path == PASSKEY, back="/")

    for method in (PASSKEY, AUTHENTICATOR):
        site.add_url_rule(method, f"second-factor-{len(method)}", second_factor, methods=["GET"])
    for rule in (f"{PREFIX}/<path:rest>", f"/<prefix>{PREFIX}/<path:rest>"):
        site.add_url_rule(rule, f"verification{len(rule)}", verification, methods=["GET", "POST"])


def _checked(arrival: Arrival) -> ResponseReturnValue:
    org, token = arrival.org, request.cookies.get(WAITING, "")
    try:
        user_id, came, target = known_browsers.check_code(org, token, request.form.get("emc", ""))
        if came.network_id != (arrival.site.id or None):
            return redirect(login_page(arrival))
        entered = auth.may_enter(org, user_id, came)
    except auth.LoginRefused:
        return redirect(login_page(arrival))
    except SalesforceError as refusal:
        return _form(arrival, refusal.message, 400)
    response = admitted(arrival, entered, local_path(target, "/"))
    response.delete_cookie(WAITING, httponly=True, samesite="Lax")
    if request.form.get("rememberDevice"):
        know_browser(response, arrival, user_id)
    return response


def _form(arrival: Arrival, error: str = "", status: int = 200) -> Response:
    return page(arrival, "verification", status, action=arrival.site.servlet(VERIFICATION), error=error)
