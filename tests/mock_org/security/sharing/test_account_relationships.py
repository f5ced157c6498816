"""Account relationships: Globex shares data with Acme by rules for the type of their relationship."""

import pytest


@pytest.fixture
def related(world):
    world.schema.features = {*world.schema.features, "account_relationships"}
    ids = world.ids
    world.add("AccountRelationship", "relation", AccountFromId=ids["Acme"], AccountToId=ids["Globex"], Type="Dealer")
    world.lead("pool", "cleo", PartnerAccountId=ids["Globex"])
    world.lead("owned", "bo")
    world.lead("ours", "wes", PartnerAccountId=ids["Acme"])
    return world


def rule(world, field, access="Read", kind="Dealer", **more):
    values = {"DeveloperName": "Dealers", "Type": kind, "EntityType": field.split(".")[0], "AccessLevel": access}
    return world.add("AccountRelationshipShareRule", "rule", AccountToCriteriaField=field, **values | more)


@pytest.mark.parametrize(
    ("field", "seen"),
    [("Lead.PartnerAccountId", {"pool"}), ("Lead.OwnerId", {"owned"}), ("Lead.ConvertedAccountId", set())],
)
def test_what_the_field_connects_with_the_other_account_is_seen(related, field, seen):
    assert related.sees("ann", "Lead") == set()
    rule(related, field)
    assert related.sees("ann", "Lead") == seen
    assert related.sees("bo", "Lead") == {"owned"}  # the other way nothing is given


def test_level_row_cause_and_explanation(related):
    rule(related, "Lead.PartnerAccountId", "Edit")
    assert related.level("ann", "Lead", "pool") == "edit"
    reason = related.explain("ann", "Lead", "pool").grants[0]
    assert (reason.row_cause, str(reason.source)) == ("ARImplicit", "account relationship Dealers")
    told = 'account relationship rule "Dealers" gives Ann\'s account what its Partner Account ID connects with an'
    assert told in reason.because


def test_superiors_of_the_gaining_account_see_it_too(related):
    rule(related, "Lead.PartnerAccountId")
    related.change("Lead", "pool", OwnerId=related.ids["wes"])
    assert related.sees("cy", "Lead") == {"pool"}


@pytest.mark.parametrize("change", ["type", "switch", "role", "relation", "rule"])
def test_nothing_without_type_switch_role_relation_and_rule(related, change):
    rule(related, "Lead.PartnerAccountId", kind="Vendor" if change == "type" else "Dealer")
    if change == "switch":
        related.schema.features = related.schema.features - {"account_relationships"}
    elif change == "role":
        related.change("User", "ann", UserRoleId=None)
    elif change == "relation":
        related.change("AccountRelationship", "relation", IsDeleted=True)
    elif change == "rule":
        related.change("AccountRelationshipShareRule", "rule", IsDeleted=True)
    assert related.sees("ann", "Lead") == set()


def test_accounts_and_custom_objects_can_be_shared_and_defaults_of_the_rule_are_its_own(related):
    related.add("Deal__c", "deal", Name="deal", OwnerId=related.ids["wes"], Partner_Account__c=related.ids["Globex"])
    rule(related, "Deal__c.Partner_Account__c")
    rule(related, "Account.OwnerId", DeveloperName="Owned")
    related.add("Account", "client", Name="client", OwnerId=related.ids["bo"])
    assert related.sees("ann", "Deal__c") == {"deal"}
    assert related.sees("ann", "Account") == {"Acme", "client"}
    assert related.sees("ann", "Lead") == set()
