"""Pages out of templates: what every page knows, and how values of records are made safe to print."""

import unicodedata
from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org.site.guard import BROWSER_ID, TOKEN_FIELD, form_token, new_browser_id, set_cookie
from mock_org.site.visit import Arrival, Visit

_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI", "AN"})


def page(arrival: Arrival, template: str, status: int = 200, **values: Any) -> Response:
    """A page of the site, with its form token; a browser without an identity gets one."""
    fresh = new_browser_id()
    text = render_template(
        f"site/{template}.html",
        site=arrival.site,
        visit=arrival if isinstance(arrival, Visit) else None,
        token_field=TOKEN_FIELD,
        token=form_token(request, fresh),
        **values,
    )
    response = make_response(text, status)
    if BROWSER_ID not in request.cookies:
        set_cookie(response, request, BROWSER_ID, fresh, max_age=365 * 86400)
    return response


def invalid_page(arrival: Arrival) -> ResponseReturnValue:
    """The one answer for what is not there and for what is not for this user: it must not tell which."""
    return page(
        arrival,
        "error",
        404,
        heading="Invalid Page",
        text="You don't have access to this record. Ask your administrator for help or to request access.",
    )


def refused_page(arrival: Arrival, text: str, status: int) -> ResponseReturnValue:
    """The page of a refusal that concerns the whole request."""
    return page(arrival, "error", status, heading="We hit a snag.", text=text)


def printable(value: object) -> str:
    """The text as HTML can carry it: without NUL and lone surrogates."""
    return str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def isolated(value: object) -> str:
    """The text for a title or an attribute, where no <bdi> can go: right-to-left text is fenced in by isolates."""
    text = printable(value)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return f"\u2068{text}\u2069"
    return text
