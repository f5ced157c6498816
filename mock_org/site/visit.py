"""Somebody at an Experience Cloud site: which site, and which running user, if any."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from mock_org import auth
from mock_org.org import Org, Session
from mock_org.org.branding import LWR_TEMPLATES, MANAGES, SERVLETS, SHADOW_TEMPLATE, SiteLook
from mock_org.site.addresses import lwr_path
from mock_org.site.menu import Tab, tabs

_PLAIN = SiteLook()


@dataclass(frozen=True, slots=True)
class Site:
    """A Network as its visitors meet it.

    prefix: of its pages. servlets: that of its log-in servlets, which an LWR site has beside the other.
    live: whether it is open. preview: whether it is under construction. registers: whether people may sign up.
    employees: whether internal users may log in at it.
    """

    id: str
    name: str
    prefix: str
    live: bool
    preview: bool = False
    registers: bool = False
    employees: bool = False
    servlets: str = ""
    look: SiteLook = _PLAIN

    @property
    def lwr(self) -> bool:
        """Whether it is a Lightning Web Runtime site; without an address of its own it has those of an Aura site."""
        return self.look.template in LWR_TEMPLATES and bool(self.prefix)

    @property
    def shadow(self) -> bool:
        """Whether its components have shadow roots."""
        return self.look.template == SHADOW_TEMPLATE

    def url(self, path: str) -> str:
        """The address of a page of this site; `path` is that of an Aura site, and starts with a slash."""
        return (f"/{self.prefix}" if self.prefix else "") + (lwr_path(path) if self.lwr else path)

    def servlet(self, path: str) -> str:
        """The address of a log-in servlet of this site (log out, change password); `path` starts with a slash."""
        return f"/{self.servlets}{path}" if self.lwr else self.url(path)


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

    guest: bool = False

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
    def _described(self) -> dict[str, dict[str, Any]]:
        return {}

    def describe(self, sobject: str) -> dict[str, Any]:
        """The describe of an object for this user, made once a visit."""
        if sobject not in self._described:
            self._described[sobject] = self.session.describe(sobject)
        return self._described[sobject]

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
    """The site whose URL path prefix that is, in any case; an LWR site has two."""
    networks = org.system_session().find("Network") if "Network" in org.schema else []
    asked = prefix.lower().removesuffix(SERVLETS)
    found = [row for row in networks if (row["UrlPathPrefix"] or "").lower().removesuffix(SERVLETS) == asked]
    sites = (_site(org, row) for row in found)
    return next((site for site in sites if prefix.lower() in (site.prefix.lower(), site.servlets.lower())), None)


def member_session(org: Org, site: Site, session_id: str | None) -> Session | None:
    """The session behind a cookie, if it lives and its user may enter this site as a member."""
    # Object Reference, NetworkMember: without a row a user cannot enter, whatever the session; confidence A.
    token = auth.browser_token(org, session_id)
    if token is None or not org.system_session().find("NetworkMember", NetworkId=site.id, MemberId=token.user_id):
        return None
    return org.session(token.user_id)


def guest_visit(arrival: Arrival) -> Visit | None:
    """Somebody who is not logged in, as the site's guest user, where the site is public; nobody sees more by it than
    the guest user's profile and the sharing rules for guests give (Salesforce help, "Public Access"; confidence A).
    """
    system = arrival.org.system_session()
    networks = system.find("Network", Id=arrival.site.id) if arrival.site.look.public else []
    guest = system.guest_of(networks[0]) if networks else None
    return Visit(arrival.org, arrival.site, arrival.org.session(guest), guest=True) if guest else None


def is_open(site: Site, session: Session | None, *, guests: bool) -> bool:
    """Whether a page of the site can be seen: by everybody when it is Live; in Preview by members who may set up sites,
    and the log-in page by all; else by nobody (Object Reference, Network.Status; confidence A, the log-in page: D).
    """
    if site.live or not site.preview:
        return site.live
    return guests if session is None else session.user.has(MANAGES)


def _site(org: Org, row: dict[str, Any]) -> Site:
    look, own = org.system_session().site_look(row), row["UrlPathPrefix"] or ""
    prefix = own.removesuffix(SERVLETS) if look.template in LWR_TEMPLATES else own
    return Site(
        row["Id"],
        row["Name"],
        prefix,
        live=row["Status"] == "Live",
        preview=row["Status"] == "UnderConstruction",
        registers=bool(row["OptionsSelfRegistrationEnabled"] and row["SelfRegProfileId"]),
        employees=bool(row["OptionsAllowInternalUserLogin"]),
        servlets=f"{prefix}{SERVLETS}" if look.template in LWR_TEMPLATES else own,
        look=look,
    )
