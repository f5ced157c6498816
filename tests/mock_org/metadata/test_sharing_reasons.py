"""Apex sharing reasons of custom objects."""

from typing import Any

MODELS = "<label>A</label><sharingModel>{}</sharingModel><externalSharingModel>{}</externalSharingModel>"
PRIVATE = MODELS.format("Private", "Private")


def causes(org: Any) -> list[tuple[str, str]]:
    field = org.schema["A__Share"].field("RowCause")
    return [(entry.value, entry.label) for entry in field.picklist if entry.value.endswith("__c")]


def test_reasons_of_files_and_of_the_object_are_row_causes_and_stay(org: Any, project: Any) -> None:
    inside = "<sharingReasons><fullName>Bid__c</fullName><label>Bid Team</label></sharingReasons>"
    project.put("objects/A__c/A__c.object", "CustomObject", PRIVATE + inside)
    project.put("objects/A__c/sharingReasons/Recruiter.sharingReason", "SharingReason", "<label>Recruiter</label>")
    report = project.deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    assert causes(org) == [("Bid__c", "Bid Team"), ("Recruiter__c", "Recruiter")]
    project.put("objects/A__c/A__c.object", "CustomObject", PRIVATE).deploy(org)
    assert len(causes(org)) == 2


def test_only_custom_objects_with_shares_have_reasons(org: Any, project: Any, faults: Any) -> None:
    path = "objects/{}/sharingReasons/Bid__c.sharingReason"
    project.put("objects/A__c/A__c.object", "CustomObject", PRIVATE)
    for name in ("Lead", "A__c"):
        project.put(path.format(name), "SharingReason", "<label>Bid</label>")
    project.put("objects/A__c/sharingReasons/1 x.sharingReason", "SharingReason", "<label>Bid</label>")
    first, second = faults(project.deploy(org).refused)
    assert first.endswith("1 x.sharingReason-meta.xml: fullName: is '1 x'; right is a name like Recruiter__c")
    assert second.endswith("Lead is no custom object; only these have Apex sharing reasons")
