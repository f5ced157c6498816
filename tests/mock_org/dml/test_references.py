import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


def test_a_lookup_takes_ids_of_either_length(bare):
    account = bare.account()
    contact = bare.contact(account[:15])
    assert bare.row("Contact", contact)["AccountId"] == account


@pytest.mark.parametrize("kind", ["contact", "none"])
def test_the_id_of_another_object_is_no_account(bare, kind):
    wrong = bare.contact(bare.account()) if kind == "contact" else "nonsense"
    with pytest.raises(SalesforceError) as error:
        bare.contact(wrong)
    assert refused(error) == ("MALFORMED_ID", f"Account ID: id value of incorrect type: {wrong}")
    assert error.value.fields == ["AccountId"]


def test_a_lookup_to_nothing_is_refused(bare):
    with pytest.raises(SalesforceError) as error:
        bare.contact("001Mo0000000099IAA")
    assert refused(error) == ("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")


def test_a_lookup_to_a_deleted_record_is_refused(bare):
    account = bare.account()
    bare.admin.delete("Account", account)
    with pytest.raises(SalesforceError) as error:
        bare.contact(account)
    assert refused(error) == ("ENTITY_IS_DELETED", "entity is deleted")
    assert error.value.status == 400


def test_nobody_points_to_a_record_that_he_does_not_see(bare):
    bare_account, other = bare.account("Acme"), bare.account("Globex")
    partner = bare.as_user(bare.partner(bare_account))
    with pytest.raises(SalesforceError) as error:
        partner.insert("Thing__c", {"Account__c": other})
    assert refused(error) == (
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        f"insufficient access rights on cross-reference id: {other[:15]}",
    )
    assert error.value.fields == []
    partner.insert("Thing__c", {"Account__c": bare_account})


def test_a_detail_needs_a_master_that_may_be_edited(bare):
    ours, owner = bare.account("Acme"), bare.partner(bare.account("Globex"))
    thing = bare.as_user(owner).insert("Thing__c", {})
    with pytest.raises(SalesforceError) as error:
        bare.as_user(bare.partner(ours)).insert("Part__c", {"Thing__c": thing})
    assert error.value.code == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
    bare.as_user(owner).insert("Part__c", {"Thing__c": thing})


def test_a_parent_is_found_by_its_external_id(bare):
    thing = bare.admin.insert("Thing__c", {"Ext__c": "K-1"})
    part = bare.admin.insert("Part__c", {"Thing__r": {"ext__c": "k-1"}})
    assert bare.row("Part__c", part)["Thing__c"] == thing


def test_an_external_id_that_no_parent_has_is_refused(bare):
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Part__c", {"Thing__r": {"Ext__c": "K-9"}})
    assert refused(error) == (
        "INVALID_FIELD",
        "Foreign key external ID: K-9 not found for field Ext__c in entity Thing__c",
    )


def test_an_external_id_of_an_invisible_parent_reads_like_one_that_is_not_there(bare):
    bare.admin.insert("Thing__c", {"Ext__c": "K-1"})
    partner = bare.as_user(bare.partner(bare.account()))
    with pytest.raises(SalesforceError) as error:
        partner.insert("Part__c", {"Thing__r": {"Ext__c": "K-1"}})
    assert refused(error) == (
        "INVALID_FIELD",
        "Foreign key external ID: K-1 not found for field Ext__c in entity Thing__c",
    )


def test_an_owner_of_several_kinds_is_named_with_its_type(bare):
    user = bare.user()
    name = bare.row("User", user)["Username"]
    lead = bare.admin.insert(
        "Lead", {"LastName": "x", "Company": "x", "Owner": {"attributes": {"type": "User"}, "Username": name}}
    )
    assert bare.row("Lead", lead)["OwnerId"] == user
    with pytest.raises(SalesforceError):
        bare.admin.insert("Lead", {"LastName": "x", "Company": "x", "Owner": {"Username": name}})


def test_an_inactive_user_cannot_become_an_owner(bare):
    user = bare.user(IsActive=False)
    with pytest.raises(SalesforceError) as error:
        bare.account(OwnerId=user)
    assert refused(error) == (
        "INACTIVE_OWNER_OR_USER",
        f"operation performed with inactive user [{user[:15]}] as owner of account",
    )


def test_the_record_of_a_user_who_left_can_still_be_changed(bare):
    user = bare.user()
    account = bare.account(OwnerId=user)
    bare.admin.update("User", user, {"IsActive": False})
    bare.admin.update("Account", account, {"Phone": "1"})
    assert bare.row("Account", account)["Phone"] == "1"


def test_an_owner_must_be_able_to_read_the_object(bare):
    thing = bare.admin.insert("Thing__c", {})
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Thing__c", thing, {"OwnerId": bare.user("Standard User")})
    assert refused(error) == ("TRANSFER_REQUIRES_READ", "The new owner must have read permission")


def test_a_queue_owns_only_what_it_was_made_for(bare):
    queue = bare.admin.insert("Group", {"Name": "West", "Type": "Queue"})
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Lead", {"LastName": "x", "Company": "x", "OwnerId": queue})
    assert refused(error) == ("INVALID_OPERATION", "Queue not associated with this SObject type")
    bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": "Lead"})
    bare.admin.insert("Lead", {"LastName": "x", "Company": "x", "OwnerId": queue})


def test_a_partner_gives_away_only_what_is_the_partners_own(bare):
    account = bare.account()
    ann, bob = bare.partner(account), bare.partner(account)
    lead = bare.as_user(ann).insert("Lead", {"LastName": "x", "Company": "x"})
    bare.admin.insert("LeadShare", {"LeadId": lead, "UserOrGroupId": bob, "LeadAccessLevel": "Edit"})
    bare.as_user(bob).update("Lead", lead, {"Company": "y"})
    with pytest.raises(SalesforceError) as error:
        bare.as_user(bob).update("Lead", lead, {"OwnerId": bob})
    assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"
    bare.as_user(ann).update("Lead", lead, {"OwnerId": ann})


def test_a_unique_value_is_taken_once_in_any_case(bare):
    first = bare.admin.insert("Thing__c", {"Ext__c": "K-1"})
    with pytest.raises(SalesforceError) as error:
        bare.admin.insert("Thing__c", {"Ext__c": "k-1"})
    assert refused(error) == (
        "DUPLICATE_VALUE",
        f"duplicate value found: Ext__c duplicates value on record with id: {first[:15]}",
    )
    assert error.value.fields == []
    bare.admin.update("Thing__c", first, {"Ext__c": "K-1", "Text__c": "x"})
