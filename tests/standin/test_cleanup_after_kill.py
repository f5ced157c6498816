"""A run on a sandbox that is killed in the middle leaves nothing that stays active, once mock-org cleanup was there."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factories import OrgClient
from factories.pool import pool_of
from factories.sandbox.cleanup.command import cleanup
from factories.sandbox.connecting import enter
from factories.sandbox.settings import SandboxSettings
from tests.running_org import start
from tests.standin.kill_switch import ANSWERED, NUMBER

ROOT = Path(__file__).parents[2]
SCENARIOS = "files_a_case or leads_of_the_pool or many_accounts_are_enabled or only_gold_partners_see"
FEWEST, MOST = 34, 200
"""What the scenarios need of requests: before these, nothing is made yet; after, the run is over."""
CLEANUP = (
    "from tests.standin.kill_switch import pytest_configure; pytest_configure(); "
    "from factories.sandbox.cleanup.command import cleanup; cleanup()"
)
KINDS = ("Account", "Contact", "Lead", "LeadShare", "Opportunity", "Case", "Deal_Registration__c", "GroupMember")
SETS = "SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false"


@dataclass
class Sandbox:
    """A stand-in in a process of its own, and the folder of the journals of runs on it."""

    env_file: Path
    state_dir: Path

    def run_until_killed(self, number: int, *more: str, answered: bool) -> int:
        """Run scenarios, kill the run (of several workers each) at this request; how it ended."""
        told = {NUMBER: str(number), ANSWERED: str(int(answered))}
        return self.run("-p", "tests.standin.kill_switch", *more, **told).returncode

    def run(self, *more: str, **told: str) -> "subprocess.CompletedProcess[str]":
        """Run scenarios; how it ended, and what it has printed."""
        options = ("--target", "sandbox", "--env-file", str(self.env_file), "--driver", "api", "-k", SCENARIOS)
        plugins = ("-p", "no:randomly", "-p", "no:cacheprovider")
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "features", *options, *plugins, *self._reports, *more],
            cwd=ROOT,
            env=os.environ | self.environment | {"PYTEST_XDIST_WORKER": ""} | told,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )

    def clean_up_until_killed(self, number: int, *, answered: bool) -> int:
        """mock-org cleanup in a process of its own, killed at this request; how it ended."""
        told = {NUMBER: str(number), ANSWERED: str(int(answered))}
        ended = subprocess.run(
            [sys.executable, "-c", CLEANUP, "--all", "--env-file", str(self.env_file)],
            cwd=ROOT,
            env=os.environ | self.environment | told,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        return ended.returncode

    def clean_up(self, *options: str) -> Result:
        """mock-org cleanup."""
        arguments = ["--env-file", str(self.env_file), *(options or ["--all"])]
        return CliRunner().invoke(cleanup, arguments, env=self.environment)

    def left(self) -> dict[str, set[str]]:
        """What the org has of records, beside the pool; who is active; what is leased."""
        with pytest.MonkeyPatch.context() as patched:
            for name, value in self.environment.items():
                patched.setenv(name, value)
            settings = SandboxSettings.read(self.env_file)
        with closing(enter(settings).client()) as org:
            return {
                **{kind: _ids(org, f"SELECT Id FROM {kind}") for kind in KINDS},
                "Account": _ids(org, "SELECT Id FROM Account") - {account.Id for account in pool_of(org)},
                "permission sets": _ids(org, SETS),
                "active users": _ids(org, "SELECT Id FROM User WHERE IsActive = true"),
                "leased": {account.Id for account in pool_of(org) if account.AccountNumber},
            }

    @property
    def _reports(self) -> list[str]:
        """Away from those of the run that this test is part of."""
        names = {"--report": "report.html", "--cucumber-json": "cucumber.json", "--output": "evidence"}
        return [f"{option}={self.env_file.parent / name}" for option, name in names.items()]

    @property
    def environment(self) -> dict[str, str]:
        return {"MOCK_ORG_SANDBOX_STATE_DIR": str(self.state_dir)}


def _ids(org: OrgClient, soql: str) -> set[str]:
    return {row.Id for row in org.query(soql)}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("sandbox")
    served = start(folder, "--as-sandbox", "--tls", "--env-file", str(folder / "env"))
    yield Sandbox(folder / "env", folder / "state")
    served.stop()


def kill_and_clean_up(sandbox: Sandbox, number: int, *, answered: bool, there: Iterable[str] = ()) -> None:
    """there: what is left before the clean-up."""
    before = sandbox.left()
    assert sandbox.run_until_killed(number, answered=answered) == -signal.SIGKILL
    assert list(sandbox.state_dir.glob("*.jsonl")), "the run has left a journal"
    for kind in there:
        assert sandbox.left()[kind] > before[kind]

    cleaned = sandbox.clean_up()

    assert cleaned.exit_code == 0, cleaned.output
    assert sandbox.left() == before
    assert list(sandbox.state_dir.glob("*.jsonl")) == []


def test_what_a_killed_run_has_made_is_undone(sandbox):
    kill_and_clean_up(sandbox, 75, answered=False, there=["active users", "leased", "Contact"])


@pytest.mark.heavy
def test_what_a_run_has_made_that_was_killed_before_it_heard_of_it_is_undone(sandbox):
    kill_and_clean_up(sandbox, 60, answered=True, there=["active users"])


def moments() -> list[tuple[int, bool]]:
    chance = random.Random(6)
    return [(chance.randint(FEWEST, MOST), chance.random() < 0.5) for _ in range(10)]


@pytest.mark.heavy
@pytest.mark.parametrize(("number", "answered"), moments())
def test_whenever_a_run_is_killed_nothing_of_it_stays_active(sandbox, number, answered):
    kill_and_clean_up(sandbox, number, answered=answered)


@pytest.mark.heavy
def test_a_clean_up_that_is_killed_as_well_is_ended_by_the_next(sandbox):
    before = sandbox.left()
    assert sandbox.run_until_killed(90, answered=True) == -signal.SIGKILL
    for number, answered in ((6, False), (7, True), (9, False), (11, True)):
        if sandbox.clean_up_until_killed(number, answered=answered) == 0:
            break

    cleaned = sandbox.clean_up()

    assert cleaned.exit_code == 0, cleaned.output
    assert sandbox.left() == before
    assert list(sandbox.state_dir.glob("*.jsonl")) == []


@pytest.mark.heavy
def test_two_workers_that_are_killed_are_cleaned_up_both(sandbox):
    before = sandbox.left()
    sandbox.run_until_killed(30, "-n", "2", "--max-worker-restart", "0", answered=False)
    assert len(list(sandbox.state_dir.glob("*-w*.jsonl"))) == 2

    cleaned = sandbox.clean_up()

    assert cleaned.exit_code == 0, cleaned.output
    assert sandbox.left() == before
    assert list(sandbox.state_dir.glob("*.jsonl")) == []


@pytest.mark.heavy
def test_what_a_killed_run_has_made_is_found_by_its_names_where_the_journal_is_gone(sandbox):
    before, since = sandbox.left(), datetime.now(UTC) - timedelta(seconds=5)
    assert sandbox.run_until_killed(90, answered=True) == -signal.SIGKILL
    [journal] = sandbox.state_dir.glob("*.jsonl")
    journal.unlink()

    cleaned = sandbox.clean_up("--run", journal.stem, "--by-name", "--since", since.isoformat(), "--yes")

    assert cleaned.exit_code == 0, cleaned.output
    assert sandbox.left() == before


@pytest.mark.heavy
def test_a_run_that_has_spent_its_calls_stops_with_a_sentence_and_leaves_nothing(sandbox):
    before = sandbox.left()
    ended = sandbox.run(MOCK_ORG_SANDBOX_MAX_API_CALLS="60")

    assert ended.returncode != 0
    assert "It stops here: MOCK_ORG_SANDBOX_MAX_API_CALLS would give it more." in ended.stdout
    assert "API calls of this run: used " in ended.stdout
    assert sandbox.left() == before
    assert list(sandbox.state_dir.glob("*.jsonl")) == []
