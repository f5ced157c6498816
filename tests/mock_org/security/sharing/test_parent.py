"""Records that another record decides about."""

from dataclasses import replace

import pytest


@pytest.fixture
def lined(world):
    world.add("Deal__c", "deal", Name="deal", OwnerId=world.ids["ann"])
    world.add("Deal_Line__c", "line", Name="line", Deal__c=world.ids["deal"])
    return world


def test_detail_is_seen_by_who_sees_its_master(lined):
    assert lined.sees("ann", "Deal_Line__c") == {"line"}
    assert lined.sees("abe", "Deal_Line__c") == set()
    assert "by which it is controlled" in lined.because("ann", "Deal_Line__c", "line")[0]


def test_reader_of_the_master_reads_the_detail(lined):
    lined.share("Deal__c", "deal", "abe", "Read")
    assert lined.level("abe", "Deal_Line__c", "line") == "read"


def test_editor_of_the_master_writes_and_deletes_the_detail(lined):
    lined.share("Deal__c", "deal", "abe", "Edit")
    assert lined.level("abe", "Deal_Line__c", "line") == "all"


def test_detail_needs_read_on_the_masters_object(lined):
    lined.permit("set of Partner", "Deal__c")
    assert lined.sees("ann", "Deal_Line__c") == set()


def test_view_all_on_the_master_shows_the_details(lined):
    lined.permit("set of Partner", "Deal__c", "Read", "ViewAllRecords")
    assert lined.level("bo", "Deal_Line__c", "line") == "read"


def test_detail_of_two_masters_needs_both(lined):
    second = replace(lined.schema["Deal_Line__c"].fields["deal__c"], name="Lead__c", reference_to=("Lead",))
    sobject = lined.schema["Deal_Line__c"].with_fields(
        replace(second, relationship_name="Lead__r", relationship_order=1)
    )
    lined.schema.add(sobject)
    lined.database.alter([sobject])
    lined.lead("theirs", "bo")
    lined.change("Deal_Line__c", "line", Lead__c=lined.ids["theirs"])
    assert lined.sees("ann", "Deal_Line__c") == set()
    lined.share("Lead", "theirs", "ann")
    assert lined.level("ann", "Deal_Line__c", "line") == "read"


def test_contact_follows_its_account(world):
    world.default("Contact", "ControlledByParent")
    world.share("Account", "Globex", "ann", "Edit")
    assert world.level("ann", "Contact", "contact bo") == "edit"


def test_contact_without_account_is_its_owners_alone(world):
    world.default("Contact", "ControlledByParent")
    world.add("Contact", "private", Name="private", LastName="private", OwnerId=world.ids["cy"])
    assert "private" in world.sees("cy", "Contact")
    assert "private" not in world.sees("cleo", "Contact")
    assert "private" in world.sees("admin", "Contact")


def test_activity_is_read_by_who_reads_its_record(world):
    world.add("Task", "call", Subject="call", OwnerId=world.ids["wes"], WhatId=world.ids["Acme"])
    assert world.sees("cy", "Task") == {"call"}
    assert world.level("cy", "Task", "call") == "read"
    assert world.sees("wes", "Task") == {"call"}


def test_external_users_see_their_own_activities_and_no_others(world):
    world.add("Task", "internal note", Subject="note", OwnerId=world.ids["cy"], WhatId=world.ids["Acme"])
    world.add("Task", "own", Subject="own", OwnerId=world.ids["ann"])
    assert world.sees("ann", "Task") == {"own"}
    assert world.sees("bo", "Task") == set()


def test_defaults_decide_over_a_chain_of_masters(lined):
    """The line of a deal, and a note of the line: three levels."""
    field = lined.schema["Deal_Line__c"].fields["deal__c"]
    master = replace(field, name="Line__c", reference_to=("Deal_Line__c",), relationship_name="Line__r")
    note = replace(lined.schema["Deal_Line__c"], name="Line_Note__c", label="Line Note", key_prefix="a02")
    others = {key: f for key, f in note.fields.items() if key != "deal__c"}
    lined.schema.add(replace(note, fields={**others, "line__c": master}))
    lined.database.build(lined.schema)
    lined.permit("set of Partner", "Line_Note__c", "Read", "Edit", "Delete")
    lined.add("Line_Note__c", "note", Name="note", Line__c=lined.ids["line"])
    assert lined.sees("abe", "Line_Note__c") == set()
    lined.share("Deal__c", "deal", "abe", "Read")
    assert lined.level("abe", "Line_Note__c", "note") == "read"
    lined.share("Deal__c", "deal", "abe", "Edit")
    assert lined.level("abe", "Line_Note__c", "note") == "all"


def test_write_requires_only_read_on_a_master_that_says_so(lined):
    detail = lined.schema["Deal_Line__c"]
    lined.schema.add(detail.with_fields(replace(detail.fields["deal__c"], write_requires_master_read=True)))
    lined.share("Deal__c", "deal", "abe", "Read")
    assert lined.level("abe", "Deal_Line__c", "line") == "all"


@pytest.mark.parametrize(
    ("model", "of_lead", "of_campaign"),
    [("ControlledByLeadOrContact", "read", "none"), ("ControlledByCampaign", "none", "read")],
)
def test_campaign_members_follow_the_lead_or_the_campaign(world, model, of_lead, of_campaign):
    world.default("CampaignMember", model)
    for name in ("of lead", "of campaign"):
        world.add("Campaign", f"campaign {name}", Name=name, OwnerId=world.ids["wes"])
        world.lead(f"lead {name}", "wes")
        lookups = {"CampaignId": world.ids[f"campaign {name}"], "LeadId": world.ids[f"lead {name}"]}
        world.add("CampaignMember", name, **lookups)
    world.share("Lead", "lead of lead", "ann")
    world.share("Campaign", "campaign of campaign", "ann")
    assert world.level("ann", "CampaignMember", "of lead") == of_lead
    assert world.level("ann", "CampaignMember", "of campaign") == of_campaign
    assert world.level("wes", "CampaignMember", "of lead") == "all"
