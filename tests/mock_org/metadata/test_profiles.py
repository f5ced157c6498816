"""Profiles and permission sets."""

from pathlib import Path
from typing import Any

import pytest

from mock_org.metadata import deploy

from .conftest import Project  # type: ignore[import-not-found]

PARTNER = "<custom>true</custom><userLicense>Partner Community</userLicense>"


def objects(name: str, *allowed: str, more: str = "") -> str:
    flags = "".join(f"<{flag}>true</{flag}>" for flag in allowed)
    return f"<objectPermissions>{flags}<object>{name}</object>{more}</objectPermissions>"


def field(name: str, readable: str = "true", editable: str = "false", more: str = "") -> str:
    inside = f"<editable>{editable}</editable><field>{name}</field><readable>{readable}</readable>{more}"
    return f"<fieldPermissions>{inside}</fieldPermissions>"


def permission(name: str, enabled: str = "true") -> str:
    return f"<userPermissions><enabled>{enabled}</enabled><name>{name}</name></userPermissions>"


def put(project: Any, content: str, name: str = "Partner") -> Any:
    project.put("objects/Lead/fields/F__c.field", "CustomField", "<label>F</label><type>Phone</type>")
    return project.put(f"profiles/{name}.profile", "Profile", content)


def test_a_profile_and_its_own_permission_set_are_made(org: Any, project: Any) -> None:
    content = (
        PARTNER
        + objects("Lead", "allowRead", "allowEdit")
        + permission("ApiEnabled")
        + permission("RunReports", "false")
    )
    assert put(project, content).deploy(org).refused == ()
    profile = org.one("Profile", Name="Partner")
    assert (profile["UserType"], profile["PermissionsApiEnabled"], profile["PermissionsRunReports"]) == (
        "PowerPartner",
        True,
        False,
    )
    owned = org.one("PermissionSet", ProfileId=profile["Id"], IsOwnedByProfile=True)
    assert owned["PermissionsApiEnabled"]
    rights = org.one("ObjectPermissions", ParentId=owned["Id"], SobjectType="Lead")
    assert (rights["PermissionsRead"], rights["PermissionsEdit"], rights["PermissionsDelete"]) == (True, True, False)


def test_what_a_profile_does_not_list_is_closed_but_standard_fields_of_its_objects(org: Any, project: Any) -> None:
    put(project, PARTNER + objects("Lead", "allowRead") + field("Lead.Phone", "false")).deploy(org)
    assert org.field_access("Partner", "Lead.F__c") == (False, False)
    assert org.field_access("Partner", "Lead.Phone") == (False, False)
    assert org.field_access("Partner", "Lead.Website") == (True, True)
    assert org.field_access("Partner", "Account.Website") == (False, False)


def test_the_administrator_has_every_field_of_the_project(org: Any, project: Any) -> None:
    put(project, "<userLicense>Salesforce</userLicense>" + field("Lead.F__c", "false"), "Admin").deploy(org)
    assert org.field_access("System Administrator", "Lead.F__c") == (True, True)
    assert len(org.find("Profile")) == 1


def test_the_administrator_keeps_everything_whatever_the_file_says(org: Any, project: Any) -> None:
    admin = org.id("Profile", "System Administrator")
    org.update("Profile", admin, {"PermissionsViewAllData": True})
    content = (
        "<userLicense>Salesforce</userLicense>" + permission("ViewAllData", "false") + field("Lead.Phone", "false")
    )
    assert put(project, content, "Admin").deploy(org).refused == ()
    assert org.one("Profile", Id=admin)["PermissionsViewAllData"]
    assert org.find("FieldPermissions", Field="Lead.Phone") == []


def test_an_object_that_is_listed_without_read_opens_no_field(org: Any, project: Any) -> None:
    put(project, PARTNER + objects("Lead")).deploy(org)
    assert org.field_access("Partner", "Lead.Website") == (False, False)


