"""Pages out of templates, and the headers that go with them."""

from typing import Any

from flask import make_response, render_template
from flask.wrappers import Response

from mock_org.setup.visit import Visit

# Nothing from elsewhere, no scripts, in no frame.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# The text of Salesforce's page "Insufficient Privileges".
INSUFFICIENT = (
    "You do not have the level of access necessary to perform the operation you requested. Please contact the owner of "
    "the record or your administrator if access is necessary."
)


def page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page of Setup."""
    return make_response(render_template(f"setup/{template}.html", visit=visit, **values), status)


def insufficient_privileges(visit: Visit) -> Response:
    """For who may not open the page."""
    return page(visit, "insufficient", 403, text=INSUFFICIENT, current=None)


def printable(value: object) -> str:
    """The text as HTML can carry it: without NUL and lone surrogates."""
    return str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode()
