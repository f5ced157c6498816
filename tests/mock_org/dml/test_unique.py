"""Unique fields of a project: with and without regard to case."""

import pytest

TEXT = "<type>Text</type><length>20</length><unique>true</unique><externalId>true</externalId>"


@pytest.mark.parametrize(("sensitive", "taken"), [("false", True), ("true", False)])
def test_a_value_that_differs_in_case_only_is_taken_unless_case_counts(world, admin, project, sensitive, taken):
    project.field("Account", "Code__c", f"{TEXT}<caseSensitive>{sensitive}</caseSensitive>").deploy(world.org)
    first = admin.create("Account", Name="A", Code__c="abc")
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "B", "Code__c": "ABC"})
    assert (answer.status_code == 400) == taken
    if taken:
        assert (answer.json[0]["errorCode"], answer.json[0]["message"]) == (
            "DUPLICATE_VALUE",
            f"duplicate value found: Code__c duplicates value on record with id: {first[:15]}",
        )
    again = admin.call("POST", "/sobjects/Account", json={"Name": "B", "Code__c": "abc"})
    assert again.json[0]["errorCode"] == "DUPLICATE_VALUE"


def test_a_required_field_of_a_project_is_asked_for(world, admin, project):
    project.field("Account", "Code__c", "<type>Text</type><length>20</length><required>true</required>")
    project.deploy(world.org)
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "B"})
    assert (answer.json[0]["errorCode"], answer.json[0]["fields"]) == ("REQUIRED_FIELD_MISSING", ["Code__c"])
