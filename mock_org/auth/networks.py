"""The Experience Cloud sites of an org, as places to log in."""

from collections.abc import Mapping
from typing import Any

from mock_org.org import Org
from mock_org.org.branding import SERVLETS

LIVE = "Live"


def site_by_prefix(org: Org, prefix: str) -> dict[str, Any] | None:
    """The Network with that URL path prefix, in any case, or None; an LWR site is known by that of its pages, too."""
    if "Network" not in org.schema:
        return None
    found = org.system_session().find("Network", UrlPathPrefix=(prefix, f"{prefix}{SERVLETS}"))
    return found[0] if found else None


def first_live_site(org: Org) -> dict[str, Any] | None:
    """The Live site whose name comes first, or None."""
    if "Network" not in org.schema:
        return None
    live = org.system_session().find("Network", Status=LIVE)
    return min(live, key=lambda network: str(network["Name"]).casefold(), default=None)


def site_for(org: Org, user: Mapping[str, Any]) -> dict[str, Any] | None:
    """The Live site that an external user enters: of those he is a member of the one whose name comes first."""
    if user["UserType"] == "Standard" or "Network" not in org.schema:
        return None
    system = org.system_session()
    entered = {row["NetworkId"] for row in system.find("NetworkMember", MemberId=user["Id"])}
    live = [network for network in system.find("Network", Status=LIVE) if network["Id"] in entered]
    return min(live, key=lambda network: str(network["Name"]).casefold(), default=None)


def site_url(base_url: str, network: dict[str, Any]) -> str:
    """The address that a partner types."""
    prefix = network["UrlPathPrefix"]
    return f"{base_url}/{prefix}" if prefix else base_url
