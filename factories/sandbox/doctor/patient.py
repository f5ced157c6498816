"""The org that is examined: what several checks look at is asked once."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from factories.org import OrgClient
from factories.record import Record
from factories.refused import Refused
from factories.sandbox import discovery
from factories.sandbox.discovery import NotFound, Site
from factories.sandbox.doctor.finding import NotLookedAt
from factories.sandbox.safety import Organization
from factories.sandbox.settings import SandboxSettings
from factories.soql import text_literal


class Patient:
    """An org as its administrator sees it, and the settings of the run."""

    def __init__(self, org: OrgClient, settings: SandboxSettings) -> None:
        self.org = org
        self.settings = settings

    @cached_property
    def organization(self) -> Organization:
        """What it says of itself."""
        return Organization.of(self.org)

    @cached_property
    def sobjects(self) -> dict[str, dict[str, Any]]:
        """What the administrator is offered."""
        return self.org.describe_global()

    @cached_property
    def sites(self) -> list[Site]:
        """All sites; none where digital experiences are off."""
        return discovery.sites(self.org) if "Network" in self.sobjects else []

    @cached_property
    def site(self) -> Site:
        """The partner site, live or not."""
        try:
            return discovery.the_site(self.sites, self.settings.site)
        except NotFound as fault:
            raise NotLookedAt("it is not known which site partners use") from fault

    def at_site(self) -> OrgClient:
        """A client that logs partner users in at the site; whoever asks for it closes it."""
        site = self.site
        there = replace(self.org.connection, site_url=site.url, site_token_base=site.token_base)
        return OrgClient(there, self.org.session_id)

    @cached_property
    def members(self) -> set[str]:
        """Ids of the site's members."""
        return discovery.member_ids(self.org, self.site)

    @cached_property
    def profiles(self) -> list[Record]:
        """Profiles of partner licences."""
        return discovery.partner_profiles(self.org)

    @cached_property
    def profile(self) -> Record:
        """The profile of partner users."""
        try:
            return discovery.the_profile(self.profiles, self.members, self.settings.profile)
        except NotFound as fault:
            raise NotLookedAt("it is not known which profile partner users get") from fault

    @cached_property
    def permissions(self) -> Record:
        """What the profile allows: the row of PermissionSet that belongs to it (Object Reference; confidence A)."""
        return self.permissions_of(self.profile.Id)

    def permissions_of(self, profile_id: str) -> Record:
        """What a profile allows."""
        rows = self.org.query(
            "SELECT Id, IsCustom, PermissionsApiEnabled, PermissionsApiUserOnly FROM PermissionSet "
            f"WHERE IsOwnedByProfile = true AND ProfileId = {text_literal(profile_id)}"
        )
        if not rows:
            raise NotLookedAt("the profile's permissions are not told to this user")
        return rows[0]

    @cached_property
    def partner_user(self) -> Record:
        """A user whom one can try things with: the newest active one of the profile."""
        rows = self.org.query(
            f"SELECT Id, Username FROM User WHERE ProfileId = {text_literal(self.profile.Id)} AND IsActive = true "
            "ORDER BY CreatedDate DESC, Id LIMIT 1"
        )
        if not rows:
            raise NotLookedAt(f'no active user has the profile "{self.profile.Name}" yet; the first scenario will tell')
        return rows[0]

    @cached_property
    def profile_metadata(self) -> dict[str, Any]:
        """The profile's metadata (Tooling API, Profile; confidence A)."""
        soql = f"SELECT Metadata FROM Profile WHERE Id = {text_literal(self.profile.Id)}"
        try:
            rows = self.org.rest("GET", "tooling/query", params={"q": soql})["records"]
        except Refused as refusal:
            raise NotLookedAt(f"the Tooling API does not tell the profile's metadata ({refusal.code})") from refusal
        if not rows or not isinstance(rows[0].get("Metadata"), dict):
            raise NotLookedAt("the Tooling API does not tell the profile's metadata")
        return dict(rows[0]["Metadata"])

    @cached_property
    def limits(self) -> dict[str, Any]:
        """What the org may use."""
        return dict(self.org.rest("GET", "limits"))
