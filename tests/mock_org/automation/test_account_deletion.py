"""What keeps an account from being deleted, each by what the refusal says; and what goes with one."""

import pytest


def refusal(answer):
    (found,) = answer.json
    return answer.status_code, found["errorCode"], found["message"]


def told(plural, names):
    text = f"Your attempt to delete Acme could not be completed because it is associated with the following {plural}.: "
    return 400, "DELETE_FAILED", f"{text}{names}\n"


def delete(admin, account):
    return admin.call("DELETE", f"/sobjects/Account/{account}")


@pytest.fixture
def acme(admin):
    return admin.create("Account", Name="Acme")


def test_a_partner_account_with_users_without_and_when_it_is_disabled(world, admin):
    acme = world.partner("Acme")
    assert refusal(delete(admin, acme.account_id)) == told("portal users", "AcmeUser")
    admin.update("User", acme.user_id, IsPortalEnabled=False)
    assert refusal(delete(admin, acme.account_id)) == told("partner accounts", "Acme")
    roles = f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'"
    assert len(admin.query(roles)) == 1
    admin.update("Account", acme.account_id, IsPartner=False)
    assert delete(admin, acme.account_id).status_code == 204
    assert admin.query(roles) == []


def test_contact_and_bulk_deletes_are_refused_likewise(world, admin):
    acme = world.partner("Acme")
    contact = refusal(admin.call("DELETE", f"/sobjects/Contact/{acme.contact_id}"))
    assert contact[:2] == (400, "DELETE_FAILED")
    (listed,) = admin.call("DELETE", "/composite/sobjects", query_string={"ids": acme.account_id}).json
    assert (listed["success"], listed["errors"][0]["statusCode"]) == (False, "DELETE_FAILED")
    assert len(admin.query(f"SELECT Id FROM Contact WHERE AccountId = '{acme.account_id}'")) == 1


def test_cases_program_memberships_and_activated_contracts(world, admin, acme):
    case = admin.create("Case", Subject="x", AccountId=acme)
    number = admin.query(f"SELECT CaseNumber FROM Case WHERE Id = '{case}'")[0]["CaseNumber"]
    assert refusal(delete(admin, acme)) == told("cases", number)
    admin.call("DELETE", f"/sobjects/Case/{case}")
    program = admin.create("ChannelProgram", Name="P")
    member = admin.create("ChannelProgramMember", PartnerId=acme, ProgramId=program)
    name = admin.query("SELECT Name FROM ChannelProgramMember")[0]["Name"]
    assert refusal(delete(admin, acme)) == told("channel program members", name)
    admin.call("DELETE", f"/sobjects/ChannelProgramMember/{member}")
    contract = admin.create("Contract", AccountId=acme, Status="Draft")
    admin.update("Contract", contract, Status="Activated")
    number = admin.query(f"SELECT ContractNumber FROM Contract WHERE Id = '{contract}'")[0]["ContractNumber"]
    assert refusal(delete(admin, acme)) == told("activated contracts", number)


@pytest.mark.parametrize("why", ["won", "of another"])
def test_opportunities_that_are_won_or_of_other_users(world, admin, acme, why):
    sal = world.user("Sal", "Sales Rep")
    kept = {"won": {"StageName": "Closed Won"}, "of another": {"StageName": "Prospecting", "OwnerId": sal}}[why]
    admin.create("Opportunity", Name="Mine", StageName="Prospecting", CloseDate="2027-01-01", AccountId=acme)
    deal = admin.create("Opportunity", Name="Big", CloseDate="2027-01-01", AccountId=acme, **kept)
    assert refusal(delete(admin, acme)) == told("opportunities", "Big")
    assert len(admin.query(f"SELECT Id FROM Opportunity WHERE AccountId = '{acme}'")) == 2
    world.org.configure(world.org.settings.patched({"delete_foreign_opportunities": True}))
    assert delete(admin, acme).status_code == 204
    assert admin.query(f"SELECT Id FROM Opportunity WHERE Id = '{deal}'") == []


def test_own_open_opportunities_go_along_and_come_back_the_roles_do_not(world, admin):
    acme = world.partner("Acme")
    deal = admin.create(
        "Opportunity", Name="Mine", StageName="Prospecting", CloseDate="2027-01-01", AccountId=acme.account_id
    )
    admin.update("Account", acme.account_id, IsPartner=False)
    assert delete(admin, acme.account_id).status_code == 204
    assert admin.query(f"SELECT Id FROM Opportunity WHERE Id = '{deal}'") == []
    world.org.session(admin.user_id).undelete_many([acme.account_id])
    assert len(admin.query(f"SELECT Id FROM Opportunity WHERE Id = '{deal}'")) == 1
    assert admin.query(f"SELECT Id FROM UserRole WHERE PortalAccountId = '{acme.account_id}'") == []
