"""A Salesforce sandbox as a target: it has nothing beyond what Salesforce has."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import urlsplit

import requests

from factories import OrgClient, Record
from factories.budget import Budget
from factories.login_as import log_in_as_link
from factories.patience import OF_A_SANDBOX, Patience
from factories.program import Program
from factories.refused import Unsafe
from factories.sandbox.connecting import LongSession, discover, enter
from factories.sandbox.discovery import NotFound
from factories.sandbox.doctor import lines_of
from factories.sandbox.doctor.command import examined
from factories.sandbox.run import SandboxRun, Worker
from factories.sandbox.settings import SandboxSettings, SettingsRefused
from factories.soql import text_literal
from factories.transport import is_loopback
from features.targets.target import Explained, TargetError


class SandboxTarget:
    """A Salesforce sandbox as its settings name it; one for all scenarios of a process."""

    name: ClassVar[str] = "sandbox"
    capabilities: ClassVar[frozenset[str]] = frozenset()
    flavours: ClassVar[Mapping[str, str]] = MappingProxyType({})
    patience: ClassVar[Patience] = OF_A_SANDBOX

    def __init__(self, settings: SandboxSettings, program: Program | None = None) -> None:
        entered = discover(enter(settings), settings, program)
        self._run = SandboxRun(
            LongSession(settings, entered),
            Worker.here(settings.run),
            settings.state_dir,
            settings.max_api_calls,
            settings.owner or "",
        )

    @classmethod
    def of_run(cls, env_file: Path | None, program: Program | None = None) -> "SandboxTarget":
        """The sandbox that environment and file name, with what a project calls things. Raises TargetError."""
        return cls(_settings(env_file), program)

    @classmethod
    def check(cls, env_file: Path | None) -> str:
        """Look whether the sandbox is ready; what is worth telling before the run.

        Raises TargetError with everything that is not as it has to be.
        """
        try:
            found = examined(_settings(env_file))
        except (NotFound, Unsafe, requests.RequestException) as fault:
            raise TargetError(f"the sandbox cannot be asked: {fault}") from fault
        if not found.ready:
            raise TargetError("\n".join([f"{found.org} is not ready for scenarios:", *lines_of(found.failed)]))
        return "\n".join([f"{found.org} is ready for scenarios.", *lines_of(found.warnings)])

    @classmethod
    def cookie_button(cls, env_file: Path | None) -> str | None:
        """What the settings say."""
        return _settings(env_file).cookie_button or ""

    @classmethod
    def signs_itself(cls, env_file: Path | None) -> bool:
        """A stand-in does; of an org anywhere else, no certificate is taken that its browser does not know."""
        settings = _settings(env_file)
        return settings.ca_file is not None and is_loopback(urlsplit(settings.url).hostname)

    @property
    def sessions(self) -> Path | None:
        """Each worker has its own; log-ins of login-based licences are paid for."""
        return self._run.state_dir / "sessions" / (self._run.worker.name or "0")

    def portal_entry(self, org: OrgClient, username: str) -> str:
        """Log in to Experience as User, without a click."""
        return log_in_as_link(org, username)

    def administrator(self, seed: int) -> OrgClient:
        """The administrator's client for one scenario; it writes to nothing but a sandbox."""
        return self._run.client(seed)

    def look_like(self, flavour: str) -> None:
        """Refused: a sandbox's site is made from the template that it is made from."""
        raise TargetError(f"a sandbox's portal looks as it does and cannot be made {flavour}; leave --flavour out")

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

    @property
    def budget(self) -> Budget:
        """The API calls of this process."""
        return self._run.budget

    def end(self) -> None:
        """The run is over."""
        self._run.close()


def _settings(env_file: Path | None) -> SandboxSettings:
    try:
        return SandboxSettings.read(env_file)
    except SettingsRefused as refusal:
        raise TargetError(str(refusal)) from None
