"""Custom objects and organization-wide defaults."""

from typing import Any

import pytest


def models(internal: str = "", external: str = "") -> str:
    inside = f"<sharingModel>{internal}</sharingModel>" if internal else ""
    return inside + (f"<externalSharingModel>{external}</externalSharingModel>" if external else "")


MASTER = (
    "<label>M</label><type>MasterDetail</type><referenceTo>Account</referenceTo>"
    "<relationshipName>As</relationshipName><relationshipOrder>0</relationshipOrder>"
)


def test_a_custom_object_with_fields_in_its_own_file(org: Any, project: Any) -> None:
    field = "<fields><fullName>F__c</fullName><label>F</label><type>Phone</type></fields>"
    record_type = "<recordTypes><fullName>R</fullName><active>true</active><label>Ar</label></recordTypes>"
    content = f"<label>A</label><pluralLabel>As</pluralLabel>{models('Read', 'Private')}{field}{record_type}"
    report = project.put("objects/A__c/A__c.object", "CustomObject", content).deploy(org)
    assert [str(f) for f in report.not_understood] == []
    made = org.schema["A__c"]
    assert (made.label_plural, made.sharing_model, made.external_sharing_model) == ("As", "Read", "Private")
    assert made.field("F__c")
    assert made.field("RecordTypeId")
    assert org.one("RecordType", SobjectType="A__c", DeveloperName="R")["Name"] == "Ar"


def test_a_detail_is_controlled_by_its_parent(org: Any, project: Any) -> None:
    project.put("objects/A__c/A__c.object", "CustomObject", models("ControlledByParent", "ControlledByParent"))
    report = project.put("objects/A__c/fields/M__c.field", "CustomField", MASTER).deploy(org)
    assert report.refused == ()
    made = org.schema["A__c"]
    assert made.sharing_model == "ControlledByParent"
    assert made.field("OwnerId") is None
    assert made.master is not None
    assert "A__Share" not in org.schema


def test_tasks_can_be_about_an_object_with_activities(org: Any, project: Any) -> None:
    content = models("Private") + "<enableActivities>true</enableActivities>"
    project.put("objects/A__c/A__c.object", "CustomObject", content).deploy(org)
    assert "A__c" in org.schema["Task"].fields["whatid"].reference_to


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("Account", models("Private"), ("Private", "Private")),
        ("Account", models("Read", "Read"), ("Read", "Read")),
        ("Lead", models("ReadWriteTransfer", "ReadWrite"), ("ReadWriteTransfer", "ReadWrite")),
        ("Contact", models("Private"), ("Private", "Private")),
        ("Contact", models("ControlledByParent", "Private"), ("ControlledByParent", "Private")),
        ("A__c", models("ReadWrite"), ("ReadWrite", "Private")),
        ("A__c", models(), ("Private", "Private")),
    ],
)
def test_defaults_that_are_right(org: Any, project: Any, name: str, content: str, expected: tuple[str, str]) -> None:
    report = project.put(f"objects/{name}/{name}.object", "CustomObject", content).deploy(org)
    assert [str(f) for f in report.refused] == []
    assert (org.schema[name].sharing_model, org.schema[name].external_sharing_model) == expected


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("Account", models("Public"), ("sharingModel: is 'Public'; one of ControlledByCampaign, "
         "ControlledByLeadOrContact, "
         "ControlledByParent, FullAccess, Private, Read, ReadSelect, ReadWrite, ReadWriteTransfer is right")),
        ("Account", models("Private", "Read"),
         "externalSharingModel: is 'Read', wider than the internal default Private; Private or less is right"),
        ("Lead", models("ReadWrite", "ReadWriteTransfer"),
         ("externalSharingModel: is 'ReadWriteTransfer', wider than the internal default ReadWrite; ReadWrite "
          "or less is right")),
        ("Contact", models("ControlledByParent", "Read"),
         "externalSharingModel: is 'Read'; ControlledByParent or Private is right"),
        ("Contact", models("Private", "ControlledByParent"),
         "externalSharingModel: is 'ControlledByParent'; the internal default Private is narrower"),
        ("Account", models("ReadWriteTransfer"),
         "sharingModel: is 'ReadWriteTransfer'; Account knows Private, Read, ReadWrite"),
        ("Account", models("ControlledByParent"),
         "sharingModel: is 'ControlledByParent'; Account has no parent that could control it"),
        ("Account", models("ReadWrite", "ReadSelect"),
         "externalSharingModel: is 'ReadSelect'; Account knows Private, Read, ReadWrite"),
        ("Case", models("FullAccess"), "sharingModel: is 'FullAccess'; Case knows Private, Read, ReadWrite"),
        ("User", models("ReadWrite"), "sharingModel: is 'ReadWrite'; User knows Private, Read"),
        ("Task", models("Read"), "sharingModel: is 'Read'; Task knows Private, ControlledByParent"),
        ("CampaignMember", models("Private"),
         "sharingModel: is 'Private'; CampaignMember knows ControlledByLeadOrContact, ControlledByCampaign"),
        ("A__c", models("ControlledByParent"),
         "sharingModel: is 'ControlledByParent'; right is not ControlledByParent, for it has no master-detail field"),
    ],
)  # fmt: skip
def test_defaults_that_are_refused(org: Any, project: Any, faults: Any, name: str, content: str, line: str) -> None:
    report = project.put(f"objects/{name}/{name}.object", "CustomObject", content).deploy(org)
    assert faults(report.refused) == [f"objects/{name}/{name}.object-meta.xml: {line}"]


