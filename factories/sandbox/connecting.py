"""From settings to an org: who logs in, under which address, at which site, guarded."""

from dataclasses import dataclass, replace
from time import monotonic

from factories.budget import Budget
from factories.connection import Connection, LogIn
from factories.data import TestData
from factories.journal import Journal
from factories.org import OrgClient
from factories.private import Private
from factories.program import Program
from factories.sandbox.discovery import (
    NotFound,
    member_ids,
    newest_version,
    owners,
    partner_profiles,
    sites,
    the_profile,
    the_site,
)
from factories.sandbox.safety import SandboxGuard
from factories.sandbox.settings import SandboxSettings
from factories.sandbox.tokens import ByClientCredentials, ByJwt
from factories.transport import http_session

FRESH_SECONDS = 600
TRIES = 5
"""A real org is busy at times: with waits of 0.2 s, doubled each time, that is three seconds of patience."""


@dataclass(frozen=True)
class Entered:
    """An administrator's session of an org. user_id: who that is."""

    connection: Connection
    session_id: Private
    user_id: str

    def client(
        self, data: TestData | None = None, journal: Journal | None = None, budget: Budget | None = None
    ) -> OrgClient:
        """A client of its own with this session."""
        client = OrgClient(self.connection, self.session_id, data, journal, budget)
        client.user_id = self.user_id
        return client


class LongSession:
    """An administrator's session for a run of any length: taken anew before the org can have ended it.

    An org may end sessions after 15 minutes (Salesforce help, Session Settings; confidence A).
    """

    def __init__(self, settings: SandboxSettings, entered: Entered) -> None:
        self._settings = settings
        self._entered = entered
        self._since = monotonic()

    def client(self, data: TestData, journal: Journal, budget: Budget) -> OrgClient:
        """A client with a session that will last for a scenario. Raises TokenRefused."""
        if monotonic() - self._since > FRESH_SECONDS:
            again = enter(self._settings)
            self._entered, self._since = replace(self._entered, session_id=again.session_id), monotonic()
        return self._entered.client(data, journal, budget)


def log_in_way(settings: SandboxSettings) -> LogIn:
    """How users of this org get their sessions."""
    if settings.client_secret is not None:
        secret = Private(settings.client_secret.get_secret_value())
        return ByClientCredentials(settings.client_id, secret, settings.username or "")
    if settings.private_key_file is None:
        raise TypeError("settings that were read have a key or a secret")
    return ByJwt(settings.client_id, settings.private_key_file, settings.audience or "")


def enter(settings: SandboxSettings) -> Entered:
    """Log the administrator in; nothing is known of sites yet.

    Raises TokenRefused, NotFound where nothing of Salesforce's answers, Unreachable, and Unsafe where another org does.
    """
    ca_file = str(settings.ca_file) if settings.ca_file else None
    with http_session(settings.url, ca_file, TRIES) as http:
        version = settings.api_version or newest_version(http, settings.url)
        way = log_in_way(settings)
        guard = SandboxGuard(settings.allow_org)
        connection = Connection(settings.url, version, "", settings.client_id, "", ca_file, way, guard, tries=TRIES)
        token = way.token(http, connection, settings.username or "", "", False)
    guard.check_address(connection, token["instance_url"])
    return Entered(connection.at(token["instance_url"]), token["access_token"], str(token["id"]).rpartition("/")[2])


def discover(entered: Entered, settings: SandboxSettings, program: Program | None = None) -> Entered:
    """The same session, of an org whose site and profile are known. Raises NotFound, Refused.

    program: what a project calls things; what the org or the settings say goes before it.
    """
    org = entered.client()
    try:
        site = the_site(sites(org), settings.site)
        profile = the_profile(partner_profiles(org), member_ids(org, site), settings.profile)
        program = _program(org, replace(program or Program(), partner_profile=profile.Name), settings.owner)
    finally:
        org.close()
    there = replace(entered.connection, site_url=site.url, site_token_base=site.token_base, program=program)
    return replace(entered, connection=there)


def _program(org: OrgClient, program: Program, owner: str | None) -> Program:
    """Channel managers that scenarios make are like the named owner. Raises NotFound."""
    if owner is None:
        return program
    found = owners(org, owner)
    if not found:
        raise NotFound(f"MOCK_ORG_SANDBOX_OWNER: {owner} is no active internal user with a role")
    manager = found[0]
    profile, role = manager.Profile["Name"], manager.UserRole["Name"]
    return replace(program, manager_profile=profile, manager_role=role, owner=owner)
