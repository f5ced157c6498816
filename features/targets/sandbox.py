"""A Salesforce sandbox as a target: it has nothing beyond what Salesforce has."""

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from factories import Connection, OrgClient, Record, TestData
from factories.patience import OF_A_SANDBOX, Patience
from factories.soql import text_literal
from features.targets.target import Explained, TargetError


class SandboxTarget:
    """A Salesforce sandbox, addressed by environment variables; it has nothing beyond what Salesforce has.

    MOCK_ORG_SANDBOX_URL (My Domain), _SESSION_ID (an administrator's access token), _SITE_URL, _CLIENT_ID,
    _CLIENT_SECRET (of an app with the username-password flow) and, when wanted, _API_VERSION.
    """

    name: ClassVar[str] = "sandbox"
    capabilities: ClassVar[frozenset[str]] = frozenset()
    flavours: ClassVar[Mapping[str, str]] = MappingProxyType({})
    patience: ClassVar[Patience] = OF_A_SANDBOX

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


SANDBOX_VALUES = ("URL", "SESSION_ID", "SITE_URL", "CLIENT_ID", "CLIENT_SECRET")


def refuse_production(org: OrgClient) -> None:
    """Raise TargetError unless the org says of itself that it is a sandbox."""
    [organization] = org.query("SELECT Name, IsSandbox FROM Organization")
    if organization.IsSandbox is not True:
        raise TargetError(f"{organization.Name} is no sandbox (Organization.IsSandbox): nothing is written to it")
