"""mock-org coverage, of the data of runs."""

import json

import pytest
from click.testing import CliRunner

from mock_org.cli import main

ENTRY = {"kind": "sharing rule", "name": "Lead.Pool", "words": "w", "file": "f"}


@pytest.fixture
def files(tmp_path):
    for name, ways in (("a", {"granted": {"alone": 1}, "refused": {}}), ("b", {"granted": {}, "refused": {}})):
        (tmp_path / name).write_text(json.dumps({"entries": [ENTRY | {"ways": ways}]}))
    return [str(tmp_path / "a"), str(tmp_path / "b")]


def run(*options):
    return CliRunner().invoke(main, ["coverage", *options])


def test_the_data_of_runs_is_put_together_and_judged(files):
    assert "never refused: sharing rule Lead.Pool" in run(*files).output
    assert json.loads(run(*files, "--format", "json").output)["percent"] == 50.0
    assert (run(*files, "--fail-under", "50").exit_code, run(*files, "--fail-under", "51").exit_code) == (0, 1)


def test_without_data_and_without_an_org_it_says_what_to_name(files):
    assert run().exit_code == 2
    assert "name the data files of runs, or a running org" in run().stderr
    assert run(*files, "--org", "http://127.0.0.1:1").exit_code == 2
