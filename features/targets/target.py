"""What a run may ask of the org it talks to, beyond what every Salesforce org can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

from factories import OrgClient, Record
from factories.patience import Patience

CAPABILITIES: Mapping[str, str] = MappingProxyType(
    {
        "clock": "a clock that can be moved",
        "commands": "the commands of a mock org",
        "explain": "reasons for access",
        "leaks": "the search for leaks",
        "outbox": "an outbox",
        "passwords": "log-ins by password through the API",
        "reset": "an org that forgets everything after a scenario",
        "settings": "settings of a mock org",
        "setup-pages": "the Setup pages of a mock org",
        "users": "as many users and licences as wished",
    }
)
"""What the tags @needs-… may ask for, and what each is."""


class TargetError(Exception):
    """The target is not there, or is asked for what it does not have."""


@dataclass(frozen=True)
class Explained:
    """Why a user has the access to a record that the user has: one line a reason.

    holds: what opens it. nearly: what would open it, or open more, and what is missing.
    """

    holds: Sequence[str] = ()
    nearly: Sequence[str] = ()


class Target(Protocol):
    """An org to run scenarios on.

    capabilities: those of CAPABILITIES that it has. flavours: what its portal can look like, by the names of --flavour;
    none where the portal is as it is. patience: how long it may take.
    """

    name: ClassVar[str]
    capabilities: ClassVar[frozenset[str]]
    flavours: ClassVar[Mapping[str, str]]
    patience: ClassVar[Patience]

    @classmethod
    def check(cls, env_file: Path | None) -> str:
        """Look whether the org is ready for scenarios; what is worth telling before a run. Raises TargetError."""

    @classmethod
    def cookie_button(cls, env_file: Path | None) -> str | None:
        """The button that closes the portal's cookie banner, "" for a usual one; None where nothing gets in the way."""

    @property
    def sessions(self) -> Path | None:
        """The folder for browser sessions that are worth keeping; None where everybody logs in by the form."""

    def portal_entry(self, org: OrgClient, username: str) -> str:
        """A link that opens the portal as this user, once; no password is needed for it. Raises Refused."""

    @classmethod
    def signs_itself(cls, env_file: Path | None) -> bool:
        """Whether the org is on this machine with a certificate that no browser knows."""

    def administrator(self, seed: int) -> OrgClient:
        """The org as its administrator, with the test data of this seed."""

    def look_like(self, flavour: str) -> None:
        """Give the portal the look of one of the target's flavours."""

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
