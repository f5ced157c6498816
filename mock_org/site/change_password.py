"""The page for a new password: for who changes his own, whose password is over, or who follows a link in a mail."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth.password_links import PARAMETER, user_of_link
from mock_org.auth.passwords import choose_password
from mock_org.errors import SalesforceError
from mock_org.org import Org, Token
from mock_org.site.arriving import arrival_at, login_page
from mock_org.site.entrance import CHANGE_PASSWORD, EXPIRED, FAILED, admitted, attempt
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival
from mock_org.web.guard import SID, is_forged, local_path

MISMATCH = "The passwords don't match."  # confidence D
NO_LINK = "This link is invalid or has expired. Ask for a new one."  # confidence D


def add_change_password(site: Blueprint, org: Org) -> None:
    """The page of the org and of each site."""

    def change_password(prefix: str | None = None) -> ResponseReturnValue:
        """Show the form, or give the user the password that he chose."""
        arrival = arrival_at(org, prefix)
        if request.values.get(PARAMETER):
            return by_link(arrival)
        token = auth.browser_token(org, request.cookies.get(SID), for_password=True)
        if token is None:
            return redirect(login_page(arrival))
        if request.method == "GET":
            return _form(arrival, token)
        return _form(arrival, token, EXPIRED, 403) if is_forged(request) else _change(arrival, token)

    for rule in (CHANGE_PASSWORD, f"/<prefix>{CHANGE_PASSWORD}"):
        site.add_url_rule(rule, f"change-password{len(rule)}", change_password, methods=["GET", "POST"])


def by_link(arrival: Arrival) -> ResponseReturnValue:
    """The same for who has no session but a link: the link is used up when the password is given, not when it opens."""
    link = request.values.get(PARAMETER, "")
    user_id = user_of_link(arrival.org, link)
    if user_id is None:
        return page(arrival, "notice", 404, heading="Reset Your Password", text=NO_LINK)
    if request.method == "GET":
        return _form(arrival, None, link=link)
    if is_forged(request):
        return _form(arrival, None, EXPIRED, 403, link=link)
    try:
        choose_password(arrival.org, user_id, _chosen())
    except SalesforceError as refusal:
        return _form(arrival, None, refusal.message, 400, link=link)
    came = replace(attempt(arrival), subtype="UI Password Reset")
    try:
        entered = auth.may_enter(arrival.org, user_id, came)
    except auth.LoginRefused:
        return page(arrival, "notice", 403, heading="Reset Your Password", text=FAILED)
    return admitted(arrival, entered, _home(arrival))


def _change(arrival: Arrival, token: Token) -> ResponseReturnValue:
    session = arrival.org.session(token.user_id)
    try:
        auth.change_own_password(arrival.org, session, request.form.get("currentpassword", ""), _chosen())
    except SalesforceError as refusal:
        return _form(arrival, token, refusal.message, 400)
    return redirect(_back(arrival))


def _chosen() -> str:
    """The new password.

    Raises INVALID_NEW_PASSWORD when it was typed differently the second time.
    """
    new, again = (request.form.get(name, "") for name in ("newpassword", "confirmpassword"))
    if new != again:
        raise SalesforceError("INVALID_NEW_PASSWORD", MISMATCH)
    return new


def _form(arrival: Arrival, token: Token | None, error: str = "", status: int = 200, link: str = "") -> Response:
    values: dict[str, Any] = {
        "action": arrival.site.servlet(CHANGE_PASSWORD),
        "back": _back(arrival),
        "error": error,
        "link": link,
        "link_field": PARAMETER,
        "asks_current": token is not None,
        "must": token is not None and token.must_change,
    }
    return page(arrival, "change_password", status, **values)


def _back(arrival: Arrival) -> str:
    return local_path(request.values.get("retURL"), _home(arrival))


def _home(arrival: Arrival) -> str:
    return arrival.site.url("/s/") if arrival.site.id else "/"
