import pytest

from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import PARTNER_PROFILE, refused


def merge(session, sobject, master, *losers, **values):
    return session.merge(sobject, {"Id": master} | values, losers)


def test_the_master_gets_values_and_children_and_the_losers_go_to_the_bin(bare):
    master, first, second = bare.account("M"), bare.account("L1"), bare.account("L2")
    contact = bare.contact(first)
    case = bare.admin.insert("Case", {"AccountId": second})
    thing = bare.admin.insert("Thing__c", {"Account__c": second})
    result = merge(bare.admin, "Account", master, first, second, Name="Merged")
    assert (result.id, result.merged_record_ids) == (master, (first, second))
    assert set(result.updated_related_ids) == {contact, case, thing}
    assert bare.row("Account", master)["Name"] == "Merged"
    assert {bare.row("Contact", contact)["AccountId"], bare.row("Case", case)["AccountId"]} == {master}
    assert bare.row("Thing__c", thing)["Account__c"] == master
    gone = bare.admin.query("SELECT MasterRecordId FROM Account WHERE IsDeleted = true", all_rows=True).records
    assert [row["MasterRecordId"] for row in gone] == [master, master]


def test_a_loser_comes_back_alone(bare):
    master, loser = bare.account("M"), bare.account("L")
    contact = bare.contact(loser)
    merge(bare.admin, "Account", master, loser)
    assert bare.admin.undelete_many([loser])[0].success
    assert bare.row("Account", loser)["MasterRecordId"] is None
    assert bare.row("Contact", contact)["AccountId"] == master


@pytest.mark.parametrize("sobject", ["Contact", "Lead", "Case"])
def test_other_objects_merge_too(bare, sobject):
    values = {"Contact": {"LastName": "x"}, "Lead": {"LastName": "x", "Company": "c"}, "Case": {}}[sobject]
    master, loser = (bare.admin.insert(sobject, values) for _ in range(2))
    merge(bare.admin, sobject, master, loser)
    assert bare.records.count(sobject) == 1


def test_a_campaign_has_each_member_once_afterwards(bare):
    master, loser = (bare.admin.insert("Contact", {"LastName": "x"}) for _ in range(2))
    campaign, other = (bare.records.insert("Campaign", {"Name": n}) for n in "cd")
    for contact in (master, loser):
        bare.admin.insert("CampaignMember", {"CampaignId": campaign, "ContactId": contact})
    bare.admin.insert("CampaignMember", {"CampaignId": other, "ContactId": loser})
    merge(bare.admin, "Contact", master, loser)
    members = bare.records.find("CampaignMember")
    assert sorted((m["CampaignId"], m["ContactId"]) for m in members) == sorted([(campaign, master), (other, master)])


def test_what_cannot_be_merged_is_refused_and_nothing_changes(bare):
    master, loser = bare.account("M"), bare.account("L")
    below = bare.account("Below", ParentId=loser)
    gone = bare.account("Gone")
    bare.admin.delete("Account", gone)
    thing = bare.admin.insert("Thing__c", {})
    before = bare.counts()
    for sobject, ids, code in (
        ("Account", [master], "INVALID_ARGUMENT_TYPE"),
        ("Account", [master, loser, below, bare.org.admin_id], "INVALID_ARGUMENT_TYPE"),
        ("Account", [master, master], "DUPLICATE_VALUE"),
        ("Account", [master, bare.org.admin_id], "MALFORMED_ID"),
        ("Account", [master, gone], "ENTITY_IS_DELETED"),
        ("Account", [below, loser], "CIRCULAR_DEPENDENCY"),
        ("Thing__c", [thing, thing], "INVALID_TYPE_FOR_OPERATION"),
    ):
        with pytest.raises(SalesforceError) as error:
            merge(bare.admin, sobject, *ids)
        assert error.value.code == code
    with pytest.raises(SalesforceError):
        merge(bare.admin, "Account", master, loser, Name="x" * 300)
    assert bare.counts() == before


def test_who_may_not_delete_the_losers_merges_nothing(bare):
    mine = bare.as_user(bare.user())
    own = mine.insert("Account", {"Name": "Own"})
    with pytest.raises(SalesforceError) as error:
        merge(mine, "Account", own, bare.account("Other"))
    assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"


def portal(bare, name):
    account = bare.account(name)
    bare.admin.update("Account", account, {"IsPartner": True})
    return account


def test_partner_accounts_merge_only_with_their_like(bare):
    with pytest.raises(SalesforceError) as error:
        merge(bare.admin, "Account", portal(bare, "P"), bare.account("Plain"))
    assert refused(error)[1].endswith(
        "Selected records do not have compatible portal types and cannot be merged together."
    )


def test_users_of_a_merged_partner_account_work_for_the_master(bare):
    master, loser = portal(bare, "P"), portal(bare, "Q")
    bare.partner(master)
    user = bare.partner(loser)
    merge(bare.admin, "Account", master, loser)
    row = bare.row("User", user)
    assert (row["AccountId"], row["IsActive"]) == (master, True)
    assert bare.row("UserRole", row["UserRoleId"])["PortalAccountId"] == master
    assert bare.records.find("UserRole", PortalAccountId=loser) == []


def test_of_two_users_the_masters_stays(bare):
    account = portal(bare, "P")
    contacts = [bare.contact(account) for _ in range(3)]
    keeps, loses = (bare.partner(account, PARTNER_PROFILE, ContactId=contact) for contact in contacts[:2])
    merge(bare.admin, "Contact", contacts[0], contacts[1])
    assert [bare.row("User", u)["IsActive"] for u in (keeps, loses)] == [True, False]
    merge(bare.admin, "Contact", contacts[2], contacts[0])
    assert bare.row("User", keeps)["ContactId"] == contacts[2]
