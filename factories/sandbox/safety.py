"""What keeps an org from harm: nothing is written to one that is no sandbox, nor to records that are not the run's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from factories.addresses import origin
from factories.connection import Connection, Guard, Question, Unguarded
from factories.refused import Refused, Unsafe
from factories.sandbox.belonging import is_part_of, is_put_on
from factories.sandbox.hosts import has_site, is_of_own_org, is_of_sandbox
from factories.sandbox.touched import ANY, changed, made
from factories.transport import is_loopback

DEVELOPER = "Developer Edition"


@dataclass(frozen=True)
class Organization:
    """What an org says of itself."""

    id: str
    name: str
    is_sandbox: bool
    kind: str
    trial_ends: str | None
    host: str

    @classmethod
    def of(cls, org: Question) -> "Organization":
        """Ask it. Raises Unsafe where it does not say."""
        rows = org.query("SELECT Id, Name, IsSandbox, OrganizationType, TrialExpirationDate FROM Organization")
        if len(rows) != 1:
            raise Unsafe(f"{org.connection.instance_url} does not say what it is (Organization): nothing is written")
        row, host = rows[0], urlsplit(org.connection.instance_url).hostname or ""
        return cls(row.Id, row.Name, row.IsSandbox is True, str(row.OrganizationType), row.TrialExpirationDate, host)


def why_unsafe(told: Organization, allow_org: str | None) -> str:
    """Why nothing may be written to an org; "" for a sandbox, or for a scratch or developer org that is named.

    Both must fit, what the org says of itself and its host; an org on this machine has no host of Salesforce's.
    """
    if told.is_sandbox:
        if is_of_sandbox(told.host):
            return ""
        return f"{told.name} says that it is a sandbox, but {told.host} is no host of one (NAME--SANDBOX.sandbox.my…)"
    if told.kind != DEVELOPER and not told.trial_ends:
        return f"{told.name} is a production org (Organization.IsSandbox is false), and no setting changes that"
    if not is_of_own_org(told.host):
        return f"{told.name} is no sandbox, and {told.host} is no host of a scratch or developer org"
    if allow_org != told.id:
        return (
            f"{told.name} is no sandbox; if this scratch or developer org may be used, name it: "
            f"MOCK_ORG_SANDBOX_ALLOW_ORG={told.id}"
        )
    return ""


@dataclass
class SandboxGuard:
    """Looks at each write and each log-in of all clients of a run; what it asks, it asks as the administrator.

    Args:
        allow_org: id of a scratch or developer org that may be written to.
    """

    allow_org: str | None = None
    _safe: set[str] = field(default_factory=set, repr=False)

    def check(
        self, org: Question, method: str, path: str, body: Mapping[str, Any] | None, params: Mapping[str, Any] | None
    ) -> None:
        """Raise Unsafe for a write that must not be."""
        self.check_org(org)
        for sobject, record_id in changed(method, path, body, params):
            if not _is_ours(org, sobject, record_id):
                raise Unsafe(
                    f"{sobject} {record_id} was not made by this run, so it is neither changed nor deleted: "
                    "a scenario that needs this is for an org that forgets (@needs-reset)"
                )
        for sobject, values in made(method, path, body):
            if is_put_on(sobject, values, org.journal.knows):
                raise Unsafe(
                    f"a {sobject} for a record that was not made by this run would change that record, so it is not "
                    "made: a scenario that needs this is for an org that forgets (@needs-reset)"
                )

    def check_org(self, org: Question) -> None:
        """Raise Unsafe unless this org may be written to; asked once of each address."""
        address = origin(org.connection.instance_url)
        if address and address in self._safe:
            return
        if not address or origin(org.witness.connection.instance_url) != address:
            raise Unsafe(f"{org.connection.instance_url} is not the address of the org that the run is on")
        why = why_unsafe(Organization.of(org.witness), self.allow_org)
        if why:
            raise Unsafe(f"{why}: nothing is written to it")
        self._safe.add(address)

    def check_address(self, connection: Connection, named: str) -> None:
        """Raise Unsafe where an org's answer names an address that is not the org's, to send its session to."""
        if not origin(named) or origin(named) != origin(connection.instance_url):
            raise Unsafe(
                f"{connection.instance_url} has answered with another org's address ({_shown(named)}): nothing is sent "
                "there. If that is the sandbox's My Domain (Setup > My Domain), set MOCK_ORG_SANDBOX_URL to it"
            )

    def check_site(self, connection: Connection) -> None:
        """Raise Unsafe where the site's address is not one of this org: nobody logs in there."""
        token_url = connection.token_url(at_site=True)
        if not has_site(connection.instance_url, token_url):
            raise Unsafe(
                f"{_shown(token_url)} is no address of a site of {connection.instance_url}: nobody is logged in there"
            )


def guard_of(connection: Connection) -> Guard:
    """The connection's guard; without one, an org that is not on this machine is guarded all the same."""
    if connection.guard is not None:
        return connection.guard
    here = is_loopback(urlsplit(connection.instance_url).hostname)
    return Unguarded() if here else SandboxGuard()


def _is_ours(org: Question, sobject: str, record_id: str) -> bool:
    """Whether the run has made the record, or a user of the run has, or it is part of one: the log-in of a user."""
    if org.journal.knows(record_id):
        return True
    if sobject == ANY:
        return False
    try:
        record = org.witness.get(sobject, record_id)
    except Refused:
        return False
    return org.journal.knows(record.get("CreatedById")) or is_part_of(sobject, record, org.journal.knows)


def _shown(address: str) -> str:
    """Scheme and host: what follows may be a credential."""
    return origin(address) or "no address at all"
