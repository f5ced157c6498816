"""/servlet/networks/switch: an internal member goes from Lightning to a site (seen in Salesforce's app menu; B)."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from mock_org.auth.login_as import NOT_A_MEMBER
from mock_org.org import Org
from mock_org.schema import to_18
from mock_org.site.arriving import arrival_at
from mock_org.site.rendering import page
from mock_org.site.visit import is_open, member_session, site_at
from mock_org.web.guard import SID, local_path

RULE = "/servlet/networks/switch"


def add_switch(site: Blueprint, org: Org) -> None:
    """Lead to the site whose id the URL names, long or short, or to `startURL` there."""

    def switch() -> ResponseReturnValue:
        """On to the site, for its members; who has no session there is told so."""
        network_id = to_18(request.args.get("networkId", "")) or ""
        row = next(iter(org.system_session().find("Network", Id=network_id)), None)
        place = site_at(org, row["UrlPathPrefix"] or "") if row else None
        session = member_session(org, place, request.cookies.get(SID)) if place else None
        if place is None or session is None or not is_open(place, session, guests=False):
            return page(arrival_at(org, None), "notice", 403, heading="Switch Sites", text=NOT_A_MEMBER)
        target = local_path(request.args.get("startURL"), "")
        return redirect(target if target.startswith(place.url("/")) else place.url("/s/"))

    site.add_url_rule(RULE, "switch", switch, methods=["GET"])
