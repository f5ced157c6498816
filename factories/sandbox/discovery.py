"""What a run has to know of an org and nobody should have to type: asked of the org by REST, never built from parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from factories.answers import refusals
from factories.org import OrgClient
from factories.record import Record
from factories.soql import text_literal

OLDEST, NEWEST = 60.0, 67.0
"""API versions that the harness is tried with."""
PARTNER_LICENSES = ("PID_Partner_Community", "PID_Partner_Community_Login")
"""UserLicense.LicenseDefinitionKey (Object Reference; confidence A)."""
STANDARD_PROFILES = ("Partner Community User", "Partner Community Login User")
"""They ship with the licences, and their users cannot log in unless a setting says so (release note, Spring '21)."""
PARTNER = "PowerPartner"


class NotFound(Exception):
    """The org has not got what a run needs, or has several of it; the text says which setting chooses."""


@dataclass(frozen=True)
class Site:
    """An Experience Cloud site. url: the address that a partner types; token_base: what OAuth lies below."""

    id: str
    name: str
    status: str
    url: str
    token_base: str
    prefix: str

    @property
    def live(self) -> bool:
        """Whether members get in."""
        return self.status == "Live"

    def answers_to(self, wanted: str) -> bool:
        """Whether somebody means this one, by its name, its prefix or an address of it."""
        address = wanted.rstrip("/").removesuffix("/login").removesuffix("/s").lower()
        return wanted.casefold() in (self.name.casefold(), self.prefix.casefold()) or address == self.url.lower()


def newest_version(http: requests.Session, url: str) -> str:
    """The newest API version that the org and the harness both know.

    Raises NotFound where there is none, or nothing of Salesforce's answers there; Unreachable.
    """
    with refusals():
        answer = http.get(f"{url}/services/data/")
    try:
        versions = [float(each["version"]) for each in answer.json()] if answer.ok else []
    except (ValueError, KeyError, TypeError):
        versions = []
    if not versions:
        raise NotFound(
            f"{url}/services/data/ answers {answer.status_code}, and no list of API versions: is this an org?"
        )
    known = [each for each in versions if OLDEST <= each <= NEWEST]
    if not known:
        raise NotFound(
            f"{url} knows the API versions {min(versions)} to {max(versions)}, the harness {OLDEST} to {NEWEST}"
        )
    return str(max(known))


def sites(org: OrgClient) -> list[Site]:
    """All sites that this user is told of (Connect REST API, communities)."""
    return [_site(each) for each in org.rest("GET", "connect/communities")["communities"]]


def the_site(found: Sequence[Site], wanted: str | None) -> Site:
    """The one that is meant by name or address; the only live one where nothing is said.

    Raises NotFound, which tells what there is.
    """
    there = ", ".join(f'"{each.name}" ({each.status}, {each.url})' for each in found) or "none"
    chosen = [each for each in found if (each.answers_to(wanted) if wanted else each.live)]
    if len(chosen) == 1:
        return chosen[0]
    if wanted:
        raise NotFound(f"no site of the name or address {wanted!r}; there are {there}: MOCK_ORG_SANDBOX_SITE")
    if chosen:
        raise NotFound(f"several sites are live, and MOCK_ORG_SANDBOX_SITE has to choose one of them: {there}")
    raise NotFound(f"no site is live; there are {there}: Setup > Digital Experiences > All Sites > Workspaces")


def partner_profiles(org: OrgClient) -> list[Record]:
    """Profiles of partner licences, with UserLicense.LicenseDefinitionKey; the standard ones as well."""
    keys = ", ".join(map(text_literal, PARTNER_LICENSES))
    return org.query(
        "SELECT Id, Name, UserLicense.Name, UserLicense.LicenseDefinitionKey FROM Profile "
        f"WHERE UserLicense.LicenseDefinitionKey IN ({keys}) ORDER BY Name"
    )


def the_profile(found: Sequence[Record], members: set[str], wanted: str | None) -> Record:
    """The clone that partner users of the run get: the named one, or the only one that is a member of the site.

    members: ids of profiles that are members. Raises NotFound, which tells what there is.
    """
    clones = [each for each in found if each.Name not in STANDARD_PROFILES]
    there = ", ".join(f'"{each.Name}"' for each in clones) or "none"
    if wanted:
        for each in found:
            if each.Name.casefold() == wanted.casefold():
                return each
        raise NotFound(f"no profile of a partner licence is called {wanted!r}; clones are: {there}")
    chosen = [each for each in clones if each.Id in members] or clones
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise NotFound(
            "there is no clone of a partner profile: Setup > Profiles > Partner Community User > Clone; then "
            "Digital Experiences > All Sites > Workspaces > Administration > Members"
        )
    raise NotFound(f"several profiles would do, and MOCK_ORG_SANDBOX_PROFILE has to choose one of them: {there}")


def member_ids(org: OrgClient, site: Site) -> set[str]:
    """Ids of the profiles and permission sets that are members of a site."""
    rows = org.query(f"SELECT ParentId FROM NetworkMemberGroup WHERE NetworkId = {text_literal(site.id)}")
    return {row.ParentId for row in rows}


def owners(org: OrgClient, username: str | None = None) -> list[Record]:
    """Users who can own partner accounts: active, internal, with a role; the named one or a few."""
    named = f"AND Username = {text_literal(username)} " if username else ""
    return org.query(
        "SELECT Id, Name, Username, UserRole.Name, Profile.Name FROM User "
        f"WHERE IsActive = true AND UserType = 'Standard' AND UserRoleId != null {named}"
        "ORDER BY CreatedDate, Id LIMIT 20"
    )


def _site(told: Mapping[str, Any]) -> Site:
    """Connect REST API, Experience Cloud Site.

    The login page lies where OAuth does: LWR sites have a base of their own for it (confidence C).
    """
    url = str(told["siteUrl"]).rstrip("/").removesuffix("/s")
    login = str(told.get("loginUrl") or "").rstrip("/")
    here = urlsplit(login)._replace(query="").geturl() if login else ""
    return Site(
        id=told["id"],
        name=told["name"],
        status=told["status"],
        url=url,
        token_base=here.removesuffix("/login").removesuffix("/s") or url,
        prefix=told.get("urlPathPrefix") or "",
    )
