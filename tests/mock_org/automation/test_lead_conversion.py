from datetime import UTC, datetime

import pytest

from mock_org.automation.lead_conversion import LeadConvert, convert
from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import PARTNER_PROFILE, refused

STATUS = "Closed - Converted"


def lead(session, **values):
    return session.insert("Lead", {"LastName": "Doe", "FirstName": "Jo", "Company": "Acme"} | values)


def into(session, lead_id, **wanted):
    return convert(session, LeadConvert(lead_id, **({"converted_status": STATUS} | wanted)))


def test_a_lead_becomes_an_account_a_contact_and_an_opportunity(bare):
    bare.org.clock.set(datetime(2026, 11, 3, 12, tzinfo=UTC), frozen=True)
    made = into(bare.admin, lead(bare.admin, Phone="1", City="Bonn", LeadSource="Web", Email="jo@example.com"))
    account, contact = bare.row("Account", made.account_id), bare.row("Contact", made.contact_id)
    deal, gone = bare.row("Opportunity", made.opportunity_id), bare.row("Lead", made.lead_id)
    assert [account[n] for n in ("Name", "Phone", "BillingCity", "AccountSource")] == ["Acme", "1", "Bonn", "Web"]
    assert [contact[n] for n in ("Name", "AccountId", "MailingCity", "Email")] == [
        "Jo Doe", made.account_id, "Bonn", "jo@example.com",
    ]  # fmt: skip
    assert [deal[n] for n in ("Name", "AccountId", "StageName", "CloseDate", "LeadSource")] == [
        "Acme", made.account_id, "Prospecting", "2026-12-31", "Web",
    ]  # fmt: skip
    assert bare.records.count("OpportunityContactRole", OpportunityId=deal["Id"], ContactId=contact["Id"]) == 1
    assert [gone[n] for n in ("Status", "IsConverted", "ConvertedDate", "ConvertedAccountId")] == [
        STATUS, True, "2026-11-03", made.account_id,
    ]  # fmt: skip


def test_what_is_there_keeps_its_values_and_gets_the_missing_ones(bare):
    account = bare.account(Phone="kept")
    contact = bare.contact(account, LeadSource="Other")
    made = into(
        bare.admin,
        lead(bare.admin, Phone="new", Website="acme.example", LeadSource="Web"),
        account_id=account[:15],
        contact_id=contact,
        do_not_create_opportunity=True,
        overwrite_lead_source=True,
    )
    assert (made.account_id, made.contact_id, made.opportunity_id) == (account, contact, None)
    row = bare.row("Account", account)
    assert [row[n] for n in ("Name", "Phone", "Website")] == ["Acme", "kept", "acme.example"]
    assert bare.row("Contact", contact)["LeadSource"] == "Web"
    assert bare.row("Contact", contact)["LastName"] == "Contact"


def test_custom_fields_go_where_the_mapping_says(bare):
    bare.configure(lead_field_mapping={"Account.Description": "Description"})
    made = into(bare.admin, lead(bare.admin, Description="told"))
    assert bare.row("Account", made.account_id)["Description"] == "told"


def test_activities_and_campaigns_follow(bare):
    who = lead(bare.admin)
    task = bare.admin.insert("Task", {"WhoId": who, "Subject": "Call"})
    campaign = bare.records.insert("Campaign", {"Name": "c"})
    member = bare.admin.insert("CampaignMember", {"CampaignId": campaign, "LeadId": who})
    made = into(bare.admin, who)
    row = bare.row("Task", task)
    assert (row["WhoId"], row["WhatId"]) == (made.contact_id, made.opportunity_id)
    assert bare.row("CampaignMember", member)["ContactId"] == made.contact_id


def test_a_converted_lead_is_left_alone(bare):
    who = lead(bare.admin)
    into(bare.admin, who)
    for write in (
        lambda: into(bare.admin, who),
        lambda: bare.admin.update("Lead", who, {"LastName": "x"}),
        lambda: bare.admin.insert("Task", {"WhoId": who, "Subject": "Call"}),
    ):
        with pytest.raises(SalesforceError) as error:
            write()
        assert refused(error) == ("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"converted_status": "Open - Not Contacted"}, "INVALID_STATUS"),
        ({"converted_status": None}, "INVALID_STATUS"),
        ({"contact_id": "003Mo0000000001IAA"}, "REQUIRED_FIELD_MISSING"),
        ({"account_id": "001Mo0000009999IAA"}, "INVALID_CROSS_REFERENCE_KEY"),
        ({"account_id": "nonsense"}, "MALFORMED_ID"),
        ({"opportunity_name": "x", "do_not_create_opportunity": True}, "INVALID_ARGUMENT_TYPE"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(bare, wanted, code):
    who = lead(bare.admin)
    before = bare.counts()
    with pytest.raises(SalesforceError) as error:
        into(bare.admin, who, **wanted)
    assert error.value.code == code
    assert bare.counts() == before
    assert bare.row("Lead", who)["IsConverted"] is False


def test_a_contact_of_another_account_is_refused(bare):
    contact = bare.contact(bare.account("Other"))
    with pytest.raises(SalesforceError) as error:
        into(bare.admin, lead(bare.admin), account_id=bare.account(), contact_id=contact)
    assert error.value.code == "INVALID_CROSS_REFERENCE_KEY"


def test_a_lead_of_a_queue_needs_an_owner(bare):
    queue = bare.admin.insert("Group", {"Name": "West", "Type": "Queue"})
    bare.admin.insert("QueueSobject", {"QueueId": queue, "SobjectType": "Lead"})
    who = lead(bare.admin, OwnerId=queue)
    with pytest.raises(SalesforceError) as error:
        into(bare.admin, who)
    assert refused(error)[1].startswith("Converted objects can only be owned by users.")
    owner = bare.user()
    made = into(bare.admin, who, owner_id=owner, send_notification_email=True)
    assert {
        bare.row("Account", made.account_id)["OwnerId"],
        bare.row("Opportunity", made.opportunity_id)["OwnerId"],
    } == {owner}
    assert "was converted" in bare.org.mails()[-1]["subject"]


def test_partner_users_need_the_permission_and_the_lead(bare):
    account = bare.account("Partner")
    bare.admin.update("Account", account, {"IsPartner": True})
    user = bare.partner(account, PARTNER_PROFILE)
    with pytest.raises(SalesforceError) as error:
        into(bare.as_user(user), lead(bare.as_user(user)))
    assert error.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"
    for holder in bare.records.find("PermissionSet", ProfileId=bare.profile(PARTNER_PROFILE)):
        bare.records.write("PermissionSet", [holder["Id"]], {"PermissionsConvertLeads": True})
    with pytest.raises(SalesforceError) as error:
        into(bare.as_user(user), lead(bare.admin))
    assert error.value.code == "INVALID_CROSS_REFERENCE_KEY", "somebody else's lead is not there for a partner"
    made = into(bare.as_user(user), lead(bare.as_user(user)))
    assert bare.row("Opportunity", made.opportunity_id)["PartnerAccountId"] == account
