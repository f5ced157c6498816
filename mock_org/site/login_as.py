"""/servlet/servlet.su: an administrator logs in as another user. Its parameters are those of Salesforce's own links."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from mock_org import auth
from mock_org.auth.login_as import log_in_as
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.schema import to_18
from mock_org.site.arriving import arrival_at
from mock_org.site.rendering import page
from mock_org.site.visit import site_at
from mock_org.web.guard import SID, local_path, set_cookie

RULE = "/servlet/servlet.su"
HOME = "/lightning/setup/SetupOneHome/home"


def add_login_as(site: Blueprint, org: Org) -> None:
    """Give an administrator the session of the user whom the URL names."""

    def servlet_su() -> ResponseReturnValue:
        """As a user of a site: sunetworkid and sunetworkuserid; as an internal one: suorgadminid, then targetURL.

        retURL is where logging out leads back to.
        """
        token = auth.browser_token(org, request.cookies.get(SID))
        if token is None or request.headers.get("Sec-Fetch-Site") == "cross-site":
            return redirect("/?ec=302")
        back = local_path(request.args.get("retURL"), HOME)
        network_id, user_id = to_18(request.args.get("sunetworkid", "")), _asked("sunetworkuserid", "suorgadminid")
        try:
            if to_18(request.args.get("oid", "")) != organization_id(org) or user_id is None:
                raise SalesforceError("INSUFFICIENT_ACCESS", "The link names no user of this organization.")
            issued = log_in_as(org, token, user_id, network_id, back)
        except SalesforceError as refusal:
            return page(arrival_at(org, None), "notice", refusal.status, heading="Login As", text=refusal.message)
        response = redirect(_target(org, issued.network_id))
        assert isinstance(response, Response)
        set_cookie(response, request, SID, issued.session_id)
        return response

    site.add_url_rule(RULE, "login-as", servlet_su, methods=["GET"])


def _asked(*names: str) -> str | None:
    return next((to_18(request.args[name]) for name in names if request.args.get(name)), None)


def _target(org: Org, network_id: str | None) -> str:
    if network_id is None:
        return local_path(request.args.get("targetURL"), HOME)
    site = site_at(org, org.system_session().find("Network", Id=network_id)[0]["UrlPathPrefix"] or "")
    return site.url("/s/") if site else HOME
