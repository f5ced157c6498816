"""A project of one's own: metadata, kinds of records and steps that are not the starter org's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mock_org.harness.init import init

ROOT = Path(__file__).parents[3]
SALESFORCE = Path(__file__).parent / "data" / "salesforce"
FEATURE = """
@smoke
Feature: Partner deals
  Background:
    Given Cy, a channel manager
    And a partner company "Acme" of Cy with the user Ann
    And a partner company "Globex" of Cy with the user Bo

  Scenario: A deal belongs to the partner who brought it
    When Ann creates the partner deal "Initech" with
      | Partner Account | account "Acme" |
      | Stage           | New            |
    Then the visibility is
      | record                 | Ann (Acme) | Bo (Globex) | Cy, channel manager |
      | partner deal "Initech" | edit       | none        | edit                |

  Scenario: An open deal is everybody's to read
    Given the partner deal "Hooli" owned by Cy with
      | Open To Partners | true |
      | Margin           | 12   |
    When Bo wins partner deal "Hooli"
    Then that is refused
    And Bo sees exactly the partner deal "Hooli"
    And Bo is not shown the field "Margin" of partner deal "Hooli"
"""
STEPS = '''
from pytest_bdd import when
from features.scene import Scene
from features.words import Noun, saying


@when(saying("{who:Name} wins {noun:Noun}"))
def win(scene: Scene, who: str, noun: Noun) -> None:
    """The deal is won."""
    record = scene.record(noun)
    with scene.attempt():
        scene.actor(who).change(record.sobject, record.Id, {"Stage": "Won"})
'''


@pytest.fixture
def qa(tmp_path):
    """A folder as somebody begins it, with a feature and a step of their own."""
    folder = tmp_path / "qa"
    assert CliRunner().invoke(init, [str(folder), "--project", str(SALESFORCE)]).exit_code == 0
    (folder / "scenarios" / "deals.feature").write_text(FEATURE, encoding="utf-8")
    (folder / "steps").mkdir()
    (folder / "steps" / "deals.py").write_text(STEPS, encoding="utf-8")
    words = folder / "scenarios.toml"
    told = words.read_text(encoding="utf-8").replace("steps = []", 'steps = ["steps.deals"]')
    words.write_text(told, encoding="utf-8")
    return folder


def run(folder, *command):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_its_steps_are_listed_with_its_own_kinds_of_records(qa):
    listed = run(qa, "-c", "from features.commands.steps import steps; steps()", 'When Bo wins partner deal "X"')
    assert listed.returncode == 0, listed.stderr
    assert "The deal is won.  (steps/deals.py:" in listed.stdout


@pytest.mark.heavy
def test_its_scenarios_run_by_the_api_and_in_a_browser_and_leave_their_reports(qa):
    ran = run(qa, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "6 passed" in ran.stdout
    assert "Globo Partner.profile-meta.xml: tabVisibilities: the site shows every object" in ran.stdout
    assert {"report.html", "junit.xml", "cucumber.json"} <= {file.name for file in (qa / "build").iterdir()}
