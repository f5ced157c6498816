"""Pages out of templates, the headers that go with them, and the notice that the page after a form shows once."""

from typing import Any
from urllib.parse import quote, unquote

from flask import make_response, redirect, render_template, request
from flask.wrappers import Response
from markupsafe import Markup

from mock_org.setup.visit import Visit
from mock_org.web import guard
from mock_org.web.guard import TOKEN_FIELD, form_token, local_path, set_cookie

# Nothing from elsewhere, no scripts; frames only of this org's own pages.
HEADERS = guard.HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
}
FRAMED = {"Content-Security-Policy": HEADERS["Content-Security-Policy"].replace("ancestors 'none'", "ancestors 'self'")}
# The text of Salesforce's page "Insufficient Privileges".
INSUFFICIENT = (
    "You do not have the level of access necessary to perform the operation you requested. Please contact the owner of "
    "the record or your administrator if access is necessary."
)
# The text of Salesforce's page for a form whose token is not that of the session (reported; confidence B).
FORGED = "The page you submitted was invalid for your session. Please go back, reload the page and save again."
NOTICE = "setup_notice"
_LONGEST_NOTICE = 600


def page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page of Setup, with the notice that a form has left for it."""
    notice = unquote(request.cookies.get(NOTICE, ""))[:_LONGEST_NOTICE]
    text = render_template(f"setup/{template}.html", visit=visit, notice=notice, **values)
    response = make_response(text, status)
    if notice:
        response.delete_cookie(NOTICE, httponly=True, samesite="Lax")
    return response


def done(sentence: str, target: str) -> Response:
    """The way on after a form that did its work: to a page of this org, which shows the sentence once.

    target: a path; one that leads elsewhere is not followed.
    """
    response = redirect(local_path(target, "/"), 303)
    set_cookie(response, request, NOTICE, quote(sentence[:_LONGEST_NOTICE], errors="replace"), max_age=30)
    assert isinstance(response, Response)
    return response


def confirmation_token() -> Markup:
    """The hidden input that every form of Setup carries: without it, what the form asks is not done."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN_FIELD, form_token(request, ""))


def insufficient_privileges(visit: Visit) -> Response:
    """For who may not open the page."""
    return refused(visit, "Insufficient Privileges", INSUFFICIENT, 403)


def not_allowed(visit: Visit) -> Response:
    """For a method that the page does not know."""
    return refused(visit, "Not Allowed", f"{request.method} is not allowed here.", 405)


def forged(visit: Visit) -> Response:
    """For a form that another site may have sent."""
    return refused(visit, "Invalid Session", FORGED, 403)


def refused(visit: Visit, heading: str, text: str, status: int) -> Response:
    """The page of a refusal that concerns the whole request."""
    return page(visit, "refused", status, heading=heading, text=text, current=None)
