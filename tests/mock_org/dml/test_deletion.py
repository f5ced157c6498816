import pytest

from mock_org import dml
from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


def test_a_deleted_record_is_kept_in_the_recycle_bin_and_cannot_be_written(bare):
    account = bare.account()
    bare.admin.delete("Account", account)
    assert bare.records.find("Account") == []
    assert bare.records.find("Account", IsDeleted=True)[0]["Id"] == account
    for write in (lambda: bare.admin.update("Account", account, {}), lambda: bare.admin.delete("Account", account)):
        with pytest.raises(SalesforceError) as error:
            write()
        assert (refused(error), error.value.status) == (("ENTITY_IS_DELETED", "entity is deleted"), 404)


def test_an_object_without_recycle_bin_loses_its_records_for_good(bare):
    group = bare.admin.insert("Group", {"Name": "g"})
    member = bare.admin.insert("GroupMember", {"GroupId": group, "UserOrGroupId": bare.org.admin_id})
    bare.admin.delete("Group", group)
    assert bare.records.get("Group", group) is None
    assert bare.records.get("GroupMember", member) is None


def test_details_go_with_their_master(bare):
    thing = bare.admin.insert("Thing__c", {})
    part = bare.admin.insert("Part__c", {"Thing__c": thing})
    bare.admin.delete("Thing__c", thing)
    assert bare.records.find("Part__c") == []
    assert bare.records.find("Part__c", IsDeleted=True)[0]["Id"] == part


def test_contacts_go_with_their_account(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.delete("Account", account)
    assert bare.records.find("Contact", IsDeleted=True)[0]["Id"] == contact


def test_a_lookup_to_a_deleted_record_is_cleared(bare):
    account = bare.account()
    thing = bare.admin.insert("Thing__c", {"Account__c": account})
    bare.admin.delete("Account", account)
    assert bare.row("Thing__c", thing)["Account__c"] is None


def test_shares_end_with_their_record(bare):
    thing = bare.admin.insert("Thing__c", {})
    bare.admin.insert("Thing__Share", {"ParentId": thing, "UserOrGroupId": bare.user(), "AccessLevel": "Edit"})
    bare.admin.delete("Thing__c", thing)
    assert bare.records.count("Thing__Share") == 0


def test_a_contact_with_cases_cannot_be_deleted(bare):
    contact = bare.contact(bare.account(), Salutation="Mr.", FirstName="Josh", LastName="Davis")
    bare.admin.insert("Case", {"ContactId": contact})
    before = bare.counts()
    with pytest.raises(SalesforceError) as error:
        bare.admin.delete("Contact", contact)
    code, message = refused(error)
    assert code == "DELETE_FAILED"
    assert message == (
        "Your attempt to delete Mr. Josh Davis could not be completed because it is associated with the following "
        "cases.: 00001000\n"
    )
    assert error.value.fields == []
    assert bare.counts() == before


def test_what_owns_records_cannot_be_deleted(bare):
    queue = bare.admin.insert("Group", {"Name": "West", "Type": "Queue"})
    bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": "Lead"})
    lead = bare.admin.insert("Lead", {"LastName": "x", "Company": "x", "OwnerId": queue})
    with pytest.raises(SalesforceError) as error:
        bare.admin.delete("Group", queue)
    assert error.value.code == "DELETE_FAILED"
    bare.admin.delete("Lead", lead)


def test_a_profile_or_role_with_users_cannot_be_deleted(bare):
    role = bare.role("Sales")
    bare.user(UserRoleId=role)
    for sobject, record in (("UserRole", role), ("Profile", bare.profile("Standard User"))):
        with pytest.raises(SalesforceError) as error:
            bare.admin.delete(sobject, record)
        assert error.value.code == "DELETE_FAILED"


def test_ids_of_several_objects_are_deleted_in_one_call(bare):
    account, thing = bare.account(), bare.admin.insert("Thing__c", {})
    results = dml.delete(bare.admin.save_context(), [account, thing, "001RM000003oLrB0", "nonsense"], all_or_none=False)
    assert [r.success for r in results] == [True, True, False, False]
    assert results[3].errors[0].message == "malformed id nonsense"


def test_a_refused_child_keeps_the_whole_family(bare):
    """Cases hold their account; what would have gone along stays as well."""
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.insert("Case", {"AccountId": account})
    with pytest.raises(SalesforceError):
        bare.admin.delete("Account", account)
    assert bare.row("Contact", contact)["IsDeleted"] is False
