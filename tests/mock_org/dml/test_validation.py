from dataclasses import replace

import pytest

from mock_org.errors import SalesforceError
from mock_org.org import SaveOptions
from tests.mock_org.dml.bare_org import refused


def thing(bare, **values):
    return bare.admin.insert("Thing__c", values)


def test_missing_required_fields_are_named_together(bare):
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Opportunity", {"Amount": 5})
    assert error.value.code == "REQUIRED_FIELD_MISSING"
    assert error.value.message == "Required fields are missing: [Name, StageName, CloseDate]"
    assert error.value.fields == ["Name", "StageName", "CloseDate"]


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_required_field_cannot_be_emptied(bare, empty):
    account = bare.account()
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Account", account, {"Name": empty})
    assert refused(error) == ("REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]")
    assert bare.row("Account", account)["Name"] == "Acme"


def test_an_unknown_field_is_refused_without_naming_fields(bare):
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Account", {"Name": "x", "Nmae": "y"})
    assert refused(error) == ("INVALID_FIELD", "No such column 'Nmae' on sobject of type Account")
    assert error.value.fields is None


def test_field_names_are_understood_in_any_case_and_attributes_passed_over(bare):
    account = bare.admin.insert("account", {"NAME": "x", "attributes": {"type": "Account"}})
    assert bare.row("Account", account)["Name"] == "x"


def test_fields_that_nobody_writes_are_refused_by_name(bare):
    with pytest.raises(SalesforceError) as error:
        thing(bare, Closed__c="x", CreatedDate="2026-01-01T00:00:00Z")
    assert error.value.code == "INVALID_FIELD_FOR_INSERT_UPDATE"
    assert error.value.fields == ["Closed__c", "CreatedDate"]
    assert error.value.message == (
        "Unable to create/update fields: Closed__c, CreatedDate. Please check the security settings of this field and "
        "verify that it is read/write for your profile or permission set."
    )


def test_a_text_longer_than_its_field_is_refused_with_label_and_limit(bare):
    with pytest.raises(SalesforceError) as error:
        thing(bare, Text__c="12345678901")
    assert refused(error) == ("STRING_TOO_LONG", "Text: data value too large: 12345678901 (max length=10)")
    assert error.value.fields == ["Text__c"]


def test_a_text_as_long_as_its_field_is_kept(bare):
    assert bare.row("Thing__c", thing(bare, Text__c="1234567890"))["Text__c"] == "1234567890"


@pytest.mark.parametrize(
    ("field", "value", "bad"),
    [("Color__c", "Green", "Green"), ("Color__c", "Old", "Old"), ("Many__c", "Red;Green", "Green")],
)
def test_a_restricted_picklist_takes_its_active_values_only(bare, field, value, bad):
    with pytest.raises(SalesforceError) as error:
        thing(bare, **{field: value})
    label = field[:-3]
    assert refused(error) == (
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", f"{label}: bad value for restricted picklist field: {bad}"
    )  # fmt: skip
    assert error.value.fields == [field]


def test_an_unrestricted_picklist_takes_any_value(bare):
    assert bare.row("Thing__c", thing(bare, Free__c="Mauve"))["Free__c"] == "Mauve"


@pytest.mark.parametrize("address", ["nobody", "a@b", "a b@c.de", "@c.de"])
def test_what_is_no_mail_address_is_refused(bare, address):
    with pytest.raises(SalesforceError) as error:
        thing(bare, Mail__c=address)
    assert refused(error) == ("INVALID_EMAIL_ADDRESS", f"Mail: invalid email address: {address}")


def test_a_time_zone_that_the_describe_does_not_list_is_known_all_the_same(bare):
    user = bare.user(TimeZoneSidKey="Africa/Ouagadougou")
    assert bare.row("User", user)["TimeZoneSidKey"] == "Africa/Ouagadougou"
    with pytest.raises(SalesforceError):
        bare.user(TimeZoneSidKey="Mars/Olympus")


def test_texts_of_every_script_come_back_as_they_were_sent(bare):
    text = "\"'><script>\u05e9\u200f \U0001f469\u200d\U0001f680"
    assert bare.row("Thing__c", thing(bare, Long__c=text))["Long__c"] == text


@pytest.mark.parametrize(
    ("sent", "code", "message"),
    [
        ("001900K0001pPuOAAU", "MALFORMED_ID", "Account ID: id value of incorrect type: 001900K0001pPuOAAU"),
        ("003Mo0000000001IAA", "MALFORMED_ID", "Account ID: id value of incorrect type: 003Mo0000000001IAA"),
        ("001Mo0000000001IAA", "INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call"),
    ],
)
def test_a_new_record_brings_no_id(bare, sent, code, message):
    with pytest.raises(SalesforceError) as error:
        bare.account(Id=sent)
    assert refused(error) == (code, message)
    assert error.value.fields == ["Id"]


def test_a_custom_record_without_a_name_is_named_by_its_id(bare):
    thing = bare.admin.insert("Thing__c", {})
    part = bare.admin.insert("Part__c", {"Thing__c": thing})
    assert bare.row("Part__c", part)["Name"] == part[:15]


def test_texts_that_are_too_long_are_cut_where_the_call_allows_it(bare):
    session = replace(bare.admin, options=SaveOptions(allow_field_truncation=True))
    thing = session.insert("Thing__c", {"Text__c": "0123456789ab"})
    assert bare.row("Thing__c", thing)["Text__c"] == "0123456789"
