from datetime import UTC, datetime, timedelta

import pytest

from mock_org.dml.defaults import format_number


def test_what_is_left_out_gets_its_default_and_an_explicit_null_stays(bare):
    given = bare.row("Thing__c", bare.admin.insert("Thing__c", {}))
    assert (given["Flag__c"], given["Color__c"], given["Must__c"]) == (True, "Blue", "must")
    nulled = bare.row("Thing__c", bare.admin.insert("Thing__c", {"Flag__c": None, "Color__c": None}))
    assert (nulled["Flag__c"], nulled["Color__c"]) == (False, None)


def test_a_record_belongs_to_who_creates_it(bare):
    user = bare.user()
    lead = bare.as_user(user).insert("Lead", {"LastName": "Lee", "Company": "Initech"})
    assert bare.row("Lead", lead)["OwnerId"] == user


def test_audit_fields_tell_the_orgs_time_and_the_running_user(bare):
    org, user = bare.org, bare.user(profile="System Administrator")
    org.clock.set(datetime(2026, 1, 31, 9, tzinfo=UTC), frozen=True)
    account = bare.account()
    org.clock.advance(timedelta(hours=1))
    bare.as_user(user).update("Account", account, {"Phone": "1"})
    row = bare.row("Account", account)
    assert (row["CreatedDate"], row["CreatedById"]) == ("2026-01-31T09:00:00.000+0000", org.admin_id)
    assert (row["LastModifiedDate"], row["LastModifiedById"]) == ("2026-01-31T10:00:00.000+0000", user)
    assert row["SystemModstamp"] == row["LastModifiedDate"]


def test_auto_numbers_count_without_holes_of_refused_records(bare):
    first = bare.row("Thing__c", bare.admin.insert("Thing__c", {}))
    bare.admin.insert_many("Thing__c", [{"Text__c": "too long for it"}], all_or_none=False)
    second = bare.row("Thing__c", bare.admin.insert("Thing__c", {}))
    assert (first["Name"], second["Name"]) == ("TH-0001", "TH-0002")


def test_the_first_case_is_number_1000(bare):
    case = bare.admin.insert("Case", {"Subject": "s"})
    assert bare.row("Case", case)["CaseNumber"] == "00001000"


@pytest.mark.parametrize(
    ("form", "text"), [("DR-{00000}", "DR-00042"), ("{YYYY}/{MM}-{0}", "2026/01-42"), ("{00}", "42")]
)
def test_a_display_format_shapes_the_number(form, text):
    assert format_number(form, 42, datetime(2026, 1, 31, tzinfo=UTC)) == text


def test_the_name_of_a_person_is_first_and_last_name(bare):
    account = bare.account()
    contact = bare.contact(account, FirstName="Ann", LastName="Lee")
    assert bare.row("Contact", contact)["Name"] == "Ann Lee"
    bare.admin.update("Contact", contact, {"FirstName": None})
    assert bare.row("Contact", contact)["Name"] == "Lee"
