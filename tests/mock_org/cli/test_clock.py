"""mock-org clock: what it asks of the org's doors and what it prints."""

import json

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice

RAN = {"job": "j", "label": "Reset of logins", "at": "2026-02-01T08:00:00.000Z", "failed": False, "said": "3 reset"}
URL = "http://127.0.0.1:1"


@pytest.fixture
def asked(monkeypatch):
    """What was sent to the doors."""
    sent = []

    def send(self, method, door, body=None):
        sent.append((method, door, body))
        return {"now": "2026-04-15T00:00:00.000Z", "frozen": True, "ran": [RAN] if len(sent) == 1 else []}

    monkeypatch.setattr(OrgChoice, "send", send)
    monkeypatch.setattr(
        OrgChoice, "json", lambda self, door: {"now": "2026-01-15T00:00:00.000Z", "frozen": True} | {"door": door}
    )
    return sent


def run(*options):
    return CliRunner().invoke(main, ["clock", *options, "--org", URL])


def test_the_time_is_told(asked):
    assert run().stdout == run("read").stdout == "It is 2026-01-15T00:00:00.000Z in the org; the clock stands still.\n"
    assert json.loads(run("read", "--format", "json").stdout)["frozen"] is True


def test_what_ran_is_told_before_the_time(asked):
    assert run("advance", "12h").stdout.splitlines() == [
        "2026-02-01 08:00Z  Reset of logins: 3 reset",
        "It is 2026-04-15T00:00:00.000Z in the org; the clock stands still.",
    ]
    assert asked == [("POST", "/clock/advance", {"seconds": 12 * 3600})]


def test_runs_that_did_the_same_are_one_line(monkeypatch, asked):
    ran = [RAN | {"said": None, "at": f"2026-0{month}-01T08:00:00.000Z"} for month in (2, 3, 4)]
    told = {"now": "2026-04-15T00:00:00.000Z", "frozen": True, "ran": ran}
    monkeypatch.setattr(OrgChoice, "send", lambda *_: told)
    line = "2026-02-01 08:00Z to 2026-04-01 08:00Z, 3 times  Reset of logins"
    assert run("advance", "12h").stdout.splitlines()[0] == line


def test_a_long_way_is_gone_in_steps(asked):
    run("advance", "90d1h")
    assert [body["seconds"] / 86400 for _, _, body in asked] == pytest.approx([30, 30, 30, 1 / 24])


def test_the_clock_is_put_forward_in_steps_and_back_at_once(asked):
    run("set", "2026-02-20T00:00:00Z", "--freeze")
    assert [body for _, _, body in asked] == [
        {"now": "2026-02-14T00:00:00+00:00", "frozen": True},
        {"now": "2026-02-20T00:00:00+00:00", "frozen": True},
    ]
    asked.clear()
    run("set", "2025-01-01")
    assert [body for _, _, body in asked] == [{"now": "2025-01-01T00:00:00+00:00"}]


def test_a_job_that_failed_fails_the_command(asked, monkeypatch):
    monkeypatch.setitem(RAN, "failed", True)
    done = run("advance", "1d")
    assert (done.exit_code, "FAILED Reset of logins: 3 reset" in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["advance", "90"], "90: not a way forward; write 90d"),
        (["advance", "-1d"], "No such option"),
        (["advance", "3 days"], "not a way forward"),
        (["advance", "999999999w"], "beyond the calendar"),
        (["set", "tomorrow"], "tomorrow: not an instant"),
    ],
)
def test_what_is_no_time_is_refused(asked, options, why):
    done = run(*options)
    assert (done.exit_code, why in done.stderr, asked) == (2, True, []), done.stderr


def test_an_org_has_to_be_named():
    done = CliRunner().invoke(main, ["clock"])
    assert (done.exit_code, "--org" in done.stderr) == (2, True)
