"""The log-in page of the org itself, for internal users: / of its My Domain, with "Forgot Your Password?"."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mock_org.auth.password_links import PARAMETER, forgotten
from mock_org.org import Org
from mock_org.site.app_consent import log_in, login_form, visitor
from mock_org.site.arriving import arrival_at, must_change_password
from mock_org.site.change_password import by_link
from mock_org.site.entrance import EXPIRED, password_page
from mock_org.site.login import login
from mock_org.site.rendering import page
from mock_org.site.visit import Arrival, Visit, member_session, site_at
from mock_org.web.guard import SID, is_forged, local_path

# Where a log-in ends that wanted nothing else.
HOME = "/lightning/setup/SetupOneHome/home"
FORGOT = "/secur/forgotpassword.jsp"


def add_org_login(site: Blueprint, org: Org) -> None:
    """Let in internal users, on to `startURL`."""

    def org_login() -> ResponseReturnValue:
        """Show the form, or answer it with a browser session."""
        arrival = arrival_at(org, None)
        target = local_path(request.args.get("startURL"), HOME)
        if request.method == "POST":
            return log_in(arrival, lambda: target)
        if must_change_password(org):
            return redirect(password_page(arrival, target))
        return redirect(target) if visitor(arrival) else login_form(arrival)

    def link() -> ResponseReturnValue:
        """Where links from mails lead to: the page for a new password; at a site without a path, its log-in page."""
        root = site_at(org, "")
        if root is not None:
            session = member_session(org, root, request.cookies.get(SID))
            return login(Visit(org, root, session) if session else Arrival(org, root, None))
        return by_link(arrival_at(org, None)) if request.values.get(PARAMETER) else redirect("/")

    def forgot() -> ResponseReturnValue:
        """The page "Forgot your password?"; what it answers does not depend on whether there is such a user."""
        return _forgot(org)

    site.add_url_rule("/", "org-login", org_login, methods=["GET", "POST"])
    site.add_url_rule("/login", "org-link", link, methods=["GET", "POST"])
    site.add_url_rule(FORGOT, "org-forgot", forgot, methods=["GET", "POST"])


def _forgot(org: Org) -> ResponseReturnValue:
    arrival = arrival_at(org, None)
    if request.method == "GET":
        return page(arrival, "forgot_password", action=FORGOT, back="/")
    if is_forged(request):
        return page(arrival, "forgot_password", 403, error=EXPIRED, action=FORGOT, back="/")
    forgotten(org, request.form.get("username", ""), None)
    return page(arrival, "check_password_reset_email", back="/")
