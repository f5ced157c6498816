"""Reasons name the one queue, row, parent or child that they speak of."""

from dataclasses import replace

import pytest

from mock_org.security import Principal, SetMapping, SharingRule, SharingSet
from mock_org.settings import Settings
from mock_org.soql import Comparison, Literal, Path


@pytest.fixture
def nested(world):
    """Ann is in the inner group, which is in the outer one."""
    world.add("Group", "inner", Type="Regular", Name="Inner friends", DeveloperName="Inner")
    world.add("Group", "outer", Type="Regular", Name="Good friends", DeveloperName="Outer")
    world.add("Group", "pool", Type="Queue", Name="Pool", DeveloperName="Pool")
    for group, member in (("outer", "inner"), ("inner", "ann"), ("inner", "outer"), ("pool", "outer")):
        world.add("GroupMember", GroupId=world.ids[group], UserOrGroupId=world.ids[member])
    return world


def test_a_share_row_names_the_group_and_the_way_into_it(nested):
    nested.lead("initech", "wes")
    nested.share("Lead", "initech", "outer", "Edit")
    told = "public group Good friends, of which Ann is a member (through public group Inner friends), Edit"
    assert nested.because("ann", "Lead", "initech") == [f"Ann sees initech because it is shared manually with {told}"]
    nested.share("Lead", "initech", "PRMOrganization")
    assert "with all partner users, of which Ann is a member, Read" in nested.because("ann", "Lead", "initech")[1]


def test_a_share_row_of_somebody_below_names_them(world):
    world.lead("initech", "wes")
    world.share("Lead", "initech", "ann")
    assert world.because("cy", "Lead", "initech") == [
        "Cy sees initech because it is shared manually with Ann of Acme, and Cy's role Channel East is above, Read"
    ]


def test_a_queue_is_named(nested):
    nested.lead("pooled", "pool")
    way = "(through public group Good friends and public group Inner friends)"
    assert nested.because("ann", "Lead", "pooled") == [
        f"Ann sees pooled because Ann is a member of the queue Pool that owns it {way}, Edit"
    ]
    assert "a member of the queue Pool that owns it" in nested.because("cy", "Lead", "pooled")[0]


def test_a_rule_tells_the_way_into_its_group(nested):
    nested.lead("golden", "wes", Tier__c="Gold")
    gold = Comparison(Path(("Tier__c",)), "=", Literal("Gold", "string"))
    nested.rules(SharingRule("Gold", "Gold", "Lead", "criteria", "Read", Principal("group", "Outer"), None, gold))
    assert (
        "to public group Outer (through public group Inner friends), Read" in nested.because("ann", "Lead", "golden")[0]
    )


def test_the_children_that_open_an_account_are_named(world):
    world.add("Opportunity", Name="Rollout", OwnerId=world.ids["ann"], AccountId=world.ids["Neutral"])
    assert world.because("ann", "Account", "Neutral") == [
        'Ann sees Neutral because Ann has access to opportunity "Rollout" of the account, Read'
    ]


def test_a_parent_and_the_value_of_a_set_are_named(world):
    opens = SetMapping("Deal__c", "Partner_Account__c", "Account", "Edit")
    world.sharing = replace(world.sharing, sets=(SharingSet("Deals", ("Partner",), (opens,)),))
    world.add("Deal__c", "deal", Name="Rollout", OwnerId=world.ids["wes"], Partner_Account__c=world.ids["Acme"])
    world.add("Deal_Line__c", "line", Name="Line", Deal__c=world.ids["deal"])
    assert world.because("ann", "Deal__c", "deal")[0].endswith("is Ann's Account (Acme), Edit")
    assert world.because("ann", "Deal_Line__c", "line")[0] == (
        "Ann sees Line because Ann has Edit on its Deal Rollout, by which it is controlled, All"
    )


def test_teams_colleagues_and_owners_of_accounts_are_named(world):
    world.settings = Settings(partner_super_user_access=True)
    world.change("User", "abe", IsPrmSuperUser=True)
    world.change("UserRole", "Channel West", OpportunityAccessForAccountOwner="Edit")
    world.add("Opportunity", "deal", Name="Deal", OwnerId=world.ids["ann"], AccountId=world.ids["Globex"])
    world.add(
        "OpportunityTeamMember", UserId=world.ids["bo"], OpportunityId=world.ids["deal"], OpportunityAccessLevel="Read",
        TeamMemberRole="Reseller",
    )  # fmt: skip
    assert world.because("wes", "Opportunity", "deal")[0] == "Wes sees Deal because Wes owns its account Globex, Edit"
    assert "because Wes owns its account Globex, and Cleo's role is above" in str(
        world.because("cleo", "Opportunity", "deal")
    )
    assert world.because("bo", "Opportunity", "deal") == [
        "Bo sees Deal because Bo is on its opportunity team as Reseller, Read"
    ]
    assert world.because("abe", "Opportunity", "deal")[0].endswith(
        "and Ann of Acme of that role or below owns it, Edit"
    )
