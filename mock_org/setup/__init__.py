"""Setup: pages for the org's administrators, beginning with who sees what and why."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.org import Org
from mock_org.setup import home, record_access, sharing_settings
from mock_org.setup.page import Page
from mock_org.setup.rendering import HEADERS, insufficient_privileges, printable
from mock_org.setup.visit import SID, visit_of

# The table of contents: each page of Setup, in the order of its menu.
PAGES: tuple[Page, ...] = (*home.PAGES, *record_access.PAGES, *sharing_settings.PAGES)
LOG_OUT = "/lightning/setup/logout"
STATIC = "/lightning/setup/static"


def create_setup(org: Org) -> Blueprint:
    """The pages of Setup of an org."""
    setup = Blueprint("setup", __name__, template_folder="templates", static_folder="static", static_url_path=STATIC)
    setup.add_app_template_filter(printable, "setup_printable")
    setup.after_request(_with_headers)
    setup.context_processor(lambda: {"pages": PAGES, "log_out": LOG_OUT, "current": request.path})
    for page in PAGES:
        setup.add_url_rule(page.rule, page.view.__name__, _entered(org, page))
    setup.add_url_rule(LOG_OUT, "log_out", _leaving(org))
    return setup


def _entered(org: Org, page: Page) -> Callable[..., ResponseReturnValue]:
    """The view behind the door: who is asking, may they. Guests go to the org's log-in page."""

    def view(**parts: Any) -> ResponseReturnValue:
        visit = visit_of(org)
        if visit is None:
            return redirect(f"/?{urlencode({'ec': '302', 'startURL': request.full_path.removesuffix('?')})}")
        if not visit.may(page.permissions):
            return insufficient_privileges(visit)
        return page.view(visit, **parts)

    return view


def _leaving(org: Org) -> Callable[[], ResponseReturnValue]:
    def log_out() -> ResponseReturnValue:
        """End the session and go to the log-in page."""
        auth.end(org, request.cookies.get(SID))
        response = redirect("/")
        response.delete_cookie(SID, httponly=True, samesite="Lax")
        return response

    return log_out


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "setup.static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


__all__ = ["PAGES", "create_setup"]
