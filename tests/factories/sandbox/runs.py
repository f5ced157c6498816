"""Runs on a stand-in for a sandbox, several side by side when a test wants it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factories import OrgClient
from factories.budget import Budget
from factories.connection import ByPassword, Connection
from factories.data import TestData
from factories.journal import Journal
from factories.sandbox.run import SandboxRun, Worker
from factories.sandbox.safety import SandboxGuard
from mock_org.auth.tokens import organization_id
from tests.factories.sandbox.conftest import StandIn


@dataclass(frozen=True)
class Admin:
    """The administrator's session of a stand-in; with the guard that a sandbox has."""

    served: StandIn

    def client(
        self, data: TestData | None = None, journal: Journal | None = None, budget: Budget | None = None
    ) -> OrgClient:
        built = self.served.built
        app, allowed = built.connected_app, SandboxGuard(organization_id(built.org))
        there = Connection(
            self.served.url,
            "64.0",
            f"{self.served.url}/partners/s/",
            app.client_id,
            app.client_secret,
            None,
            ByPassword(),
            allowed,
        )
        client = OrgClient(there, built.admin.session_id, data, journal, budget)
        client.user_id = built.admin.id
        return client


@contextmanager
def run_on(served: StandIn, state_dir: Path, run: str = "4f2a", **changes: Any) -> Iterator[SandboxRun]:
    """A run; its journal is let go of at the end, as a killed process does."""
    settings = {"max_api_calls": 1000} | changes
    going = SandboxRun(Admin(served), Worker(run), state_dir, **settings)
    try:
        yield going
    finally:
        going.journal.close()