def test_a_profile_file_changes_a_standard_profile_of_the_org(org: Any, project: Any) -> None:
    org.insert("Profile", {"Name": "Standard User", "UserLicenseId": org.id("UserLicense", "Salesforce")})
    put(project, objects("Lead", "allowRead"), "Standard").deploy(org)
    assert len(org.find("Profile")) == 2
    assert org.field_access("Standard User", "Lead.Phone") == (True, True)


def test_a_later_profile_changes_the_entries_that_it_lists(org: Any, tmp_path: Path) -> None:
    first, second = Project(tmp_path / "first"), Project(tmp_path / "second")
    put(first, PARTNER + objects("Lead", "allowRead") + objects("Case", "allowRead"))
    second.put("profiles/Partner.profile", "Profile", objects("Lead", "allowRead", "allowEdit"))
    deploy(org, [first.folder, second.folder])
    owned = org.one("PermissionSet", ProfileId=org.id("Profile", "Partner"))
    rights = {r["SobjectType"]: r["PermissionsEdit"] for r in org.find("ObjectPermissions", ParentId=owned["Id"])}
    assert rights == {"Lead": True, "Case": False}


REFUSED = [
    (PARTNER + permission("ViewAllData"),
     "userPermissions[ViewAllData]: users of Partner Community cannot have it; leave it out"),
    ("<userLicense>Nope</userLicense>", ("userLicense: is 'Nope'; the org has Customer Community, Partner "
     "Community, Salesforce")),
    ("<custom>true</custom>", "userLicense: is ''; the org has Customer Community, Partner Community, Salesforce"),
    (PARTNER + objects("Lead", "allowEdit"), "objectPermissions[Lead]/allowEdit: needs allowRead too"),
    (PARTNER + objects("Lead", "allowRead", "modifyAllRecords"),
     "objectPermissions[Lead]/modifyAllRecords: needs allowEdit, allowDelete, viewAllRecords too"),
    (PARTNER + objects("Lead", "allowRead", more="<allowMost>true</allowMost>"),
     "objectPermissions[Lead]/allowMost: is not a known element here; leave it out or correct its name"),
    (PARTNER + field("Lead.Gone__c"),
     "fieldPermissions[Lead.Gone__c]/field: Gone__c is no field of Lead; add its file or correct the name"),
    (PARTNER + field("Lead.F__c", "false", "true"), "fieldPermissions[Lead.F__c]/editable: needs readable too"),
    (PARTNER + field("F__c"), "fieldPermissions[F__c]/field: is 'F__c'; Object.Field is right"),
    (PARTNER + field("Lead.F__c", more="<masked>true</masked>"),
     ("fieldPermissions[Lead.F__c]/masked: is not a known element here; leave it out or correct its "
      "name")),
    (PARTNER + permission("ApiEnabled", "maybe"),
     "userPermissions[ApiEnabled]/enabled: is 'maybe'; true or false is right"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line"), REFUSED)
def test_a_profile_that_must_not_be_guessed_is_refused(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    report = put(project, content).deploy(org)
    assert faults(report.refused) == [f"profiles/Partner.profile-meta.xml: {line}"]
    assert org.writes == 0


def test_permissions_on_what_the_mock_has_not_give_nothing_and_are_reported(org: Any, project: Any) -> None:
    content = (
        objects("Order", "allowRead") + field("Order.Status") + field("Lead.CleanStatusX") + field("Lead.ns__F__c")
    )
    report = put(project, PARTNER + content + permission("FlyToTheMoon")).deploy(org)
    assert report.refused == ()
    assert [f.element for f in report.not_understood] == [
        "objectPermissions[Order]",
        "fieldPermissions[Order.Status]",
        "fieldPermissions[Lead.CleanStatusX]",
        "fieldPermissions[Lead.ns__F__c]",
        "userPermissions[FlyToTheMoon]",
    ]


def test_a_required_field_cannot_be_closed_and_that_is_reported(org: Any, project: Any) -> None:
    report = put(project, PARTNER + field("Lead.LastName", "false")).deploy(org)
    assert [f.element for f in report.not_understood] == ["fieldPermissions[Lead.LastName]"]


def test_what_else_a_profile_says_is_reported_once_a_tag(org: Any, project: Any, faults: Any) -> None:
    layouts = "<layoutAssignments><layout>A</layout></layoutAssignments>" * 3
    report = put(project, PARTNER + layouts + "<loginFlows/><novelty/>").deploy(org)
    assert faults(report.not_understood) == [
        "profiles/Partner.profile-meta.xml: layoutAssignments (3 times): pages show every field that a user may see",
        "profiles/Partner.profile-meta.xml: loginFlows: login flows are not run",
        "profiles/Partner.profile-meta.xml: novelty: is not understood and has no effect",
    ]


def test_a_profile_of_a_licence_without_users_is_left_out(org: Any, project: Any) -> None:
    report = put(project, "<userLicense>Guest User License</userLicense>", "Site Guest").deploy(org)
    assert report.refused == ()
    assert org.find("Profile", Name="Site Guest") == []


def test_a_profile_keeps_its_licence(org: Any, project: Any) -> None:
    org.insert("Profile", {"Name": "Partner", "UserLicenseId": org.id("UserLicense", "Salesforce")})
    report = put(project, PARTNER).deploy(org)
    assert [f.advice for f in report.refused] == [
        "is not the licence that the profile has; a profile keeps its licence"
    ]


def permission_set(project: Any, content: str) -> Any:
    return project.put("permissionsets/Gold.permissionset", "PermissionSet", f"<label>Gold</label>{content}")


def test_a_permission_set_opens_what_it_lists_and_nothing_else(org: Any, project: Any) -> None:
    permission_set(project, "<license>Partner Community</license>" + objects("Lead", "allowRead") + field("Lead.Phone"))
    assert project.deploy(org).refused == ()
    gold = org.one("PermissionSet", Name="Gold")
    assert gold["LicenseId"] == org.id("UserLicense", "Partner Community")
    assert [f["Field"] for f in org.find("FieldPermissions", ParentId=gold["Id"])] == ["Lead.Phone"]


def test_a_permission_set_of_an_unknown_licence_is_refused(org: Any, project: Any) -> None:
    report = permission_set(project, "<license>Nope</license>").deploy(org)
    assert [f.element for f in report.refused] == ["license"]


def test_a_permission_set_that_needs_activation_is_left_out(org: Any, project: Any) -> None:
    report = permission_set(project, "<hasActivationRequired>true</hasActivationRequired>").deploy(org)
    assert len(report.not_understood) == 1
    assert org.find("PermissionSet", Name="Gold") == []


def test_a_customer_profile_opens_no_object_of_partner_licences(org: Any, project: Any, faults: Any) -> None:
    content = "<custom>true</custom><userLicense>Customer Community</userLicense>"
    report = put(project, content + objects("Lead", "allowRead") + objects("Case", "allowRead"), "Buyer").deploy(org)
    assert report.refused == ()
    note = "users of Customer Community cannot have it; the permission gives nothing"
    assert faults(report.not_understood) == [f"profiles/Buyer.profile-meta.xml: objectPermissions[Lead]: {note}"]
    owned = org.one("PermissionSet", ProfileId=org.one("Profile", Name="Buyer")["Id"])
    assert [row["SobjectType"] for row in org.find("ObjectPermissions", ParentId=owned["Id"])] == ["Case"]


def test_a_customer_profile_has_no_reports(org: Any, project: Any, faults: Any) -> None:
    content = "<custom>true</custom><userLicense>Customer Community</userLicense>" + permission("RunReports")
    report = put(project, content + permission("ApiEnabled"), "Buyer").deploy(org)
    note = "users of Customer Community cannot have it; the permission gives nothing"
    assert faults(report.not_understood) == [f"profiles/Buyer.profile-meta.xml: userPermissions[RunReports]: {note}"]
    profile = org.one("Profile", Name="Buyer")
    assert (profile.get("PermissionsRunReports", False), profile["PermissionsApiEnabled"]) == (False, True)
