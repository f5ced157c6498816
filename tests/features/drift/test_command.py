"""mock-org drift on the command line: what it asks, what it writes, what it refuses, how it ends."""

import json
import re

import pytest
from click.testing import CliRunner

from features.drift.command import drift
from tests.running_org import serving

CASE = {"id": "limits", "area": "org", "ask": "GET /limits", "compare": "shape"}


@pytest.fixture
def ready_file(mock_org, tmp_path):
    file = tmp_path / "ready.json"
    file.write_text(json.dumps(mock_org.ready), encoding="utf-8")
    return file


@pytest.fixture
def written(tmp_path):
    def write(status, body):
        folder = tmp_path / "cases"
        folder.mkdir()
        recorded = {"on": "a sandbox", "status": status, "headers": {}, "body": body}
        (folder / "one.json").write_text(json.dumps({**CASE, "compare": "status", "recorded": recorded}))
        return folder

    return write


def run(*arguments):
    return CliRunner().invoke(drift, [str(argument) for argument in arguments])


def test_it_lists_what_it_would_ask():
    told = run("--list", "--area", "org")
    assert told.exit_code == 0
    assert "org  limits  GET /limits" in told.output
    assert "describe-lead" not in told.output


def test_the_mock_is_compared_with_what_was_written_before(ready_file, written, tmp_path):
    told = run("--replay", written(404, None), "--mock", ready_file, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "1 requests: 1 differs" in told.output
    assert "limits: status: the org has 404" in told.output
    assert (tmp_path / "out" / "report.html").exists()
    assert not (tmp_path / "out" / "cases").exists()


def test_exit_status_0_says_that_nothing_differs(ready_file, written, tmp_path):
    folder = written(200, None)
    said = json.loads((folder / "one.json").read_text())
    usage = {"Content-Type": "application/json;charset=utf-8", "Sforce-Limit-Info": "api-usage=0/0"}
    (folder / "one.json").write_text(json.dumps(said | {"recorded": said["recorded"] | {"headers": usage}}))
    told = run("--replay", folder, "--mock", ready_file, "--out", tmp_path / "out")
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "1 requests: 1 same")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--area", "nonsense"), "no area and no case is called nonsense"),
        (("--replay", "/nowhere"), "/nowhere is no folder of cases"),
        (("--mock", "/nowhere"), "does not exist"),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments, why):
    told = run(*arguments)
    assert told.exit_code == 2
    assert why in told.output


def test_without_settings_of_a_sandbox_it_says_which_are_missing(ready_file, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    told = run("--mock", ready_file, "--only", "limits")
    assert told.exit_code == 2
    assert "MOCK_ORG_SANDBOX_URL is missing" in told.output


@pytest.mark.heavy
def test_a_stand_in_answers_as_the_mock_and_its_secrets_are_nowhere(tmp_path, ready_file):
    env, out = tmp_path / "env", tmp_path / "out"
    (tmp_path / "there").mkdir()
    with serving(tmp_path / "there", "--as-sandbox", "--tls", "--env-file", str(env)) as there:
        told = run("--env-file", env, "--mock", ready_file, "--area", "records", "--area", "org", "--out", out)
    assert told.exit_code == 0, told.output
    report = (out / "report.md").read_text(encoding="utf-8")
    assert re.search(r"Compared with a sandbox, API \d\d\.0, \d{4}-\d\d-\d\d\.", report)
    assert there.ready["admin"]["session_id"] not in report + told.output
