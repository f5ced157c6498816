"""The page "Sign Up" of a site where people may register themselves."""

from collections.abc import Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org import auth
from mock_org.auth.passwords import choose_password
from mock_org.errors import SalesforceError
from mock_org.org.registration import Registrant
from mock_org.site.entrance import EXPIRED, admitted, attempt
from mock_org.site.page import Page
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Arrival
from mock_org.web.guard import is_forged

FIELDS = ("firstName", "lastName", "email")
# Texts of the template's own controller (LightningSelfRegisterController in public projects; confidence B).
MISSING = {"lastName": "Last Name is required.", "email": "Email is required."}
NO_MATCH = "The passwords do not match."
_LONGEST = 80


def self_register(arrival: Arrival) -> ResponseReturnValue:
    """The form; with a password the new user is logged in, without one the way to set it comes by mail."""
    if not arrival.site.registers:
        return invalid_page(arrival)
    texts = {name: request.form.get(name, "").strip()[:_LONGEST] for name in FIELDS}
    if request.method == "GET":
        return _form(arrival, texts)
    if is_forged(request):
        return _form(arrival, texts, EXPIRED, 403)
    error = next((text for name, text in MISSING.items() if not texts[name]), None)
    password = request.form.get("password", "")
    if error or password != request.form.get("confirmPassword", ""):
        return _form(arrival, texts, error or NO_MATCH, 400)
    try:
        return _registered(arrival, Registrant(*texts.values()), password)
    except SalesforceError as refusal:
        return _form(arrival, texts, refusal.message, 400)


def _registered(arrival: Arrival, person: Registrant, password: str) -> ResponseReturnValue:
    org = arrival.org
    with org.database.transaction():
        user_id = org.system_session().register(arrival.site.id, person)
        if password:
            choose_password(org, user_id, password)
    if not password:
        return redirect(arrival.site.url("/s/login/CheckPasswordResetEmail"), 303)
    try:
        return admitted(arrival, auth.may_enter(org, user_id, attempt(arrival)), arrival.site.url("/s/"))
    except auth.LoginRefused:  # the user is made; it is only not the hour, or not the place, to come in
        return redirect(arrival.site.url("/s/login/"), 303)


def _form(arrival: Arrival, texts: Mapping[str, str], error: str = "", status: int = 200) -> Response:
    lines = error.split("<br>")
    return page(arrival, "self_register", status, texts=texts, errors=[line for line in lines if line])


PAGES = (Page("/s/login/SelfRegister", self_register, ("GET", "POST"), guests=True),)
