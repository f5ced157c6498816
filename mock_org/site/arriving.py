"""Requests to pages of the org or of a site: where somebody is, and whether only a new password opens more."""

from flask import abort, request

from mock_org import auth
from mock_org.org import Org
from mock_org.site.visit import Arrival, Site, site_at
from mock_org.web.guard import SID


def arrival_at(org: Org, prefix: str | None) -> Arrival:
    """A request to the org itself, or to the site with that prefix; one that is offline is not there."""
    if prefix is None:
        name = str(org.system_session().find("Organization")[0]["Name"])
        return Arrival(org, Site("", name, "", live=True), None)
    site = site_at(org, prefix)
    if site is None or not (site.live or site.preview):
        abort(404)
    return Arrival(org, site, None)


def must_change_password(org: Org) -> bool:
    """Whether this browser's session only opens the page for a new password."""
    token = auth.browser_token(org, request.cookies.get(SID), for_password=True)
    return token is not None and token.must_change


def login_page(arrival: Arrival) -> str:
    """The log-in page of the site, or of the org."""
    return arrival.site.url("/s/login/") if arrival.site.id else "/"
