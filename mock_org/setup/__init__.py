"""Setup: pages for the org's administrators, beginning with who sees what and why."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.setup import (
    access_reviews,
    account,
    accounts,
    any_record,
    company_information,
    contact,
    dormant_users,
    experience_settings,
    home,
    login_history,
    orphaned_users,
    outbox,
    partner_tiers,
    password_policies,
    record_access,
    roles,
    scheduled_jobs,
    session_management,
    sharing_settings,
    site_administration,
    sites,
    user,
    user_form,
    user_frame,
    users,
)
from mock_org.setup.page import Page
from mock_org.setup.rendering import (
    FRAMED,
    HEADERS,
    confirmation_token,
    forged,
    insufficient_privileges,
    not_allowed,
    refused,
)
from mock_org.setup.visit import Visit, visit_of
from mock_org.web.banner import acting_as
from mock_org.web.guard import is_forged
from mock_org.web.leaving import leave
from mock_org.web.moments import readable_datetime
from mock_org.web.text import isolated, printable

# The table of contents: each page of Setup, in the order of its menu.
PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *accounts.PAGES,
    *account.PAGES,
    *any_record.PAGES,
    *contact.PAGES,
    *users.PAGES,
    *user_frame.PAGES,
    *user_form.PAGES,
    *partner_tiers.PAGES,
    *access_reviews.PAGES,
    *dormant_users.PAGES,
    *orphaned_users.PAGES,
    *user.PAGES,
    *login_history.PAGES,
    *session_management.PAGES,
    *password_policies.PAGES,
    *roles.PAGES,
    *sites.PAGES,
    *site_administration.PAGES,
    *experience_settings.PAGES,
    *outbox.PAGES,
    *company_information.PAGES,
    *record_access.PAGES,
    *sharing_settings.PAGES,
    *scheduled_jobs.PAGES,
)
LOG_OUT = "/lightning/setup/logout"
STATIC = "/lightning/setup/static"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def create_setup(org: Org, *, as_sandbox: bool = False) -> Blueprint:
    """The pages of Setup of an org; of a sandbox, those that Salesforce has."""
    pages = [page for page in PAGES if not (as_sandbox and page.mock_only)]
    setup = Blueprint("setup", __name__, template_folder="templates", static_folder="static", static_url_path=STATIC)
    setup.add_app_template_filter(printable, "setup_printable")
    setup.add_app_template_filter(isolated, "setup_isolated")
    setup.after_request(_with_headers)
    setup.add_app_template_filter(readable_datetime, "readable_datetime")
    known = {"pages": pages, "log_out": LOG_OUT, "confirmation_token": confirmation_token}
    setup.context_processor(lambda: known | {"current": request.path, "acting_as": acting_as(org)})
    for page in pages:
        endpoint = f"{page.view.__module__.rpartition('.')[2]}-{page.view.__name__}"
        setup.add_url_rule(page.rule, endpoint, _entered(org, page), methods=_METHODS)
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
        if request.method not in (*page.methods, "HEAD"):
            return not_allowed(visit)
        if request.method == "POST" and is_forged(request):
            return forged(visit)
        response = make_response(_answer(visit, page, parts))
        response.headers.update(FRAMED if page.framed else {})
        return response

    return view


def _answer(visit: Visit, page: Page, parts: dict[str, Any]) -> ResponseReturnValue:
    try:
        return page.view(visit, **parts)
    except SalesforceError as refusal:
        return refused(visit, "We hit a snag.", refusal.message, refusal.status)


def _leaving(org: Org) -> Callable[[], ResponseReturnValue]:
    def log_out() -> ResponseReturnValue:
        """End the session and go to the log-in page."""
        return leave(org, "/")

    return log_out


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "setup.static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


__all__ = ["PAGES", "create_setup"]