def test_campaign_members_have_one_default_for_all(org: Any, project: Any) -> None:
    models_of = models("ControlledByCampaign")
    assert (
        project.put("objects/CampaignMember/CampaignMember.object", "CustomObject", models_of).deploy(org).refused == ()
    )
    member = org.schema["CampaignMember"]
    assert (member.sharing_model, member.external_sharing_model) == ("ControlledByCampaign", "ControlledByCampaign")


def test_a_detail_with_a_default_of_its_own_is_refused(org: Any, project: Any, faults: Any) -> None:
    project.put("objects/A__c/A__c.object", "CustomObject", models("ReadWrite"))
    report = project.put("objects/A__c/fields/M__c.field", "CustomField", MASTER).deploy(org)
    assert faults(report.refused) == [
        (
            "objects/A__c/A__c.object-meta.xml: sharingModel: is 'ReadWrite'; "
            "right is ControlledByParent, for it has a master-detail field"
        )
    ]


def test_a_custom_object_that_does_not_say_is_private_and_that_is_reported(org: Any, project: Any, faults: Any) -> None:
    report = project.put("objects/A__c/A__c.object", "CustomObject", "<label>A</label>").deploy(org)
    assert faults(report.not_understood) == [
        "objects/A__c/A__c.object-meta.xml: sharingModel: is missing; Private is taken"
    ]


def test_what_an_object_also_says_is_reported(org: Any, project: Any, faults: Any) -> None:
    content = models("Private") + "<shiny>1</shiny>"
    project.put("objects/Lead/Lead.object", "CustomObject", content)
    report = project.put("objects/Lead/layouts/Wide.layout", "Layout").deploy(org)
    assert faults(report.not_understood) == [
        "objects/Lead/Lead.object-meta.xml: shiny: is not understood and has no effect",
        ("objects/Lead/layouts/Wide.layout-meta.xml: is not read: pages show every field that a user may see"),
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("S__c", "<customSettingsType>List</customSettingsType>"), ("T__mdt", ""), ("E__e", "")]
)
def test_other_kinds_of_objects_are_reported(org: Any, project: Any, name: str, content: str) -> None:
    project.put(f"objects/{name}/fields/F__c.field", "CustomField", "<label>F</label><type>Phone</type>")
    report = project.put(f"objects/{name}/{name}.object", "CustomObject", content).deploy(org)
    assert report.refused == ()
    assert len(report.not_understood) == 2
    assert name not in org.schema
