"""mock-org tiers: what it prints, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice

FINDING = {"kind": "unknown tier", "record": "001", "says": "Account Acme has the tier 'Iron', which no mapping knows."}


@pytest.fixture
def run(monkeypatch):
    """The command, on an org whose doors answer this."""

    def invoke(*words, findings=(), changed=0):
        monkeypatch.setattr(OrgChoice, "json", lambda self, door: {"findings": list(findings)})
        monkeypatch.setattr(OrgChoice, "send", lambda self, method, door, body=None: {"changed": changed})
        return CliRunner().invoke(main, ["tiers", *words])

    return invoke


def test_findings_are_printed_and_end_in_status_1(run):
    done = run("check", findings=[FINDING])
    assert (done.exit_code, done.stdout) == (1, FINDING["says"] + "\n")
    assert json.loads(run("check", "--format", "json", findings=[FINDING]).stdout) == {"findings": [FINDING]}


def test_where_everything_fits_that_is_said(run):
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "Every tier fits.\n")


def test_apply_tells_how_much_has_changed(run):
    assert run("apply", changed=1).stdout == "1 assignment of permission sets changed.\n"
    assert run("apply", changed=2).stdout == "2 assignments of permission sets changed.\n"
