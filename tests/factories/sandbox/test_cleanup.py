"""mock-org cleanup after runs that were killed: by their journals, of this org only, and saying what stays."""

import json

import pytest
from click.testing import CliRunner

from factories import LeadFactory, PartnerAccountFactory
from factories.journal import Entry
from factories.sandbox.cleanup.command import cleanup
from factories.sandbox.settings import PREFIX
from mock_org.auth.tokens import organization_id
from tests.factories.sandbox.runs import run_on


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def clean_up(sandbox, settings_of, state):
    """Runs the command on the stand-in: clean_up("--all")."""
    settings_of(sandbox, state_dir=str(state), allow_org=organization_id(sandbox.built.org))
    return lambda *arguments: CliRunner().invoke(cleanup, arguments)


@pytest.fixture
def killed(sandbox, state):
    """A run that has made a lead and a partner company with a user, and nothing of it undone."""
    with run_on(sandbox, state) as run:
        org = run.client(seed=1)
        LeadFactory(org=org, Company="Initech")
        PartnerAccountFactory(org=org, name="Acme", users=1)
        org.close()
    return run


def test_everything_of_a_killed_run_is_undone_and_its_journal_removed(clean_up, killed, sandbox, state):
    done = clean_up("--run", "4f2a")
    assert (done.exit_code, list(state.iterdir())) == (0, [])
    assert "Run 4f2a: 5 of 5 undone." in done.output
    assert ".4f2a-1@mock-org.example is deactivated: a user cannot be deleted" in done.output
    assert [row["IsActive"] for row in of_run(sandbox)] == [False, False]


def test_there_is_nothing_to_do_the_second_time(clean_up, killed):
    clean_up("--all")
    again = clean_up("--all")
    assert (again.exit_code, again.output.endswith(": no run has left anything.\n")) == (0, True)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(clean_up, killed, sandbox, state):
    before = (state / "4f2a.jsonl").read_bytes()
    told = clean_up("--all", "--dry-run")
    assert told.exit_code == 0
    assert "Lead " in told.output
    assert "would be deleted" in told.output
    assert "would be given back to the pool" in told.output
    assert (state / "4f2a.jsonl").read_bytes() == before
    assert [row["IsActive"] for row in of_run(sandbox)] == [True, True]


def test_what_stays_active_is_told_and_the_status_says_so(clean_up, killed, sandbox, state):
    with run_on(sandbox, state, "9c22") as run:
        entry = Entry("insert", "User", {"Username": sandbox.built.admin.username})
        run.journal.intend(entry)
        run.journal.confirm(entry, sandbox.built.admin.id)
    done = clean_up("--all")
    assert done.exit_code == 1
    assert "Run 9c22: 0 of 1 undone." in done.output
    assert f"STILL ACTIVE: User {sandbox.built.admin.username} stays: it is the user who undoes" in done.output
    assert [path.name for path in state.iterdir()] == ["9c22.jsonl"]


def test_a_journal_of_another_org_is_refused(clean_up, killed, sandbox, state):
    path = state / "4f2a.jsonl"
    head, *deeds = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([json.dumps(json.loads(head) | {"org": "00D000000000009AAA"}), *deeds, ""]), "utf-8")
    done = clean_up("--all")
    assert done.exit_code == 1
    assert "4f2a.jsonl is left alone: it is of the org 00D000000000009AAA" in done.output
    assert [row["IsActive"] for row in of_run(sandbox)] == [True, True]


def test_a_run_that_goes_on_is_left_alone(clean_up, sandbox, state):
    with run_on(sandbox, state) as run:
        LeadFactory(org=(org := run.client(seed=1)))
        done = clean_up("--all")
        assert done.exit_code == 1
        assert "4f2a.jsonl is being written by a run that goes on" in done.output
        assert len(org.journal.open_entries()) == 1
        org.undo()
        org.close()


def test_a_run_that_was_killed_before_it_had_begun_has_left_nothing(clean_up, state):
    state.mkdir()
    (state / "4f2a.jsonl").write_text('{"version":1,"ru', "utf-8")
    done = clean_up("--all")
    assert (done.exit_code, list(state.iterdir())) == (0, [])


def test_all_workers_of_a_run_are_cleaned_up_and_other_runs_are_not(clean_up, sandbox, state):
    for run in ("4f2a", "9c22"):
        with run_on(sandbox, state, run):
            pass
    (state / "4f2a-w1.jsonl").write_bytes((state / "4f2a.jsonl").read_bytes())
    assert clean_up("--run", "4f2a").exit_code == 0
    assert [path.name for path in state.iterdir()] == ["9c22.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "say --run ID for one run, or --all"),
        (("--all", "--run", "x"), "say --run ID for one run, or --all"),
        (("--run", "x"), "has no journal of run x; there are 4f2a"),
    ],
)
def test_what_is_not_understood_is_refused(clean_up, killed, arguments, told):
    refused = clean_up(*arguments)
    assert refused.exit_code != 0
    assert told in refused.output


def test_settings_that_are_missing_are_named(clean_up, monkeypatch):
    monkeypatch.delenv(PREFIX + "URL")
    refused = clean_up("--all")
    assert refused.exit_code == 1
    assert "MOCK_ORG_SANDBOX_URL is missing" in refused.output


def of_run(sandbox):
    rows = sandbox.built.org.system_session().find("User")
    return [row for row in rows if "4f2a" in row["Username"]]
