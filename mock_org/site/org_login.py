"""The log-in page of the org itself, for internal users: / of its My Domain."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mock_org.org import Org
from mock_org.site.app_consent import arrival_at, log_in, login_form, visitor
from mock_org.web.guard import local_path

# Where a log-in ends that wanted nothing else.
HOME = "/lightning/setup/SetupOneHome/home"


def add_org_login(site: Blueprint, org: Org) -> None:
    """Let in internal users, on to `startURL`."""

    def org_login() -> ResponseReturnValue:
        """Show the form, or answer it with a browser session."""
        arrival = arrival_at(org, None)
        target = local_path(request.args.get("startURL"), HOME)
        if request.method == "POST":
            return log_in(arrival, lambda: target)
        return redirect(target) if visitor(arrival) else login_form(arrival)

    site.add_url_rule("/", "org-login", org_login, methods=["GET", "POST"])
