"""Somebody at an Experience Cloud site: which site, and which running user, if any."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from mock_org import auth
from mock_org.org import Org, Session
from mock_org.site.menu import Tab, tabs


@dataclass(frozen=True, slots=True)
class Site:
    """A Network as its visitors meet it."""

    id: str
    name: str
    prefix: str
    live: bool

    def url(self, path: str) -> str:
        """The address of a page of this site; `path` starts with a slash."""
        return (f"/{self.prefix}" if self.prefix else "") + path


@dataclass(frozen=True)
class Arrival:
    """A request to a site, by a guest or by a member."""

    org: Org
    site: Site
    session: Session | None


@dataclass(frozen=True)
class Visit(Arrival):
    """A request by somebody who is logged in."""

    session: Session

    @property
    def time_zone(self) -> ZoneInfo:
        """The time zone that this user reads times in."""
        return ZoneInfo(str(self.session.user.time_zone))

    @cached_property
    def objects(self) -> dict[str, dict[str, Any]]:
        """The global describe of this user, by API name: an object that is not in it does not exist here."""
        entries = self.session.describe_global()["sobjects"]
        return {entry["name"]: entry for entry in entries if entry["queryable"]}

    @cached_property
    def menu(self) -> list[Tab]:
        """The tabs of the navigation menu."""
        return tabs(self.objects.values())

    def tab(self, sobject: str) -> Tab | None:
        """The tab of an object, by its API name."""
        return next((tab for tab in self.menu if tab.sobject == sobject), None)

    def tab_of(self, record_id: str) -> Tab | None:
        """The tab of the object that a record id belongs to, by its key prefix."""
        prefixes = {self.objects[tab.sobject]["keyPrefix"]: tab for tab in self.menu}
        return prefixes.get(record_id[:3])


def site_at(org: Org, prefix: str) -> Site | None:
    """The site whose URL path prefix that is, in any case."""
    networks = org.system_session().find("Network") if "Network" in org.schema else []
    return next((_site(row) for row in networks if (row["UrlPathPrefix"] or "").lower() == prefix.lower()), None)


def member_session(org: Org, site: Site, session_id: str | None) -> Session | None:
    """The session behind a cookie, if it lives and its user may enter this site as a member."""
    # Object Reference, NetworkMember: without a row a user cannot enter, whatever the session; confidence A.
    token = auth.browser_token(org, session_id)
    if token is None or not org.system_session().find("NetworkMember", NetworkId=site.id, MemberId=token.user_id):
        return None
    return org.session(token.user_id)


def _site(row: dict[str, Any]) -> Site:
    return Site(row["Id"], row["Name"], row["UrlPathPrefix"] or "", live=row["Status"] == "Live")
