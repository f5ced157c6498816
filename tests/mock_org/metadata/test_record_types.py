"""Record types: their picklist values, and who may choose them."""

from typing import Any

from mock_org.security.model import RecordTypeAccess, RecordTypeValues

RECORD_TYPE = (
    "<fullName>Partner</fullName><active>true</active><label>Partner</label><picklistValues><picklist>Rating</picklist>"
    "<values><fullName>Hot%2Fwarm</fullName><default>true</default></values><values><fullName>Cold</fullName>"
    "<default>false</default></values></picklistValues>"
)
ENTRY = (
    "<recordTypeVisibilities><default>{0}</default><recordType>{1}</recordType><visible>{2}</visible>"
    "</recordTypeVisibilities>"
)


def with_type(project: Any) -> Any:
    return project.put("objects/Account/recordTypes/Partner.recordType", "RecordType", RECORD_TYPE)


def test_profiles_and_permission_sets_say_who_may_choose_a_record_type(org: Any, project: Any) -> None:
    profile = "<userLicense>Salesforce</userLicense><custom>true</custom>" + ENTRY.format(
        "true", "Account.Partner", "true"
    )
    permission_set = "<label>More</label>" + ENTRY.format("false", "Account.Partner", "true").replace(
        "<default>false</default>", ""
    )
    with_type(project).put("profiles/Sales.profile", "Profile", profile)
    report = project.put("permissionsets/More.permissionset", "PermissionSet", permission_set).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    assert org.sharing.record_types == (
        RecordTypeAccess("Sales", True, "Account", "Partner", True, True),
        RecordTypeAccess("More", False, "Account", "Partner", True, False),
    )


def test_the_values_of_a_record_type_are_read(org: Any, project: Any) -> None:
    report = with_type(project).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    assert org.sharing.record_type_values == (
        RecordTypeValues("Account", "Partner", "Rating", ("Hot/warm", "Cold"), "Hot/warm"),
    )


def test_an_entry_about_no_record_type_gives_nothing(org: Any, project: Any) -> None:
    profile = "<userLicense>Salesforce</userLicense><custom>true</custom>" + ENTRY.format(
        "false", "Account.None", "true"
    )
    report = project.put("profiles/Sales.profile", "Profile", profile).deploy(org)
    assert "no record type None" in str(report.not_understood[0])
    assert org.sharing.record_types == ()


def test_a_default_that_is_not_visible_is_refused(org: Any, project: Any) -> None:
    profile = "<userLicense>Salesforce</userLicense><custom>true</custom>" + ENTRY.format(
        "true", "Account.Partner", "false"
    )
    report = with_type(project).put("profiles/Sales.profile", "Profile", profile).deploy(org)
    assert "needs visible too" in str(report.refused[0])
