"""Which files of which folders are read."""

import json
from pathlib import Path
from typing import Any

import pytest

from mock_org.metadata import deploy


def test_a_project_is_read_from_its_package_directories_only(org: Any, project: Any) -> None:
    project.raw("sfdx-project.json", json.dumps({"packageDirectories": [{"path": "app"}]}))
    project.put("app/main/default/roles/In.role", "Role", "<name>In</name>").role("Out")
    report = project.deploy(org)
    assert report.read == ("project/app/main/default/roles/In.role-meta.xml",)


def test_a_folder_without_a_project_file_is_read_as_source(org: Any, project: Any) -> None:
    assert project.role("A").deploy(org).read == ("project/roles/A.role-meta.xml",)


def test_a_missing_folder_is_refused(org: Any, tmp_path: Path) -> None:
    report = deploy(org, [tmp_path / "nowhere"])
    assert [f.advice for f in report.refused] == ["is no folder; name an SFDX project or a folder of metadata source"]


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"packageDirectories": 1}', '{"packageDirectories": [{}]}', "[" * 99999]
)
def test_a_broken_project_file_is_refused(org: Any, project: Any, faults: Any, content: str) -> None:
    project.raw("sfdx-project.json", content)
    assert faults(project.deploy(org).refused) == [
        'sfdx-project.json: packageDirectories: must be a JSON list of folders: [{"path": "force-app"}]'
    ]


@pytest.mark.parametrize("path", ["..", "missing", "/"])
def test_a_package_directory_outside_the_project_is_refused(org: Any, project: Any, faults: Any, path: str) -> None:
    project.raw("sfdx-project.json", json.dumps({"packageDirectories": [{"path": path}]}))
    assert faults(project.deploy(org).refused) == [
        f"sfdx-project.json: packageDirectories[{path}]: is no folder inside the project"
    ]


def test_files_of_types_that_are_not_read_are_named_with_what_that_means(org: Any, project: Any, faults: Any) -> None:
    project.put("classes/A.cls", "ApexClass").raw("classes/A.cls", "class A {}").raw("notes.txt", "hello")
    report = project.put("layouts/Lead-Lead.layout", "Layout").deploy(org)
    assert faults(report.not_understood) == [
        "classes/A.cls: is not read: Apex is not run",
        "classes/A.cls-meta.xml: is not read: Apex is not run",
        "layouts/Lead-Lead.layout-meta.xml: is not read: pages show every field that a user may see",
        "notes.txt: is not read and has no effect",
    ]
    assert report.refused == ()


def test_hidden_files_are_passed_over(org: Any, project: Any) -> None:
    report = project.raw(".forceignore", "x").raw(".sfdx/tools/x.json", "{}").role("A").deploy(org)
    assert report.not_understood == ()


def test_percent_encoded_names_are_read_as_they_are_meant(org: Any, project: Any) -> None:
    project.put("groups/A%2FB.group", "Group", "<name>A/B</name>").deploy(org)
    assert org.one("Group", Name="A/B")["DeveloperName"] == "A/B"
