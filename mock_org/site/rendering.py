"""Pages out of templates: what every page knows."""

from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org.site.component import components
from mock_org.site.menu import MENU_LENGTH
from mock_org.site.visit import Arrival, Visit
from mock_org.web.guard import BROWSER_ID, TOKEN_FIELD, form_token, new_browser_id, set_cookie


def page(arrival: Arrival, template: str, status: int = 200, **values: Any) -> Response:
    """A page of the site, with its form token; a browser without an identity gets one."""
    fresh = new_browser_id()
    text = render_template(
        f"site/{template}.html",
        site=arrival.site,
        visit=arrival if isinstance(arrival, Visit) else None,
        menu_length=MENU_LENGTH[arrival.site.shadow],
        component=components(shadow=arrival.site.shadow),
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
        bare=True,
        text="You don't have access to this record. Ask your administrator for help or to request access.",
    )


def refused_page(arrival: Arrival, text: str, status: int) -> ResponseReturnValue:
    """The page of a refusal that concerns the whole request."""
    return page(arrival, "error", status, heading="We hit a snag.", text=text)
