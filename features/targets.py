"""Which org a run talks to, and what that org can do beyond what every Salesforce org can."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from urllib.parse import quote

from factories import Connection, OrgClient, Record, Refused, TestData
from factories.soql import text_literal
from factories.transport import http_session
from features.private import Private


@dataclass(frozen=True)
class Explained:
    """Why a user has the access to a record that the user has: one line a reason.

    holds: what opens it. nearly: what would open it, or open more, and what is missing.
    """

    holds: Sequence[str] = ()
    nearly: Sequence[str] = ()


class Target(Protocol):
    """An org to run scenarios on.

    `capabilities` are what the tags @needs-… ask for: clock, outbox, settings, explain, leaks, commands.
    """

    name: ClassVar[str]
    capabilities: ClassVar[frozenset[str]]

    def administrator(self, seed: int) -> OrgClient:
        """The org as its administrator, with the test data of this seed."""

    def explain(self, user_id: str, record: Record) -> Explained:
        """Why a user has the access to a record that the user has."""

    def leaks(self) -> list[str]:
        """What partners can reach that belongs to other partners and is not allowed: one sentence each."""

    def advance_clock(self, days: int) -> None:
        """Let days pass."""

    def mails(self, to: str) -> Sequence[Mapping[str, Any]]:
        """The mails that the org has sent to an address."""

    def change_settings(self, **settings: Any) -> None:
        """Change what metadata cannot say of the org."""

    def command(self, door: str, body: Mapping[str, Any] | None = None) -> Any:
        """What a command of the mock org does: look at a control door or, with a body, have it do something."""

    def leave(self, org: OrgClient) -> None:
        """Leave the org as it was found, as far as it does not reset itself."""

    def close(self) -> None:
        """The scenario is over."""


class MockTarget:
    """A mock org, addressed by what its ready file says."""

    name: ClassVar[str] = "mock"
    capabilities: ClassVar[frozenset[str]] = frozenset({"clock", "outbox", "settings", "explain", "leaks", "commands"})

    def __init__(self, ready: Mapping[str, Any]) -> None:
        self._ready = ready
        self._http = http_session(ready["control_url"], ready["ca_file"])

    def administrator(self, seed: int) -> OrgClient:
        """The administrator's session from the ready file; it outlives every reset."""
        oauth = self._ready["oauth"]
        connection = Connection(
            instance_url=self._ready["instance_url"],
            api_version=self._ready["api_version"],
            site_url=self._ready["site_url"],
            client_id=oauth["client_id"],
            client_secret=oauth["client_secret"],
            ca_file=self._ready["ca_file"],
        )
        return OrgClient(connection, self._ready["admin"]["session_id"], TestData(seed))

    def explain(self, user_id: str, record: Record) -> Explained:
        """The grants that hold, and those that nearly hold."""
        answer = self._control("GET", f"explain?user={user_id}&record={record.Id}")
        holds, nearly = (
            [f"{each['access']}: {each['because']}" for each in answer[key]] for key in ("grants", "misses")
        )
        return Explained(holds or ["no grant holds"], nearly or answer["notes"])

    def leaks(self) -> list[str]:
        """What the leak search finds, with the explanation of an example and the rule to blame."""
        found = self._control("GET", "leaks")
        on_records = [
            f"{leak['rule']} lets {leak['users']} users {leak['level']} {leak['records']} records of {leak['object']} "
            f"that belong to other partners. {leak['example']['because']}"
            for leak in found["leaks"]
            if leak["allowed"] is None
        ]
        possible = [
            f"{reach['rule']} reaches {reach['account_count']} partners. {reach['what']} {reach['advice']}"
            for reach in found["configuration"]
            if reach["allowed"] is None
        ]
        return on_records + possible

    def advance_clock(self, days: int) -> None:
        """Move the org's clock."""
        self._control("POST", "clock/advance", {"days": days})

    def mails(self, to: str) -> Sequence[Mapping[str, Any]]:
        """What is in the outbox."""
        secret = ("text", "html")
        found = self._control("GET", f"outbox?to={quote(to)}")
        return [mail | {name: Private(mail[name] or "") for name in secret} for mail in found]

    def change_settings(self, **settings: Any) -> None:
        """Patch the org's settings."""
        self._control("PATCH", "settings", settings)

    def command(self, door: str, body: Mapping[str, Any] | None = None) -> Any:
        """Ask a control door."""
        return self._control("GET" if body is None else "POST", door, body)

    def leave(self, org: OrgClient) -> None:
        """Nothing to undo: the next scenario begins with a reset."""

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _control(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._http.request(method, f"{self._ready['control_url'].rstrip('/')}/{path}", json=body)
        if not answer.ok:
            raise Refused(answer.text[:500], "CONTROL", status=answer.status_code)
        return answer.json() if answer.content else None


class SandboxTarget:
    """A Salesforce sandbox, addressed by environment variables; it has nothing beyond what Salesforce has.

    MOCK_ORG_SANDBOX_URL (My Domain), _SESSION_ID (an administrator's access token), _SITE_URL, _CLIENT_ID,
    _CLIENT_SECRET (of an app with the username-password flow) and, when wanted, _API_VERSION.
    """

    name: ClassVar[str] = "sandbox"
    capabilities: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._value = {name: environment.get(f"MOCK_ORG_SANDBOX_{name}", "") for name in SANDBOX_VALUES}
        missing = [f"MOCK_ORG_SANDBOX_{name}" for name, value in self._value.items() if not value]
        if missing:
            raise TargetError(f"--target sandbox needs the environment variables {', '.join(missing)}")
        self._version = environment.get("MOCK_ORG_SANDBOX_API_VERSION", "62.0")
        self._run = environment.get("MOCK_ORG_SANDBOX_RUN", "") or os.urandom(4).hex()
        self._checked = False

    def administrator(self, seed: int) -> OrgClient:
        """The administrator's client, after a look whether this is a sandbox indeed."""
        value = self._value
        connection = Connection(
            value["URL"], self._version, value["SITE_URL"], value["CLIENT_ID"], value["CLIENT_SECRET"]
        )
        org = OrgClient(connection, value["SESSION_ID"], TestData(seed, run=f"{self._run}.{seed}"))
        if not self._checked:
            refuse_production(org)
            self._checked = True
        return org

    def explain(self, user_id: str, record: Record) -> Explained:
        """What UserRecordAccess says; Salesforce gives no reasons."""
        with_admin = self.administrator(0)
        found = with_admin.query(
            "SELECT RecordId, MaxAccessLevel FROM UserRecordAccess "
            f"WHERE UserId = {text_literal(user_id)} AND RecordId = {text_literal(record.Id)}"
        )
        with_admin.close()
        told = [f"UserRecordAccess says: {row.MaxAccessLevel}" for row in found] or ["UserRecordAccess has no row"]
        return Explained(told, told)

    def leaks(self) -> list[str]:
        """Refused: tag the scenario @needs-leaks."""
        raise TargetError("Salesforce gives no reasons for access to search; the scenario needs the tag @needs-leaks")

    def advance_clock(self, days: int) -> None:
        """Refused: tag the scenario @needs-clock."""
        raise TargetError("a sandbox's clock cannot be moved; the scenario needs the tag @needs-clock")

    def mails(self, to: str) -> Sequence[Mapping[str, Any]]:
        """Refused: tag the scenario @needs-outbox."""
        raise TargetError("a sandbox shows no outbox; the scenario needs the tag @needs-outbox")

    def change_settings(self, **settings: Any) -> None:
        """Refused: tag the scenario @needs-settings."""
        raise TargetError("a sandbox's settings are not changed by tests; the scenario needs the tag @needs-settings")

    def command(self, door: str, body: Mapping[str, Any] | None = None) -> Any:
        """Refused: tag the scenario @needs-commands."""
        raise TargetError("a sandbox knows no commands of a mock org; the scenario needs the tag @needs-commands")

    def leave(self, org: OrgClient) -> None:
        """Undo what was made, and say what stays."""
        for sentence in org.undo():
            print(sentence)

    def close(self) -> None:
        """Nothing is held open between scenarios."""


SANDBOX_VALUES = ("URL", "SESSION_ID", "SITE_URL", "CLIENT_ID", "CLIENT_SECRET")


class TargetError(Exception):
    """The target is not there, or is asked for what it does not have."""


def refuse_production(org: OrgClient) -> None:
    """Raise TargetError unless the org says of itself that it is a sandbox."""
    [organization] = org.query("SELECT Name, IsSandbox FROM Organization")
    if organization.IsSandbox is not True:
        raise TargetError(f"{organization.Name} is no sandbox (Organization.IsSandbox): nothing is written to it")
