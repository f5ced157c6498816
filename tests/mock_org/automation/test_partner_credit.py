import pytest

from mock_org.errors import SalesforceError


def lead(session, **values):
    return session.insert("Lead", {"LastName": "x", "Company": "x"} | values)


def test_partner_credit_follows_the_owner(bare):
    account = bare.account()
    partner = bare.partner(account)
    record = lead(bare.as_user(partner))
    assert bare.row("Lead", record)["PartnerAccountId"] == account
    bare.admin.update("Lead", record, {"OwnerId": bare.org.admin_id})
    assert bare.row("Lead", record)["PartnerAccountId"] is None
    bare.admin.update("Lead", record, {"OwnerId": partner})
    assert bare.row("Lead", record)["PartnerAccountId"] == account


def test_a_lead_of_a_queue_has_no_partner(bare):
    queue = bare.admin.insert("Group", {"Name": "q", "Type": "Queue"})
    bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": "Lead"})
    assert bare.row("Lead", lead(bare.admin, OwnerId=queue))["PartnerAccountId"] is None


def test_an_opportunity_has_its_partner_too(bare):
    account = bare.account()
    sent = {"Name": "o", "StageName": "Prospecting", "CloseDate": "2026-01-01"}
    record = bare.as_user(bare.partner(account)).insert("Opportunity", sent)
    assert bare.row("Opportunity", record)["PartnerAccountId"] == account


def test_the_partner_is_written_only_where_the_setting_relaxes_it(bare):
    account = bare.account()
    record = lead(bare.admin)
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Lead", record, {"PartnerAccountId": account})
    assert error.value.fields == ["PartnerAccountId"]
    bare.configure(relax_partner_account_field=True)
    bare.admin.update("Lead", record, {"PartnerAccountId": account})
    assert bare.row("Lead", record)["PartnerAccountId"] == account
