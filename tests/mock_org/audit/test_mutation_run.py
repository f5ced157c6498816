"""A command that is no pytest stands in for one: which mutants it notices, and what cannot be told."""

import sys
from pathlib import Path

import pytest

from mock_org.audit.mutant import Mutant
from mock_org.audit.mutation_report import MutationReport
from mock_org.audit.mutation_run import Result, Runner, is_exercised, is_pytest, run_mutants
from mock_org.errors import SetupError

# Ends as its mutant says: builds the org or not, notices or not, says that the mutant is unknown, hangs.
COMMAND = """
import json, os, pathlib, sys, time
file = pathlib.Path(os.environ["MOCK_ORG_MUTANT"])
mutant = json.loads(file.read_text())["mutant"]
if mutant != "unbuilt" and "unbuilt" not in sys.argv:
    file.with_suffix(".applied").touch()
if mutant == "noticed":
    print("FAILED features/test_x.py::test_that_notices[api] - 2 of the cells")
if mutant == "unknown":
    print("SetupError: MOCK_ORG_MUTANT: this org has no mutant")
if mutant == "slow":
    time.sleep(60)
sys.exit(mutant in ("noticed", "unknown") or "red" in sys.argv)
"""


def mutant(name, *, wider=True, kind="default"):
    return Mutant(name, kind, "Lead.external", f"told of {name}", wider, lambda org: None)


@pytest.fixture
def runner(tmp_path):
    script = tmp_path / "command.py"
    script.write_text(COMMAND)

    def runner(*arguments, timeout=30.0):
        return Runner((sys.executable, str(script), *arguments), timeout, tmp_path)

    return runner


def test_each_mutant_is_judged_by_how_the_command_ends_under_it(runner):
    wanted = [mutant(name) for name in ("noticed", "unnoticed", "unknown", "unbuilt")]
    told = []
    results = run_mutants(runner(), wanted, 2, told.append)
    assert [result.outcome for result in results] == ["killed", "survived", "failed to run", "failed to run"]
    assert results[0].by == "features/test_x.py::test_that_notices[api]"
    assert len(told) == 4
    report = MutationReport(("pytest",), results, 1.0)
    assert (report.survivors, report.percent) == (1, 50.0)
    assert "told of unnoticed" in report.as_text()
    assert "told of noticed" not in report.as_text()
    assert "told of noticed" in report.as_html()
    assert report.as_json()["counts"] == {"killed": 1, "survived": 1, "failed to run": 2}


def test_a_run_that_does_not_end_is_ended(runner):
    assert run_mutants(runner(timeout=0.5), [mutant("slow")], 1)[0].outcome == "timed out"


@pytest.mark.parametrize(("argument", "why"), [("red", "must be green"), ("unbuilt", "built no mock org")])
def test_a_command_that_is_red_without_a_mutant_or_builds_no_org_is_refused(runner, argument, why):
    with pytest.raises(SetupError, match=why):
        runner(argument).first(None)


def test_a_command_that_there_is_not_is_refused(tmp_path):
    with pytest.raises(SetupError, match="cannot be run"):
        Runner(("no-such-command",), 1.0, Path(tmp_path)).first(None)


def test_what_the_tests_do_not_exercise_in_that_way_needs_no_run():
    ways = {"granted": {}, "refused": {"user": 1}}
    coverage = {"entries": [{"kind": "default", "name": "Lead.external", "ways": ways}]}
    assert is_exercised(mutant("a", wider=True), coverage)
    assert not is_exercised(mutant("a", wider=False), coverage)
    assert is_exercised(mutant("a", wider=False, kind="restriction rule"), coverage)


def test_only_pytest_is_told_to_stop_at_the_first_failure():
    assert is_pytest(("uv", "run", "pytest", "features"))
    assert not is_pytest(("make", "test"))
    assert Result(mutant("a"), "survived").by == ""
