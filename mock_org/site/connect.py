"""/setup/connect: the user of a device types its code and agrees (Salesforce help, "OAuth 2.0 Device Flow")."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org import auth
from mock_org.auth.approvals import approve, check_access
from mock_org.auth.devices import answer, waiting
from mock_org.org import Org
from mock_org.site.app_consent import apps, consent_page, fault, log_in, login_form, visitor
from mock_org.site.arriving import arrival_at
from mock_org.site.entrance import EXPIRED
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival
from mock_org.web.guard import is_forged

RULES = ("/setup/connect", "/<prefix>/setup/connect")
UNKNOWN = "The code isn't valid. Check the code on your device and try again."


def add_connect(site: Blueprint, org: Org) -> None:
    """The page for the codes of devices, at the org and at each site."""

    def connect(prefix: str | None = None) -> ResponseReturnValue:
        """Ask for the code, then for consent."""
        arrival = arrival_at(org, prefix)
        if request.method == "POST" and ("pw" in request.form or "password" in request.form):
            return log_in(arrival, lambda: request.full_path.removesuffix("?"))
        user_id = visitor(arrival)
        if user_id is None:
            return login_form(arrival)
        if request.method == "GET":
            return _form(arrival)
        return _form(arrival, EXPIRED, 403) if is_forged(request) else _typed(arrival, user_id)

    for rule in RULES:
        site.add_url_rule(rule, f"connect{len(rule)}", connect, methods=["GET", "POST"])


def _typed(arrival: Arrival, user_id: str) -> ResponseReturnValue:
    org, user_code = arrival.org, request.form.get("user_code", "")
    code = waiting(org, user_code)
    if code is None:
        return _form(arrival, UNKNOWN)
    device = org.oauth.devices[code]
    try:
        app = apps(org).get(device.client_id)
        check_access(org, app, user_id)
    except auth.OAuthError as error:
        return fault(arrival, error)
    decision = request.form.get("decision")
    if decision is None:
        return consent_page(arrival, app, device.scopes, user_id, user_code)
    if decision != "allow":
        answer(org, code, None)
        return page(arrival, "notice", heading="Not connected", text="You denied access to the device.")
    approve(org, app, user_id, device.scopes)
    answer(org, code, user_id, arrival.site.id or None)
    return page(arrival, "notice", heading="You're connected", text="Go back to your device.")


def _form(arrival: Arrival, error: str = "", status: int = 200) -> Response:
    user_code = request.values.get("user_code", "")
    return page(arrival, "connect", status, action=request.path, user_code=user_code, error=error)
