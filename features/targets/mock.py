"""A mock org as a target: it has every capability, by its control doors."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import quote

from factories import Connection, OrgClient, Record, Refused, TestData
from factories.login_as import log_in_as_link
from factories.patience import Patience
from factories.private import Private
from factories.program import Program
from factories.transport import http_session
from features.targets.target import CAPABILITIES, Explained, TargetError


class MockTarget:
    """A mock org, addressed by what its ready file says."""

    name: ClassVar[str] = "mock"
    capabilities: ClassVar[frozenset[str]] = frozenset(CAPABILITIES)
    # The templates of the setting site_template.
    flavours: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"aura": "Partner Central", "lwr": "Build Your Own (LWR)", "shadow": "Partner Central (Shadow)"}
    )
    patience: ClassVar[Patience] = Patience()

    def __init__(self, ready: Mapping[str, Any], program: Program | None = None) -> None:
        self._ready = ready
        self._program = program or Program()
        self._http = http_session(ready["control_url"], ready["ca_file"])

    @classmethod
    def check(cls, env_file: Path | None) -> str:
        """A mock is always ready; settings of a sandbox are not for it."""
        if env_file:
            raise TargetError("--env-file names settings of a sandbox: it goes with --target sandbox")
        return ""

    @classmethod
    def cookie_button(cls, env_file: Path | None) -> str | None:
        """Nothing gets in the way."""
        return None

    @property
    def sessions(self) -> Path | None:
        """A log-in costs nothing."""
        return None

    def portal_entry(self, org: OrgClient, username: str) -> str:
        """As an administrator gets in."""
        return log_in_as_link(org, username)

    @classmethod
    def signs_itself(cls, env_file: Path | None) -> bool:
        """It is reached by http."""
        return False

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
            program=self._program,
        )
        return OrgClient(connection, self._ready["admin"]["session_id"], TestData(seed))

    def look_like(self, flavour: str) -> None:
        """Make sites that have no pages of their own from this flavour's template."""
        self.change_settings(site_template=self.flavours[flavour])

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
