"""The Experience Cloud site: the partner portal, on the same store and the same sharing as the API."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.site import (
    access_review,
    branding,
    error,
    feed,
    form,
    home,
    lead_inbox,
    list,
    login,
    lookup,
    profile,
    record,
    record_delete,
    registration,
    related_list,
    search,
    upload,
)
from mock_org.site.addresses import AURA, add_lwr_pages, below_prefix
from mock_org.site.authorize import add_authorize
from mock_org.site.change_password import add_change_password
from mock_org.site.classic_portal import add_classic_portal
from mock_org.site.connect import add_connect
from mock_org.site.frontdoor import add_frontdoor
from mock_org.site.login_as import add_login_as
from mock_org.site.org_login import add_org_login
from mock_org.site.page import Page
from mock_org.site.policy import SITE_HEADERS
from mock_org.site.rendering import invalid_page, refused_page
from mock_org.site.scripts import add_scripts
from mock_org.site.switch import add_switch
from mock_org.site.verification import add_verification
from mock_org.site.visit import Arrival, Visit, guest_visit, is_open, member_session, site_at
from mock_org.web.banner import acting_as
from mock_org.web.guard import SID
from mock_org.web.text import isolated, printable

# The table of contents: each page of a site, under every Network's URL path prefix.
PAGES: tuple[Page, ...] = (
    *login.PAGES,
    *home.PAGES,
    *lead_inbox.PAGES,
    *list.PAGES,
    *search.PAGES,
    *related_list.PAGES,
    *profile.PAGES,
    *record_delete.PAGES,
    *record.PAGES,
    *form.PAGES,
    *lookup.PAGES,
    *upload.PAGES,
    *feed.PAGES,
    *branding.PAGES,
    *registration.PAGES,
    *access_review.PAGES,
    *error.PAGES,
)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def create_site(org: Org) -> Blueprint:
    """The pages of all sites of an org."""
    site = Blueprint(
        "site", __name__, template_folder="templates", static_folder="static", static_url_path="/sfsites/static"
    )
    site.add_app_template_filter(printable)
    site.add_app_template_filter(isolated)
    site.after_request(_with_headers)
    add_scripts(site)
    add_org_login(site, org)
    add_classic_portal(site, org)
    add_frontdoor(site, org)
    add_authorize(site, org)
    add_connect(site, org)
    add_change_password(site, org)
    add_verification(site, org)
    add_login_as(site, org)
    add_switch(site, org)
    site.context_processor(lambda: {"acting_as": acting_as(org)})
    views = [(page, _entered(org, page)) for page in PAGES]
    for number, (page, view) in enumerate(views):
        endpoint = f"{page.view.__module__.rpartition('.')[2]}-{page.view.__name__}-{number}"
        for rule in (f"/<prefix>{page.rule}", page.rule):
            site.add_url_rule(rule, endpoint + ("" if "<prefix>" in rule else "-root"), view, methods=_METHODS)
    add_lwr_pages(site, views, _METHODS)
    return site


def _entered(org: Org, page: Page) -> Callable[..., ResponseReturnValue]:
    """The view behind the door: which site is it, may the page be seen there, and by whom."""

    def view(prefix: str = "", *, lwr: bool = False, **parts: Any) -> ResponseReturnValue:
        site = site_at(org, prefix)
        if site is None or site.lwr != (lwr or (site.lwr and not page.rule.startswith(AURA))):
            abort(404)
        session = member_session(org, site, request.cookies.get(SID))
        arrival = Visit(org, site, session) if session else Arrival(org, site, None)
        if request.method not in (*page.methods, "HEAD"):
            return refused_page(arrival, f"{request.method} is not allowed here.", MethodNotAllowed.code)
        if site.lwr and prefix.lower() != site.prefix.lower() and not page.servlet:
            return redirect(f"/{site.prefix}{below_prefix(request.full_path)}")
        return _answer(page, arrival, parts)

    return view


def _answer(page: Page, arrival: Arrival, parts: Mapping[str, Any]) -> ResponseReturnValue:
    """The page, or what stands in for it: the site is closed, log in first, a refusal."""
    if page.plain:
        return page.view(arrival, **parts)
    if not is_open(arrival.site, arrival.session, guests=page.guests):
        return error.service_not_available(arrival)
    if page.public and arrival.session is None:
        arrival = guest_visit(arrival) or arrival
    if not page.guests and not isinstance(arrival, Visit):
        return redirect(login.login_url(arrival, request.full_path.removesuffix("?")))
    try:
        return page.view(arrival, **parts)
    except SalesforceError as refusal:
        return refused_page(arrival, refusal.message, refusal.status)


def _with_headers(response: Response) -> Response:
    for name, value in SITE_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "site.static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


__all__ = ["PAGES", "create_site", "invalid_page"]
