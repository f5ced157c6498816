"""mock-org leaks: what it prints, and how it ends."""

import json
import sys

import pytest
from click.testing import CliRunner

from mock_org.cli import main

POOL = {"rule": "sharing rule Lead.Pool", "level": "read", "allowed": None}
RECORD = {"rule": "share row Manual", "level": "edit", "allowed": None, "records": 1}


def run(monkeypatch, data, *options):
    command = sys.modules["mock_org.cli.leaks"]  # the package's own name for it is the command
    monkeypatch.setattr(command, "_found", lambda org, objects: {"leaks": [], "configuration": []} | data)
    return CliRunner().invoke(main, ["leaks", "--format", "json", *options])


@pytest.mark.parametrize(
    ("data", "fail_on", "status"),
    [
        ({}, "any", 0),
        ({"configuration": [POOL]}, "any", 1),
        ({"configuration": [POOL | {"allowed": "meant"}]}, "any", 0),
        ({"configuration": [POOL]}, "edit", 0),
        ({"configuration": [POOL]}, "records", 0),
        ({"leaks": [RECORD]}, "edit", 1),
        ({"leaks": [RECORD]}, "records", 1),
        ({"leaks": [RECORD]}, "never", 0),
    ],
)
def test_exit_status_tells_whether_something_is_left_that_is_not_allowed(monkeypatch, data, fail_on, status):
    assert run(monkeypatch, data, "--fail-on", fail_on).exit_code == status


def test_starter_org_is_clean_and_its_pool_is_allowed():
    done = CliRunner().invoke(main, ["leaks"])
    assert done.exit_code == 0
    assert "No partner sees another partner's records" in done.stdout
    assert "Allowed: Whoever puts a lead into the pool" in done.stdout


def test_findings_are_written_to_a_file(monkeypatch, tmp_path):
    file = tmp_path / "leaks.json"
    assert run(monkeypatch, {"leaks": [RECORD]}, "--out", str(file)).exit_code == 1
    assert json.loads(file.read_text(encoding="utf-8"))["leaks"] == [RECORD]


def test_wrong_object_is_refused():
    done = CliRunner().invoke(main, ["leaks", "--object", "Nothing__c"])
    assert done.exit_code == 2
    assert "Nothing__c" in done.stderr
