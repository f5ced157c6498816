from dataclasses import replace

import pytest

from mock_org.automation.profiles import make_profile
from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused

READONLY = ("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
MISSING = ("NOT_FOUND", "The requested resource does not exist")


@pytest.fixture
def clerk(bare):
    """A user who may read leads and edit accounts, but not every field of them."""
    make_profile(
        bare.records,
        "Clerk",
        "Salesforce",
        ["ApiEnabled"],
        {"Lead": ["Read"], "Account": ["Read", "Edit"], "Thing__c": ["Create", "Read", "Edit"]},
        {"Account.Phone": (True, True), "Account.Fax": (True, False), "Thing__c.Text__c": (True, True)},
    )
    return bare.as_user(bare.user("Clerk"))


def test_creating_needs_the_objects_create_permission(bare, clerk):
    with pytest.raises(SalesforceError) as error:
        clerk.insert("Account", {"Name": "x"})
    assert refused(error) == READONLY
    assert error.value.status == 403


def test_the_status_of_a_refused_write_is_a_setting(bare, clerk):
    bare.configure(readonly_status=400)
    with pytest.raises(SalesforceError) as error:
        clerk.insert("Account", {"Name": "x"})
    assert error.value.status == 400


def test_a_field_that_may_only_be_read_is_refused_and_nothing_is_written(bare, clerk):
    account = bare.account(OwnerId=clerk.user.id)
    with pytest.raises(SalesforceError) as error:
        clerk.update("Account", account, {"Phone": "1", "Fax": "2"})
    assert (error.value.code, error.value.fields) == ("INVALID_FIELD_FOR_INSERT_UPDATE", ["Fax"])
    assert bare.row("Account", account)["Phone"] is None
    clerk.update("Account", account, {"Phone": "1"})


def test_a_hidden_field_is_refused_like_one_that_nobody_writes_whatever_the_value(bare, clerk):
    account = bare.account(OwnerId=clerk.user.id)
    for value in ("http://x", 5, ["x"]):
        with pytest.raises(SalesforceError) as error:
            clerk.update("Account", account, {"Website": value})
        assert (error.value.code, error.value.fields) == ("INVALID_FIELD_FOR_INSERT_UPDATE", ["Website"])


def test_an_invisible_record_and_a_missing_one_answer_alike(bare):
    thing = bare.admin.insert("Thing__c", {})
    partner = bare.as_user(bare.partner(bare.account()))
    missing = "a00Mo0000009999"
    for record_id in (thing, missing):
        with pytest.raises(SalesforceError) as error:
            partner.update("Thing__c", record_id, {"Text__c": "x"})
        assert (refused(error), error.value.status) == (MISSING, 404)
        with pytest.raises(SalesforceError) as error:
            partner.delete("Thing__c", record_id)
        assert (refused(error), error.value.status) == (
            ("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"),
            404,
        )
    assert bare.row("Thing__c", thing)["Text__c"] is None


def test_a_visible_record_without_edit_access_is_read_only(bare):
    account = bare.account()
    partner = bare.as_user(bare.partner(account))
    with pytest.raises(SalesforceError) as error:
        partner.update("Account", account, {"Phone": "1"})
    assert refused(error) == READONLY


def test_deleting_needs_full_access(bare):
    ann, bob = bare.partner(bare.account("Acme")), bare.partner(bare.account("Globex"))
    thing = bare.as_user(ann).insert("Thing__c", {})
    bare.admin.insert("Thing__Share", {"ParentId": thing, "UserOrGroupId": bob, "AccessLevel": "Edit"})
    with pytest.raises(SalesforceError) as error:
        bare.as_user(bob).delete("Thing__c", thing)
    assert refused(error) == READONLY
    bare.as_user(ann).delete("Thing__c", thing)


def test_an_object_without_the_call_says_so(bare):
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("UserLicense", {"Name": "Free seats"})
    assert refused(error) == ("INVALID_TYPE_FOR_OPERATION", "entity type cannot be inserted: User License")


def test_the_part_of_a_record_needs_edit_access_to_it(bare):
    account = bare.account()
    partner = bare.partner(account)
    with pytest.raises(SalesforceError):
        bare.as_user(partner).insert("AccountTeamMember", {"AccountId": account, "UserId": partner})


def test_a_user_without_the_permission_manages_no_users(bare):
    user = bare.user()
    session = bare.as_user(user)
    with pytest.raises(SalesforceError):
        session.insert("User", bare.new_user("Standard User"))
    for values in ({"ProfileId": bare.profile("System Administrator")}, {"IsActive": False}, {"UserRoleId": None}):
        with pytest.raises(SalesforceError):
            session.update("User", user, values)
    with pytest.raises(SalesforceError):
        session.update("User", bare.org.admin_id, {"Phone": "1"})


def test_a_user_edits_the_own_person(bare):
    user = bare.user()
    bare.as_user(user).update("User", user, {"LastName": "Other"})
    assert bare.row("User", user)["Name"] == "Other"


@pytest.mark.parametrize("enough", [False, True])
def test_a_detail_is_written_with_read_on_its_master_where_the_field_says_so(bare, enough):
    details = bare.org.schema["Part__c"]
    master = replace(details.fields["thing__c"], write_requires_master_read=enough)
    bare.org.change_schema([details.with_fields(master)])
    try:
        partner = bare.partner_session()
        thing = bare.admin.insert("Thing__c", {})
        share = {"ParentId": thing, "UserOrGroupId": partner.user.id, "AccessLevel": "Read"}
        bare.admin.insert("Thing__Share", share)
        part = bare.admin.insert("Part__c", {"Thing__c": thing})
        for write in (
            lambda: partner.insert("Part__c", {"Thing__c": thing}),
            lambda: partner.update("Part__c", part, {}),
            lambda: partner.delete("Part__c", part),
        ):
            if enough:
                write()
            else:
                with pytest.raises(SalesforceError):
                    write()
    finally:
        bare.org.change_schema([details])
