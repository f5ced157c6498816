"""What keeps an org from harm: nothing is written to one that is no sandbox, nor to records that are not the run's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from factories.connection import Connection, Guard, Question, Unguarded
from factories.refused import NotSent, Refused
from factories.transport import is_loopback

# Enhanced domains (Salesforce help, "My Domain URL Formats"; confidence A).
SANDBOX_HOST = re.compile(r"[a-z0-9-]+--[a-z0-9]+\.sandbox\.my\.salesforce\.com")
OWN_ORG_HOST = re.compile(
    r"[a-z0-9-]+\.(?:develop|scratch|trailblaze)\.my\.salesforce\.com|[a-z0-9-]+-dev-ed\.my\.salesforce\.com"
)
DEVELOPER = "Developer Edition"

RECORD = re.compile(r"sobjects/(?P<sobject>\w+)/(?P<id>[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?)(?:/password)?")
CREATE = re.compile(r"sobjects/\w+")
COLLECTION = "composite/sobjects"
WHOSE = frozenset({"OwnerId", "LastModifiedById"})


class Unsafe(NotSent):
    """The org, or the record, is not for tests to write to."""


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
    here = is_loopback(told.host)
    if told.is_sandbox:
        if here or SANDBOX_HOST.fullmatch(told.host):
            return ""
        return f"{told.name} says that it is a sandbox, but {told.host} is no host of one (NAME--SANDBOX.sandbox.my…)"
    if told.kind != DEVELOPER and not told.trial_ends:
        return f"{told.name} is a production org (Organization.IsSandbox is false), and no setting changes that"
    if not here and not OWN_ORG_HOST.fullmatch(told.host):
        return f"{told.name} is no sandbox, and {told.host} is no host of a scratch or developer org"
    if allow_org != told.id:
        return (
            f"{told.name} is no sandbox; if this scratch or developer org may be used, name it: "
            f"MOCK_ORG_SANDBOX_ALLOW_ORG={told.id}"
        )
    return ""


@dataclass
class SandboxGuard:
    """Looks at each write of all clients of a run.

    Args:
        allow_org: id of a scratch or developer org that may be written to.
    """

    allow_org: str | None = None
    _safe: set[str] = field(default_factory=set, repr=False)

    def check(self, org: Question, method: str, path: str, body: Mapping[str, Any] | None) -> None:
        """Raise Unsafe for a write that must not be."""
        self.check_org(org)
        for sobject, record_id in changed(method, path, body):
            if not _is_ours(org, sobject, record_id):
                raise Unsafe(
                    f"{sobject} {record_id} was not made by this run, so it is neither changed nor deleted: "
                    "a scenario that needs this is for an org that forgets (@needs-reset)"
                )

    def check_org(self, org: Question) -> None:
        """Raise Unsafe unless this org may be written to; asked once of each address."""
        if org.connection.instance_url in self._safe:
            return
        why = why_unsafe(Organization.of(org), self.allow_org)
        if why:
            raise Unsafe(f"{why}: nothing is written to it")
        self._safe.add(org.connection.instance_url)


def guard_of(connection: Connection) -> Guard:
    """The connection's guard; without one, an org that is not on this machine is guarded all the same."""
    if connection.guard is not None:
        return connection.guard
    here = is_loopback(urlsplit(connection.instance_url).hostname)
    return Unguarded() if here else SandboxGuard()


def changed(method: str, path: str, body: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """sObject and id of each record that a request changes or deletes; none where it makes new ones.

    Raises Unsafe for a request of which that is not known.
    """
    record, rows = RECORD.fullmatch(path), (body or {}).get("records", ())
    if record:
        yield record["sobject"], record["id"]
    elif method == "PATCH" and path == COLLECTION:
        yield from ((row["attributes"]["type"], row["Id"]) for row in rows)
    elif method == "DELETE" and path == COLLECTION:
        yield from (("record", record_id) for record_id in (body or {})["ids"].split(","))
    elif method != "POST" or (path != COLLECTION and not CREATE.fullmatch(path)):
        raise Unsafe(f"{method} {path}: it is not known which records this changes, so it is not sent (@needs-reset)")


def _is_ours(org: Question, sobject: str, record_id: str) -> bool:
    """Whether the run has made the record, or what it belongs to, as the log-in of a user or the share of a lead."""
    if org.journal.knows(record_id):
        return True
    try:
        record = org.get(sobject, record_id)
    except Refused:
        return False
    return org.journal.knows(*(value for name, value in record.items() if name not in WHOSE))
