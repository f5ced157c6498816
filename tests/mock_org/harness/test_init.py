"""mock-org init begins a project, in the words of the metadata."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from features.project import Kind, read_project
from mock_org.harness.init import SKELETON, init
from mock_org.harness.rooms import RoomTaken, check_rooms

SALESFORCE = Path(__file__).parent / "data" / "salesforce"


def begin(folder, *options):
    return CliRunner().invoke(init, [str(folder), *map(str, options)])


def test_a_project_begins_with_the_words_of_its_metadata(tmp_path):
    told = begin(tmp_path / "qa", "--project", SALESFORCE)

    assert told.exit_code == 0, told.output
    assert {name for name in SKELETON if (tmp_path / "qa" / name).is_file()} == set(SKELETON)
    own = read_project(tmp_path / "qa" / "scenarios.toml")
    assert own.kinds == {"partner deal": Kind("Deal__c", "Deal Title", "Name")}
    program = own.program
    names = (program.partner_profile, program.manager_profile, program.manager_role)
    assert names == ("Globo Partner", "Alliance Manager", "Alliance Manager")
    named = f"mock_org_projects = {os.path.relpath(SALESFORCE, tmp_path / 'qa')}\n"
    assert named in (tmp_path / "qa" / "pytest.ini").read_text(encoding="utf-8")


def test_without_a_project_the_scenarios_are_about_the_starter_org(tmp_path):
    assert begin(tmp_path / "qa").exit_code == 0
    assert read_project(tmp_path / "qa" / "scenarios.toml").kinds == {}
    assert 'lead "Initech"' in (tmp_path / "qa" / "scenarios" / "first.feature").read_text(encoding="utf-8")


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "conftest.py").write_text("mine", encoding="utf-8")
    told = begin(tmp_path)
    assert told.exit_code == 1
    assert "conftest.py is there already" in told.output
    assert [file.name for file in tmp_path.iterdir()] == ["conftest.py"]


def test_a_folder_that_is_no_project_is_refused(tmp_path):
    told = begin(tmp_path / "qa", "--project", tmp_path)
    assert told.exit_code == 1
    assert "has no sfdx-project.json" in told.output
    assert not (tmp_path / "qa").exists()


def test_the_harness_finds_its_own_rooms(monkeypatch, tmp_path):
    check_rooms()
    (tmp_path / "e2e").mkdir()
    (tmp_path / "e2e" / "__init__.py").touch()
    monkeypatch.delitem(sys.modules, "e2e")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RoomTaken, match="call that folder otherwise"):
        check_rooms()
