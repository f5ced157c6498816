"""One run on an org that does not forget: its id, its journal, its budget of API calls, its pool of accounts."""

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

from factories.budget import Budget
from factories.data import TEST_USERS, TestData
from factories.journal import Head, Journal, JournalError
from factories.org import OrgClient
from factories.pool import AccountPool
from factories.soql import text_literal


class Session(Protocol):
    """An administrator's session of an org."""

    def client(self, data: TestData, journal: Journal, budget: Budget) -> OrgClient:
        """A client with this session."""


@dataclass(frozen=True)
class Worker:
    """The process that runs scenarios; of several, pytest-xdist tells each which it is, and of how many.

    name: "" where there is one process only.
    """

    run: str
    name: str = ""
    of: int = 1

    @classmethod
    def here(cls, run: str | None, environment: Mapping[str, str] = os.environ) -> "Worker":
        """This process. run: the run's id, where somebody has chosen it."""
        together = environment.get("PYTEST_XDIST_TESTRUNUID", "") or os.urandom(8).hex()
        name = environment.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
        workers = int(environment.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        return cls(run or f"{zlib.crc32(together.encode()):08x}", name, workers)

    @property
    def title(self) -> str:
        """The run, and which worker of it."""
        return f"{self.run}-w{self.name}" if self.name else self.run


@dataclass
class SandboxRun:
    """What all scenarios of this process share.

    Args:
        session: the administrator's. worker: this process. state_dir: the folder of the journals.
        max_api_calls: of all workers together. owner: username of who owns accounts of the pool, "" to look for one.
    """

    session: Session
    worker: Worker
    state_dir: Path
    max_api_calls: int
    owner: str = ""
    budget: Budget = field(init=False)
    journal: Journal = field(init=False)
    _scenarios: "count[int]" = field(default_factory=lambda: count(1), init=False)
    _first: OrgClient | None = field(default=None, init=False)
    _owner_id: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.budget = Budget(self.max_api_calls, self.worker.of)
        org = self.session.client(TestData(), Journal(), self.budget)
        try:
            [organization] = org.query("SELECT Id FROM Organization")
            head = Head(self.worker.run, organization.Id, org.connection.instance_url)
            self._owner_id = pool_owner(org, self.owner)
        finally:
            org.close()
        self.journal = Journal.begin(self.state_dir / f"{self.worker.title}.jsonl", head)

    def client(self, seed: int) -> OrgClient:
        """A client for one scenario, whose names nothing else has."""
        tag = f"{self.worker.title}-{next(self._scenarios)}"
        org = self.session.client(TestData(seed, tag), self.journal, self.budget)
        org.partners = AccountPool(tag, self._owner_id)
        if self._first is None:
            self._first = org
        org.share_lookups(self._first)
        return org

    def close(self) -> None:
        """The run is over; a journal in which nothing is open has done its duty."""
        done = not self.journal.open_entries()
        self.journal.close()
        if done:
            (self.state_dir / f"{self.worker.title}.jsonl").unlink(missing_ok=True)


def pool_owner(org: OrgClient, username: str = "") -> str:
    """Whom accounts of the pool belong to while nobody has them: an active internal user with a role.

    Without a username: whoever is logged in, else who was there first, and never somebody whom a run has made.
    Raises JournalError where there is nobody.
    """
    where = "IsActive = true AND UserType = 'Standard' AND UserRoleId != null"
    if username:
        where += f" AND Username = {text_literal(username)}"
    users = org.query(f"SELECT Id, Username FROM User WHERE {where} ORDER BY CreatedDate, Id")
    ours = [user.Id for user in users if user.Id == org.user_id or not str(user.Username).endswith(TEST_USERS)]
    if not ours:
        raise JournalError(
            f"{username or 'nobody here'} can own partner accounts: an active internal user with a role is needed "
            "(Setup > Users; MOCK_ORG_SANDBOX_OWNER names one)"
        )
    return str(org.user_id if org.user_id in ours else ours[0])
