"""mock-org init begins a project, in the words of the metadata."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from features.project import Kind, read_project
from mock_org_harness.init import SKELETON, init
from mock_org_harness.rooms import RoomTaken, check_rooms

ROOT = Path(__file__).parents[2]
SPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"'
PARTS = {
    "objects/Deal__c/Deal__c.object-meta.xml": (
        f"<CustomObject {SPACE}><label>Partner Deal</label><pluralLabel>Partner Deals</pluralLabel>"
        "<nameField><label>Deal Title</label><type>Text</type></nameField>"
        "<sharingModel>Private</sharingModel><externalSharingModel>Private</externalSharingModel></CustomObject>"
    ),
    "profiles/Globo Partner.profile-meta.xml": (
        f"<Profile {SPACE}><userLicense>Partner Community</userLicense></Profile>"
    ),
    "profiles/Alliances.profile-meta.xml": f"<Profile {SPACE}><userLicense>Salesforce</userLicense></Profile>",
    "roles/Head.role-meta.xml": f"<Role {SPACE}><name>Head of Alliances</name></Role>",
}


@pytest.fixture
def salesforce(tmp_path):
    """An SFDX project with an object, two profiles and a role."""
    for name, text in PARTS.items():
        file = tmp_path / "salesforce" / "main" / "default" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    told = '{"packageDirectories": [{"path": "main"}], "sourceApiVersion": "64.0"}'
    (tmp_path / "salesforce" / "sfdx-project.json").write_text(told, encoding="utf-8")
    return tmp_path / "salesforce"


def begin(folder, *options):
    return CliRunner().invoke(init, [str(folder), *map(str, options)])


def test_a_project_begins_with_the_words_of_its_metadata(tmp_path, salesforce):
    told = begin(tmp_path / "qa", "--project", salesforce)

    assert told.exit_code == 0, told.output
    assert {name for name in SKELETON if (tmp_path / "qa" / name).is_file()} == set(SKELETON)
    own = read_project(tmp_path / "qa" / "scenarios.toml")
    assert own.kinds == {"partner deal": Kind("Deal__c", "Deal Title", "Name")}
    program = own.program
    names = (program.partner_profile, program.manager_profile, program.manager_role)
    assert names == ("Globo Partner", "Alliances", "Head of Alliances")
    assert "mock_org_projects = ../salesforce\n" in (tmp_path / "qa" / "pytest.ini").read_text(encoding="utf-8")


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


@pytest.mark.heavy
def test_a_new_project_runs_as_it_is(tmp_path):
    begin(tmp_path / "qa")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"],
        cwd=tmp_path / "qa",
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 passed" in run.stdout
    assert (tmp_path / "qa" / "build" / "report.html").is_file()
