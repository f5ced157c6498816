from datetime import timedelta

import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused

NOT_THERE = ("UNDELETE_FAILED", "Entity is not in the recycle bin")


def back(session, *ids, **options):
    return session.undelete_many(ids, **options)


def why(result):
    return result.errors[0].code, result.errors[0].message


def test_an_undelete_brings_back_the_record_and_what_went_along(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.delete("Account", account)
    result = back(bare.admin, account[:15])[0]
    assert (result.success, result.id) == (True, account)
    assert bare.is_deleted("Account", account) is False
    assert bare.is_deleted("Contact", contact) is False
    assert bare.row("Contact", contact)["AccountId"] == account


def test_what_was_deleted_by_itself_stays_deleted(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.delete("Contact", contact)
    bare.admin.delete("Account", account)
    back(bare.admin, account)
    assert bare.is_deleted("Contact", contact) is True
    assert back(bare.admin, contact)[0].success


def test_custom_lookups_come_back_unless_they_were_replaced(bare):
    account, other = bare.account(), bare.account("Other")
    kept, replaced = (bare.admin.insert("Thing__c", {"Account__c": account}) for _ in range(2))
    bare.admin.delete("Account", account)
    bare.admin.update("Thing__c", replaced, {"Account__c": other})
    back(bare.admin, account)
    assert bare.row("Thing__c", kept)["Account__c"] == account
    assert bare.row("Thing__c", replaced)["Account__c"] == other


def test_shares_of_a_record_come_back_with_it(bare):
    thing = bare.admin.insert("Thing__c", {})
    bare.admin.insert("Thing__Share", {"ParentId": thing, "UserOrGroupId": bare.user(), "AccessLevel": "Edit"})
    bare.admin.delete("Thing__c", thing)
    back(bare.admin, thing)
    assert bare.records.count("Thing__Share", ParentId=thing) == 1


def test_only_what_somebody_deleted_is_undeleted(bare):
    account = bare.account()
    contact = bare.contact(account)
    assert why(back(bare.admin, account)[0]) == NOT_THERE
    bare.admin.delete("Account", account)
    assert why(back(bare.admin, contact)[0]) == NOT_THERE, "it went along with its account"


def test_a_contact_whose_account_is_gone_comes_back_without(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.delete("Contact", contact)
    bare.admin.delete("Account", account)
    assert back(bare.admin, contact)[0].success
    assert bare.row("Contact", contact)["AccountId"] is None


def test_a_detail_whose_master_is_gone_stays_deleted(bare):
    thing = bare.admin.insert("Thing__c", {})
    part = bare.admin.insert("Part__c", {"Thing__c": thing})
    bare.admin.delete("Part__c", part)
    bare.admin.delete("Thing__c", thing)
    assert why(back(bare.admin, part)[0]) == NOT_THERE


def test_a_unique_value_that_was_taken_meanwhile_keeps_the_record_deleted(bare):
    first = bare.admin.insert("Thing__c", {"Ext__c": "K"})
    bare.admin.delete("Thing__c", first)
    second = bare.admin.insert("Thing__c", {"Ext__c": "K"})
    result = back(bare.admin, first)[0]
    assert why(result) == (
        "DUPLICATE_VALUE",
        f"duplicate value found: Ext__c duplicates value on record with id: {second[:15]}",
    )
    assert bare.is_deleted("Thing__c", first) is True


def test_all_or_none_brings_back_none(bare):
    account = bare.account()
    bare.admin.delete("Account", account)
    results = back(bare.admin, account, bare.account("Live"), "001nonsense")
    assert [r.errors[0].code for r in results] == [
        "ALL_OR_NONE_OPERATION_ROLLED_BACK", "UNDELETE_FAILED", "MALFORMED_ID",
    ]  # fmt: skip
    assert bare.is_deleted("Account", account) is True
    assert back(bare.admin, account, "001nonsense", all_or_none=False)[0].success


def test_who_does_not_own_a_record_does_not_bring_it_back(bare):
    thing = bare.admin.insert("Thing__c", {})
    bare.admin.delete("Thing__c", thing)
    partner = bare.partner_session()
    assert why(back(partner, thing)[0])[0] == "INVALID_CROSS_REFERENCE_KEY"
    own = partner.insert("Thing__c", {})
    partner.delete("Thing__c", own)
    assert back(partner, own)[0].success


def test_an_object_that_cannot_be_undeleted_says_so(bare):
    group = bare.admin.insert("Group", {"Name": "g"})
    assert why(back(bare.admin, group)[0])[0] == "INVALID_TYPE_FOR_OPERATION"


def test_deleted_rows_are_seen_by_query_all_only_and_for_15_days(bare):
    account = bare.account()
    bare.admin.delete("Account", account)
    text = f"SELECT Id, IsDeleted FROM Account WHERE Id = '{account}'"
    assert bare.admin.query(text).records == []
    assert bare.admin.query(text, all_rows=True).records[0]["IsDeleted"] is True
    bare.org.clock.advance(timedelta(days=14))
    assert bare.admin.query(text, all_rows=True).total_size == 1
    bare.org.clock.advance(timedelta(days=1, minutes=1))
    assert bare.admin.query(text, all_rows=True).total_size == 0
    assert why(back(bare.admin, account)[0])[0] == "INVALID_CROSS_REFERENCE_KEY"


def test_an_emptied_bin_gives_nothing_back(bare):
    account = bare.account()
    contact = bare.contact(account)
    bare.admin.delete("Account", account)
    assert bare.admin.empty_recycle_bin([account])[0].success
    assert (bare.records.get("Account", account), bare.records.find("Contact", Id=contact, IsDeleted=True)) == (
        None,
        [],
    )
    assert [why(r)[0] for r in bare.admin.empty_recycle_bin([account, bare.account()])] == [
        "INVALID_CROSS_REFERENCE_KEY", "DELETE_FAILED",
    ]  # fmt: skip


def test_a_hard_delete_takes_its_permission_and_leaves_nothing_in_the_bin(bare):
    user = bare.as_user(bare.user())
    account = user.insert("Account", {"Name": "Own"})
    with pytest.raises(SalesforceError) as error:
        user.hard_delete_many([account])
    assert refused(error)[0] == "FEATURENOTENABLED"
    assert bare.granted("BulkApiHardDelete").hard_delete_many([account])[0].success
    assert bare.records.get("Account", account) is None
    assert bare.admin.query("SELECT Id FROM Account", all_rows=True).records == []


def test_a_family_that_is_a_ring_goes_and_comes_back(bare):
    first, second = bare.account("A"), bare.account("B")
    bare.admin.update("Account", first, {"ParentId": second})
    bare.admin.delete("Account", second)
    assert bare.row("Account", first)["ParentId"] is None
    back(bare.admin, second)
    assert bare.row("Account", first)["ParentId"] == second, "parent accounts come back too"
