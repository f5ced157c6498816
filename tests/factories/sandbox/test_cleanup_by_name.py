"""mock-org cleanup --by-name: what a run has made whose journal is gone with its machine, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from factories import DealFactory, LeadFactory, PartnerAccountFactory, using
from factories.sandbox.cleanup.by_name import Trace
from factories.sandbox.cleanup.command import cleanup
from mock_org.auth.tokens import organization_id
from tests.factories.sandbox.runs import Admin, run_on


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def since(sandbox):
    """Just before the runs began, by the org's clock."""
    return (sandbox.built.org.clock.now().astimezone(UTC) - timedelta(seconds=5)).isoformat()


@pytest.fixture
def clean_up(sandbox, settings_of, state, since):
    """Runs the command: clean_up("--dry-run"), for run 4f2a since it began."""
    settings_of(sandbox, state_dir=str(state), allow_org=organization_id(sandbox.built.org))
    usual = ("--run", "4f2a", "--by-name", "--since", since)
    return lambda *options, **told: CliRunner().invoke(cleanup, [*usual, *options], **told)


@pytest.fixture
def lost(sandbox, state, since):
    """Runs 4f2a and 9c22 with a lead, a deal, a company of the pool and a user each; their journals are gone."""
    for name in ("4f2a", "9c22"):
        with run_on(sandbox, state, name) as run, using(run.client(seed=1)) as org:
            acme = PartnerAccountFactory(name="Acme", users=1)
            LeadFactory(Company="Initech", owner=acme.users[0])
            DealFactory(partner=acme, owner=acme.users[0])
            gold = org.id_of("PermissionSet", Label="Gold Partner")
            org.insert("PermissionSetAssignment", {"AssigneeId": acme.users[0].Id, "PermissionSetId": gold})
            org.close()
        (state / f"{name}.jsonl").unlink()


@pytest.fixture
def left(sandbox):
    """What the org has of a run: by its id, names of records and whether users are active."""

    def of(run):
        session = sandbox.built.org.system_session()
        rows = [*session.find("Lead"), *session.find("Contact"), *session.find("Deal_Registration__c")]
        names = [row.get("Company") or row.get("LastName") or row["Deal_Name__c"] for row in rows]
        names += [row["AccountNumber"] for row in session.find("Account") if row["AccountNumber"]]
        active = [row["Username"] for row in session.find("User") if row["IsActive"]]
        return sorted(each for each in (*names, *active) if run in str(each))

    return of


def test_what_carries_the_runs_id_is_undone_and_other_runs_are_left_alone(clean_up, lost, left, sandbox, state):
    theirs = left("9c22")
    assert len(theirs) == len(left("4f2a")) == 6

    done = clean_up("--yes")

    assert done.exit_code == 0, done.output
    assert left("4f2a") == []
    assert left("9c22") == theirs
    assert list(state.iterdir()) == []
    [pool, _] = sorted(row["Name"] for row in sandbox.built.org.system_session().find("Account") if row["Site"])
    assert pool.startswith("Acme 9c22")


def test_it_lists_first_and_asks(clean_up, lost, left, state):
    for told in (clean_up("--dry-run"), clean_up(input="n\n")):
        assert "  Lead " in told.output
        assert " 4f2a-1 would be deleted" in told.output
        assert "would be given back to the pool" in told.output
        assert "@mock-org.example would be deactivated" in told.output
        assert "9c22" not in told.output
    assert "Undo these 7? [y/N]: n" in told.output
    assert told.exit_code == 1
    assert len(left("4f2a")) == 6
    assert list(state.iterdir()) == []


def test_names_alone_are_not_enough(clean_up, lost, left, sandbox):
    """Somebody else's, one from before the run, one in whose name the id stands by chance."""
    session = Admin(sandbox).client()
    names = ("Old 4f2a-1", "Theirs 4f2a-1", "A4f2a-1", "4f2a")
    old, theirs, *_ = [session.insert("Lead", {"LastName": "Lee", "Company": name}) for name in names]
    session.close()
    somebody = next(row for row in sandbox.built.org.system_session().find("User") if "9c22" in row["Username"])
    sandbox.write("Lead", old, CreatedDate="2020-01-01T00:00:00.000+0000")
    sandbox.write("Lead", theirs, CreatedById=somebody["Id"])

    assert clean_up("--yes").exit_code == 0

    assert left("4f2a") == ["4f2a", "A4f2a-1", "Old 4f2a-1", "Theirs 4f2a-1"]


def test_there_is_nothing_the_second_time(clean_up, lost, left):
    clean_up("--yes")
    again = clean_up("--yes")
    assert (again.exit_code, "has nothing of run 4f2a since" in again.output) == (0, True)


def test_a_run_that_has_a_journal_is_not_looked_for_by_names(clean_up, sandbox, state):
    with run_on(sandbox, state):
        pass
    refused = clean_up("--yes")
    assert refused.exit_code == 1
    assert "has a journal of run 4f2a: leave --by-name out" in refused.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--run", "4f2a", "--by-name"), "--since with the instant at which the run began"),
        (("--all", "--by-name", "--since", "2026-11-22T14:00Z"), "--by-name takes one --run ID"),
        (("--run", "4f2a", "--by-name", "--since", "2026-11-22T14:00"), "an instant with its zone is needed"),
        (("--run", "4f2a", "--by-name", "--since", "yesterday"), "an instant with its zone is needed"),
        (("--run", "4f", "--by-name", "--since", "2026-11-22T14:00Z"), "nothing is told apart"),
        (("--run", "4f2a", "--yes"), "--since and --yes go with --by-name"),
    ],
)
def test_what_is_not_understood_is_refused(arguments, told):
    refused = CliRunner().invoke(cleanup, arguments)
    assert refused.exit_code == 2
    assert told in refused.output


def test_who_has_lost_a_journal_is_told_of_the_way(clean_up, sandbox):
    refused = CliRunner().invoke(cleanup, ["--run", "4f2a"])
    assert refused.exit_code == 1
    assert "--by-name --since INSTANT" in refused.output


@pytest.mark.parametrize(
    "name",
    ["Initech 4f2a-7", "Gold_4f2a_7", "API_only_4f2a_w1_12", "Acme 4F2A-w1-7", "ann.lee.4.4f2a-7@mock-org.example"],
)
def test_tags_are_found_in_whatever_form_names_have_them(name):
    assert Trace("4f2a", datetime.now(UTC)).marks(name)


@pytest.mark.parametrize("name", ["4f2a", "Initech 4f2a", "x4f2a-7", "4f2a-7x", "4f2ab-7", "14f2a-7", None, 7])
def test_what_only_looks_like_a_tag_is_none(name):
    assert not Trace("4f2a", datetime.now(UTC)).marks(name)
