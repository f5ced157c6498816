"""All or nothing, and one folder over another."""

from pathlib import Path
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.metadata import READERS, deploy

from .conftest import Project  # type: ignore[import-not-found]


def test_one_broken_file_and_nothing_is_loaded(org: Any, project: Any) -> None:
    settings = org.settings
    project.role("Good").put("roles/Bad.role", "Role", "<name>Bad</name><parentRole>Gone</parentRole>")
    report = project.put("objects/New__c/New__c.object", "CustomObject", "<sharingModel>Private</sharingModel>").deploy(
        org
    )
    assert len(report.refused) == 1
    assert org.writes == 0
    assert (org.settings, org.sharing) == (settings, None)
    assert "New__c" not in org.schema


def test_every_fault_is_told_at_once(org: Any, project: Any) -> None:
    project.role("A", "Gone").role("B", "Lost").raw("roles/C.role-meta.xml", "<")
    assert len(project.deploy(org).refused) == 3


def test_a_later_folder_lies_over_an_earlier_one(org: Any, tmp_path: Path) -> None:
    first, second = Project(tmp_path / "first"), Project(tmp_path / "second")
    first.put("roles/A.role", "Role", "<name>One</name>").role("B")
    second.put("roles/A.role", "Role", "<name>Two</name>")
    deploy(org, [first.folder, second.folder])
    assert org.one("UserRole", DeveloperName="A")["Name"] == "Two"
    assert org.one("UserRole", DeveloperName="B")


def test_a_later_object_file_changes_only_what_it_names(org: Any, tmp_path: Path) -> None:
    first, second = Project(tmp_path / "first"), Project(tmp_path / "second")
    models = "<sharingModel>Read</sharingModel><externalSharingModel>Private</externalSharingModel>"
    first.put("objects/A__c/A__c.object", "CustomObject", f"<label>First</label>{models}")
    second.put("objects/A__c/A__c.object", "CustomObject", "<label>Second</label>")
    deploy(org, [first.folder, second.folder])
    assert (org.schema["A__c"].label, org.schema["A__c"].sharing_model) == ("Second", "Read")


def test_what_the_org_refuses_while_loading_undoes_everything(org: Any, project: Any, monkeypatch: Any) -> None:
    insert, settings = org.insert, org.settings

    def refuse(sobject: str, values: Any) -> Any:
        if sobject == "PermissionSet":
            raise SalesforceError("STRING_TOO_LONG", "Name: data value too large")
        return insert(sobject, values)

    monkeypatch.setattr(org, "insert", refuse)
    project.put("objects/New__c/New__c.object", "CustomObject", "<sharingModel>Private</sharingModel>")
    project.put("settings/Communities.settings", "CommunitiesSettings", "<enableEnablePRM>false</enableEnablePRM>")
    project.role("A").put("permissionsets/P.permissionset", "PermissionSet", "<label>P</label>")
    report = project.deploy(org)
    assert [str(f) for f in report.refused] == [
        "project/permissionsets/P.permissionset-meta.xml:1: STRING_TOO_LONG: Name: data value too large"
    ]
    assert "New__c" not in org.schema
    assert org.find("UserRole") == []
    assert (org.settings, org.sharing) == (settings, None)


def test_every_reader_is_listed_in_the_reference() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "metadata.md"
    text = page.read_text(encoding="utf-8")
    assert [suffix for suffix in READERS if f"`.{suffix}-meta.xml`" not in text] == []
