"""/secur/frontdoor.jsp: a session of the API becomes a session of the browser. Its URL is a credential."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth.networks import first_live_site, site_url
from mock_org.org import Org
from mock_org.site.guard import local_path, set_cookie
from mock_org.site.visit import SID

RULES = ("/secur/frontdoor.jsp", "/<prefix>/secur/frontdoor.jsp")


def add_frontdoor(site: Blueprint, org: Org) -> None:
    """Let in who brings `sid`, on to `retURL`; without a live session, to the log-in page."""

    def frontdoor(prefix: str | None = None) -> ResponseReturnValue:
        """Turn the session `sid` into a browser session and go on to `retURL`."""
        token = auth.live_token(org, request.values.get("sid"))
        network = first_live_site(org)
        home = site_url("", network) if network else ""
        if prefix is not None:
            home = f"/{prefix}"
        if token is None:
            return redirect(f"{home}/s/login/?ec=302")
        response = redirect(local_path(request.values.get("retURL") or request.values.get("startURL"), f"{home}/s/"))
        set_cookie(response, request, SID, token.session_id)
        return response

    for rule in RULES:
        site.add_url_rule(rule, f"frontdoor{len(rule)}", frontdoor, methods=["GET", "POST"])
