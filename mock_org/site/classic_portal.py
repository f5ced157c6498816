"""The log-in page of the Classic partner portal, and the page behind it. The portal's own pages are not drawn here."""

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth import classic_portal
from mock_org.auth.tokens import organization_id
from mock_org.org import Org
from mock_org.site.arriving import arrival_at
from mock_org.site.entrance import EXPIRED, FAILED, attempt, credentials, password_page
from mock_org.site.rendering import page
from mock_org.web.guard import SID, comes_from_elsewhere, set_cookie

# As links to real portals have it: with orgId and portalId (confidence B).
LOG_IN = "/secur/login_portal.jsp"


def add_classic_portal(site: Blueprint, org: Org) -> None:
    """Let in users of legacy partner licences as long as the org has the portal."""

    def portal_login() -> ResponseReturnValue:
        """Show the form, or who is logged in; answer the form with a browser session."""
        if not org.settings.classic_partner_portal or not _is_meant(org):
            abort(404)
        if request.method == "GET":
            return _inside(org) or _form(org)
        if comes_from_elsewhere(request):
            return _form(org, EXPIRED, 403)
        try:
            entered = auth.log_in(org, *credentials(), _attempt(org))
        except auth.LoginRefused:
            return _form(org, FAILED)
        token = auth.issue(org, entered.user_id, classic_portal.KIND, entered=entered)
        target = _address(org)
        response = redirect(password_page(arrival_at(org, None), target) if token.must_change else target)
        set_cookie(response, request, SID, token.session_id)
        return response

    site.add_url_rule(LOG_IN, "portal-login", portal_login, methods=["GET", "POST"])


def _inside(org: Org) -> ResponseReturnValue | None:
    """The page of somebody who is logged in at the portal."""
    token = auth.browser_token(org, request.cookies.get(SID))
    if token is None or token.kind != classic_portal.KIND:
        return None
    who = org.running_user(token.user_id).name
    text = f"{who} is logged in. The pages of the Classic portal are not drawn here."
    return page(arrival_at(org, None), "notice", heading="Partner Portal", text=text)


def _is_meant(org: Org) -> bool:
    """Whether the ids of the address are those of the org and of its portal; 15 characters are enough."""
    wanted = {"orgId": organization_id(org), "portalId": classic_portal.PORTAL_ID}
    return all(request.args.get(name, "")[:15] in ("", value[:15]) for name, value in wanted.items())


def _address(org: Org) -> str:
    ids = {"orgId": organization_id(org)[:15], "portalId": classic_portal.PORTAL_ID[:15]}
    return f"{LOG_IN}?{urlencode(ids)}"


def _attempt(org: Org) -> auth.Attempt:
    seen = attempt(arrival_at(org, None))
    return auth.Attempt(
        classic_portal.KIND,
        source_ip=seen.source_ip,
        browser=seen.browser,
        url=request.host + LOG_IN,
        subtype=seen.subtype,
        known=seen.known,
    )


def _form(org: Org, error: str = "", status: int = 200) -> ResponseReturnValue:
    values = {"action": _address(org), "start_url": "", "username": credentials()[0], "error": error}
    return page(arrival_at(org, None), "login", status, **values)
