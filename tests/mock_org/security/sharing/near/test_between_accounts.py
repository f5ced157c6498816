"""Near misses of teams, super users, share groups, account relationships, users as records and hierarchies."""

from dataclasses import replace

import pytest

from mock_org.security import SharingSet
from mock_org.settings import Settings


def misses(world, user, sobject, key, kind):
    return [m.because for m in world.explain(user, sobject, key).misses if m.source.kind == kind]


@pytest.fixture
def rollout(world):
    world.add("Opportunity", "rollout", Name="Rollout", OwnerId=world.ids["wes"], AccountId=world.ids["Neutral"])
    return world


def test_a_team_tells_who_is_on_it(rollout):
    rollout.add(
        "OpportunityTeamMember", UserId=rollout.ids["bo"], OpportunityId=rollout.ids["rollout"],
        OpportunityAccessLevel="Edit",
    )  # fmt: skip
    rollout.add(
        "AccountTeamMember", UserId=rollout.ids["max"], AccountId=rollout.ids["Neutral"], AccountAccessLevel="Read",
        OpportunityAccessLevel="Read", CaseAccessLevel="None",
    )  # fmt: skip
    assert misses(rollout, "ann", "Opportunity", "rollout", "team") == [
        "Bo of Globex is on its opportunity team, Edit, but Ann is not",
        "Max of Acme is on the account team of its account, Read, but Ann is not",
    ]
    assert misses(rollout, "bo", "Opportunity", "rollout", "team") == []


def test_a_super_user_of_a_higher_role_would_see_what_is_owned_below(world):
    world.settings = Settings(partner_super_user_access=True)
    world.settings = world.settings.model_copy(update={"no_hierarchy_access": ["Deal__c"]})
    world.add("Deal__c", "deal", Name="Deal", OwnerId=world.ids["ann"])
    told = "Ann owns it and has role Acme Partner User, which is below, but Max is no super user"
    assert misses(world, "max", "Deal__c", "deal", "super user") == [told]
    assert misses(world, "max", "Deal__c", "deal", "role hierarchy") == [
        "Ann of Acme owns it, but superiors have no access to deals: Grant Access Using Hierarchies is off for them"
    ]


def test_a_share_group_is_told_for_what_its_users_own(world):
    world.sharing = replace(world.sharing, sets=(SharingSet("Portal", ("Customer",), ()),))
    world.lead("initech", "cus")
    assert misses(world, "wes", "Lead", "initech", "share group") == []
    world.settings = Settings(share_groups={"Portal": ["role Channel_East", "allPartnerUsers"]})
    opened = 'The share group of sharing set "Portal" opens what Cus of Neutral owns'
    assert misses(world, "wes", "Lead", "initech", "share group") == [f"{opened}, but Wes is no member of it"]
    assert misses(world, "ann", "Lead", "initech", "share group") == [f"{opened}, but Ann is of another account"]
    assert world.level("cy", "Lead", "initech") == "all"


def test_an_account_relationship_that_is_missing_is_told(world):
    world.schema.features = {*world.schema.features, "account_relationships"}
    world.add(
        "AccountRelationshipShareRule", DeveloperName="Distributors", Type="Distributor", EntityType="Case",
        AccountToCriteriaField="Case.AccountId", AccessLevel="Read",
    )  # fmt: skip
    world.add("Case", "broken", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    opened = (
        'Account relationship rule "Distributors" gives Read on cases whose Account is related to Acme as Distributor'
    )
    assert misses(world, "ann", "Case", "broken", "account relationship") == [f"{opened}, but Globex is not related"]
    both = {"AccountFromId": world.ids["Acme"], "AccountToId": world.ids["Globex"]}
    world.add("AccountRelationship", "relation", Type="Reseller", **both)
    told = misses(world, "ann", "Case", "broken", "account relationship")
    assert told == [f"{opened}, but Globex is related as Reseller"]
    world.change("AccountRelationship", "relation", Type="Distributor")
    assert world.level("ann", "Case", "broken") == "read"


def test_users_of_one_account_are_told_of_the_setting(world):
    world.settings = Settings(external_users_see_each_other=False)
    world.default("User", "Private")
    told = "It is of Ann's account, but external_users_see_each_other is off in the org"
    assert misses(world, "ann", "User", "abe", "people") == [told]
    world.settings = Settings(external_users_see_each_other=True)
    assert misses(world, "ann", "User", "bo", "people") == ["Users of one account see each other, but it is of Globex"]
