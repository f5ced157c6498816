"""/secur/frontdoor.jsp: a session of the API becomes a session of the browser. Its URL is a credential."""

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth.bridges import cross
from mock_org.auth.networks import first_live_site
from mock_org.errors import SalesforceError
from mock_org.org import Org, Token
from mock_org.org.oauth import Bridge
from mock_org.site.arriving import arrival_at
from mock_org.site.entrance import attempt, password_page
from mock_org.site.visit import Arrival, Site, site_at
from mock_org.web.guard import SID, local_path, set_cookie

RULES = ("/secur/frontdoor.jsp", "/<prefix>/secur/frontdoor.jsp")


def add_frontdoor(site: Blueprint, org: Org) -> None:
    """Let in who brings `otp` or `sid`, on to `retURL`; without either, to the log-in page."""

    def frontdoor(prefix: str | None = None) -> ResponseReturnValue:
        """Turn a one-time password or the session `sid` into a browser session and go on to `retURL`."""
        site = _site(org, prefix)
        otp = request.values.get("otp")
        bridge = cross(org, otp) if otp else None
        token = _entered(org, bridge) if otp else auth.browser_token(org, request.values.get("sid"))
        if token is None:
            return redirect(f"{site.url('/s/login/')}?ec=302")
        wanted = request.values.get("retURL") or request.values.get("startURL")
        path = local_path(bridge.path if bridge and bridge.path else wanted, site.url("/s/"))
        # Where it leads to instead when the password is over: seen of bridges into real orgs (confidence B).
        response = redirect(password_page(_arrival(org, token.network_id), path) if token.must_change else path)
        set_cookie(response, request, SID, token.session_id)
        return response

    for rule in RULES:
        site.add_url_rule(rule, f"frontdoor{len(rule)}", frontdoor, methods=["GET", "POST"])


def _site(org: Org, prefix: str | None) -> Site:
    """The site of that address, or the first that is Live; where there is none, pages are where one would have them."""
    network = first_live_site(org) if prefix is None else None
    wanted = (network["UrlPathPrefix"] or "" if network else "") if prefix is None else prefix
    return site_at(org, wanted) or Site("", "", quote(wanted), live=True)


def _entered(org: Org, bridge: Bridge | None) -> Token | None:
    """A new session for who crosses the bridge, if he may still enter: external users at a site, others at the org."""
    if bridge is None:
        return None
    network_id = bridge.network_id
    if network_id is None and org.running_user(bridge.user_id).user_type != "Standard":
        live = first_live_site(org)
        network_id = live["Id"] if live else None
    came = attempt(_arrival(org, network_id))
    try:
        entered = auth.may_enter(org, bridge.user_id, replace(came, subtype="OAuth OTP Login"))
    except SalesforceError:
        return None
    return auth.issue(org, bridge.user_id, came.kind, network_id, entered=entered)


def _arrival(org: Org, network_id: str | None) -> Arrival:
    found = org.system_session().find("Network", Id=network_id) if network_id else []
    site = site_at(org, found[0]["UrlPathPrefix"] or "") if found else None
    return Arrival(org, site, None) if site else arrival_at(org, None)
