"""What a run leaves behind, also where workers share it and tests are run again."""

import json
import os
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[3]
FEATURE = """
@partners
Feature: Lamps & more
  They shine.

  Scenario: It flickers
    Given a lamp that flickers

  Scenario: It does what nobody knows
    Given a partner company "Acme" of Cy with a user Ann
    Then it shines

  Scenario Outline: Many
    Given a lamp of <watts> watts

    Examples:
      | watts |
      | 5     |
      | 60    |

  Rule: A lamp shines when it is on

    Scenario: It is on
      Given a lamp
      When it is switched on:
        | colour | <red> |
      Then it shines

    Scenario: It is broken
      Given a lamp
      When it breaks
      Then it shines

    @later
    Scenario: It is blue
      Given a lamp
"""
CONFTEST = """
import pytest
from pathlib import Path
from pytest_bdd import given, when, then, parsers

pytest_plugins = ["features.report.plugin"]

def pytest_bdd_apply_tag(tag, function):
    if tag == "later":
        pytest.mark.skip(reason="needs a clock that can be moved, which a lamp has not")(function)
    return True

@given("a lamp", target_fixture="lamp")
def lamp():
    return []

@given("a lamp that flickers")
def flickers():
    seen = Path(__file__).parent / "flickered"
    if not seen.exists():
        seen.touch()
        raise TimeoutError("too slow")

@given(parsers.parse("a lamp of {watts:d} watts"))
def watts(watts):
    pass

@when("it is switched on:")
def switch(lamp, datatable):
    lamp.append(datatable)

@when("it breaks")
def breaks(lamp):
    pass

@then("it shines")
def shines(lamp):
    assert lamp
"""


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """The folder of a run by a worker of pytest-xdist, and what it printed."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "lamps.feature").write_text(FEATURE, encoding="utf-8")
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    test = 'from pytest_bdd import scenarios\nscenarios("lamps.feature")\ndef test_plain(): assert 0, "no scenario"\n'
    (folder / "test_lamps.py").write_text(test, encoding="utf-8")
    files = ["--report", "out/r.html", "--junitxml", "out/j.xml", "--cucumberjson", "out/c.json"]
    command = [sys.executable, "-m", "pytest", "-n", "1", "--reruns", "1", "--only-rerun", "TimeoutError", *files]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [*command, "-p", "no:mock_org", "-p", "no:playwright", "-p", "no:randomly", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return folder / "out", run.stdout


def test_the_terminal_names_the_files_and_the_nearest_steps(left):
    _, printed = left
    assert "Report: out/r.html\nCucumber JSON: out/c.json" in printed
    assert 'Given a partner company "company" of Cy with the user Ann' in printed
    assert '@given(saying("a partner company {name:Quoted} of {who:Name} with a user {who2:Name}"))' in printed


def test_cucumber_json_has_every_scenario_as_it_ended(left):
    [feature] = json.loads((left[0] / "c.json").read_text(encoding="utf-8"))
    assert feature["uri"].endswith("/lamps.feature")
    assert (feature["name"], feature["tags"][0]["name"]) == ("Lamps & more", "@partners")
    ends = {each["id"]: [step["result"]["status"] for step in each["steps"]] for each in feature["elements"]}
    assert ends == {
        "lamps-more;a-lamp-shines-when-it-is-on;it-is-on": ["passed", "passed", "passed"],
        "lamps-more;a-lamp-shines-when-it-is-on;it-is-broken": ["passed", "passed", "failed"],
        "lamps-more;a-lamp-shines-when-it-is-on;it-is-blue": ["skipped"],
        "lamps-more;it-flickers": ["passed"],
        "lamps-more;it-does-what-nobody-knows": ["undefined", "skipped"],
        "lamps-more;many;watts-5": ["passed"],
        "lamps-more;many;watts-60": ["passed"],
    }
    [broken] = [each for each in feature["elements"] if each["name"] == "It is broken"]
    assert "assert []" in broken["steps"][2]["result"]["error_message"]
    [on] = [each for each in feature["elements"] if each["name"] == "It is on"]
    assert on["steps"][1]["rows"] == [{"cells": ["colour", "<red>"]}]


def test_junit_xml_names_features_and_scenarios(left):
    cases = list(ElementTree.parse(left[0] / "j.xml").iter("testcase"))
    named = {(case.get("classname"), case.get("name")) for case in cases}
    assert ("Lamps & more / A lamp shines when it is on", "It is blue") in named
    assert ("Lamps & more", "Many [watts 60]") in named
    assert ("test_lamps", "test_plain") in named
    assert len(cases) == len(named), "servers take the first of two test cases of one name, which is an attempt"
    assert {each.tag for case in cases for each in case} <= {"skipped", "failure", "error", "system-out"}


def test_junit_xml_and_page_say_what_the_run_was_about(left):
    suite = ElementTree.parse(left[0] / "j.xml").getroot()[0]
    told = {each.get("name"): each.get("value") for each in suite[0]}
    assert suite[0].tag == "properties"
    assert {"began", "duration"} <= set(told)
    assert told["began"] in (left[0] / "r.html").read_text(encoding="utf-8")


def test_the_page_shows_what_could_be_said_in_place_of_an_unknown_step(left):
    page = unescape((left[0] / "r.html").read_text(encoding="utf-8"))
    message = page[page.index('<pre class="message"') :].partition("</pre>")[0]
    assert "Step definition is not found" in message
    assert '\n  Given a partner company "company" of Cy with the user Ann\n' in message
    assert '\n  @given(saying("a partner company {name:Quoted} of {who:Name} with a user {who2:Name}"))\n' in message


def test_the_page_tells_of_failures_skips_and_reruns_and_has_no_markup_of_others(left):
    page = (left[0] / "r.html").read_text(encoding="utf-8")
    assert "<strong>4</strong> passed" in page
    assert "<strong>2</strong> failed" in page
    assert "needs a clock that can be moved, which a lamp has not" in page
    assert "<strong>1</strong> run again" in page
    assert "TimeoutError: too slow" in page
    assert "It flickers (test)" in page
    assert "&lt;red&gt;" in page
    assert "Lamps &amp; more" in page
    assert "test_lamps.py::test_plain" in page
    assert "http" not in page.replace("http-equiv", "")
