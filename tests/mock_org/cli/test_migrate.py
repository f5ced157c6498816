"""mock-org migrate: what it asks the org, what it prints, and how it ends."""

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice

RUNNING = ("--org", "http://127.0.0.1:1")
NOTHING = {"profiles": [], "moved": [], "failed": [], "stays": [], "left": 0, "access": []}


@pytest.fixture
def run(monkeypatch):
    """The command, on an org whose doors answer these, one after the other; what it asked."""

    def invoke(*words, answers):
        left, asked = list(answers), []

        def send(self, method, door, body=None):
            asked.append((door, body))
            return left.pop(0)

        monkeypatch.setattr(OrgChoice, "send", send)
        monkeypatch.setattr(OrgChoice, "json", lambda self, door: left.pop(0))
        return CliRunner().invoke(main, ["migrate", *words, *RUNNING]), asked

    return invoke


def test_a_plan_is_printed_part_by_part(run, tmp_path):
    file = tmp_path / "mapping.toml"
    file.write_text('site = "Partner Central"\n[profiles]\nOld = "New"\n', encoding="utf-8")
    access = [{"gain": True, "says": "Ann gains read Case."}]
    answer = NOTHING | {"profiles": ["Old becomes New."], "failed": ["Bo stays: no seat"], "access": access}
    done, asked = run("plan", "--mapping", str(file), answers=[answer])
    assert asked == [("/migration/plan", {"mapping": {"site": "Partner Central", "profiles": {"Old": "New"}}})]
    assert done.stdout.splitlines() == [
        "Profiles:",
        "  Old becomes New.",
        "Would fail:",
        "  Bo stays: no seat",
        "Would gain or lose:",
        "  Ann gains read Case.",
    ]
    assert done.exit_code == 1


def test_a_run_goes_on_until_nobody_moves_any_more(run):
    steps = [
        NOTHING | {"moved": ["Ann goes."], "failed": ["Bo stays: no seat"], "left": 2},
        NOTHING | {"moved": ["Cleo goes."], "failed": ["Bo stays: no seat"], "left": 1},
    ]
    done, asked = run("run", answers=steps)
    assert [body["most"] for _, body in asked] == [10, 11]
    assert done.stdout.splitlines() == ["Moved:", "  Ann goes.", "  Cleo goes.", "Failed:", "  Bo stays: no seat"]
    assert done.exit_code == 1


def test_together_is_one_request(run):
    done, asked = run("run", "--together", answers=[NOTHING | {"moved": ["Ann goes."]}])
    assert asked == [("/migration/run", {"mapping": {}, "together": True})]
    assert done.exit_code == 0


def test_a_check_ends_in_status_1_when_somebody_sees_more(run):
    differences = [{"gain": True, "says": "Ann gains read Case."}]
    done, _ = run("check", answers=[{"differences": differences}])
    assert (done.exit_code, done.stdout) == (1, "Ann gains read Case.\n")
    done, _ = run("check", answers=[{"differences": []}])
    assert (done.exit_code, done.stdout) == (0, "Nobody sees or may do more or less than before.\n")


def test_switching_off_tells_how_many_sessions_ended(run):
    done, asked = run("switch-off", "--force", answers=[{"sessions_ended": 2}])
    assert asked == [("/migration/switch-off", {"force": True})]
    assert done.stdout == "The Classic partner portal is switched off; 2 sessions ended.\n"


def test_an_org_that_would_be_gone_afterwards_is_not_migrated():
    done = CliRunner().invoke(main, ["migrate", "run"])
    assert (done.exit_code, done.stderr) == (
        2,
        "mock-org: name the org to change: --org of one that runs, or --database of one that does not\n",
    )


def test_a_mapping_that_is_no_toml_is_refused(tmp_path):
    file = tmp_path / "mapping.toml"
    file.write_text("site = ", encoding="utf-8")
    done = CliRunner().invoke(main, ["migrate", "plan", "--mapping", str(file)])
    assert done.exit_code == 2
    assert str(file) in done.stderr


def test_a_kept_org_is_migrated_in_place(tmp_path):
    database = f"sqlite:///{tmp_path}/org.db"
    (tmp_path / "org.db").touch()
    done = CliRunner().invoke(main, ["migrate", "run", "--database", database])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(main, ["migrate", "check", "--database", database])
    assert done.stdout == "Nobody sees or may do more or less than before.\n"
