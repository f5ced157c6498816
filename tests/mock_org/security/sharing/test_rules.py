"""Sharing rules: owner-based and criteria-based."""

from dataclasses import replace

import pytest

from mock_org.metadata.criteria import Criterion
from mock_org.metadata.filters import condition
from mock_org.metadata.findings import Findings, Place
from mock_org.schema.fields import new_field
from mock_org.security import AccountLevels, Principal, SharingModel, SharingRule
from mock_org.soql import And, Comparison, Literal, Not, Path

GOLD = Comparison(Path(("Tier__c",)), "=", Literal("Gold", "string"))
PARTNERS = Principal("allPartnerUsers")


def gold(to=PARTNERS, sobject="Lead", access="Read", **values):
    return SharingRule("Gold", "Gold leads to partners", sobject, "criteria", access, to, None, GOLD, **values)


def by_owner(source, to=PARTNERS, access="Read"):
    return SharingRule("Owned", "Owned", "Lead", "owner", access, to, source)


@pytest.fixture
def leads(world):
    world.lead("golden", "wes", Tier__c="Gold")
    world.lead("plain", "wes", Tier__c="Silver")
    world.lead("untold", "wes")
    return world


def test_criteria_rule_shares_matching_records_only(leads):
    leads.rules(gold())
    assert leads.sees("ann", "Lead") == {"golden"}
    assert leads.level("ann", "Lead", "golden") == "read"


def test_rule_to_partners_gives_nothing_to_internal_users(leads):
    leads.rules(gold())
    assert leads.sees("cy", "Lead") == set()


def test_rule_is_explained_in_a_sentence(leads):
    leads.rules(gold())
    reason = leads.explain("ann", "Lead", "golden").grants[0]
    assert reason.row_cause == "Rule"
    assert reason.because == (
        'Ann sees golden because sharing rule "Gold leads to partners" shares leads with Tier = Gold to all partner '
        "users, Read"
    )


def test_highest_of_several_rules_wins(leads):
    leads.rules(gold(), gold(access="Edit"))
    assert leads.level("ann", "Lead", "golden") == "edit"


@pytest.mark.parametrize(
    ("principal", "sees"),
    [
        (Principal("role", "Channel_East"), {"cy", "carl", "cleo"}),
        (Principal("roleAndSubordinates", "Channel_East"), {"cy", "carl", "cleo", "eve", "max", "ann", "abe"}),
        (Principal("roleAndSubordinatesInternal", "Channel_East"), {"cy", "carl", "cleo"}),
        (Principal("portalRole", "Acme_Partner_Manager"), {"max", "eve", "cy", "carl", "cleo"}),
        (
            Principal("portalRoleAndSubordinates", "Acme_Partner_Manager"),
            {"max", "ann", "abe", "eve", "cy", "carl", "cleo"},
        ),
        (Principal("allInternalUsers"), {"cy", "carl", "cleo", "wes"}),
        (Principal("allPartnerUsers"), {"eve", "max", "ann", "abe", "bo"}),
        (Principal("allCustomerPortalUsers"), {"plus"}),
        (Principal("role", "No_Such_Role"), set()),
        (Principal("group", "No_Such_Group"), set()),
    ],
)
def test_each_target_reaches_its_users_and_their_superiors(world, principal, sees):
    world.lead("golden", "admin", Tier__c="Gold")
    world.rules(gold(principal))
    world.add("User", "plus", Name="Plus", UserType="PowerCustomerSuccess", ProfileId=world.ids["Customer"])
    people = ("cleo", "cy", "carl", "wes", "eve", "max", "ann", "abe", "bo", "cus", "plus")
    assert {name for name in people if world.sees(name, "Lead")} == sees


def test_rule_to_a_public_group(leads):
    group = leads.add("Group", "Golds", Type="Regular", DeveloperName="Golds")
    leads.add("GroupMember", GroupId=group, UserOrGroupId=leads.ids["ann"])
    leads.rules(gold(Principal("group", "golds")))
    assert leads.sees("ann", "Lead") == {"golden"}
    assert leads.sees("abe", "Lead") == set()


def test_owner_rule_shares_what_members_of_the_source_own(leads):
    leads.lead("by cy", "cy")
    leads.lead("by ann", "ann")
    leads.rules(by_owner(Principal("role", "Channel_East")))
    assert leads.sees("bo", "Lead") == {"by cy"}


def test_owner_rule_from_role_and_subordinates_takes_partners_along(leads):
    leads.lead("by cy", "cy")
    leads.lead("by ann", "ann")
    leads.rules(by_owner(Principal("roleAndSubordinates", "Channel_East")))
    assert leads.sees("bo", "Lead") == {"by cy", "by ann"}


def test_owner_rule_from_internal_subordinates_leaves_partners_records(leads):
    leads.lead("by cy", "cy")
    leads.lead("by ann", "ann")
    leads.rules(by_owner(Principal("roleAndSubordinatesInternal", "Channel_East")))
    assert leads.sees("bo", "Lead") == {"by cy"}


def test_owner_rule_from_a_queue_shares_what_the_queue_owns(leads):
    leads.add("Group", "West leads", Type="Queue", DeveloperName="West_leads")
    leads.lead("pooled", "West leads")
    leads.rules(by_owner(Principal("queue", "West_leads")))
    assert leads.sees("ann", "Lead") == {"pooled"}


def test_owner_rule_from_all_internal_users(leads):
    leads.lead("by ann", "ann")
    leads.rules(by_owner(Principal("allInternalUsers")))
    assert leads.sees("bo", "Lead") == {"golden", "plain", "untold"}


def test_conditions_combine_as_in_soql(leads):
    silver = Comparison(Path(("Tier__c",)), "=", Literal("Silver", "string"))
    rule = SharingRule("R", "R", "Lead", "criteria", "Read", PARTNERS, None, And((Not(GOLD), Not(silver))))
    leads.rules(rule)
    assert leads.sees("ann", "Lead") == {"untold"}
    assert "with not (Tier = Gold) and not (Tier = Silver)" in leads.because("ann", "Lead", "untold")[0]


def test_criteria_may_look_at_the_owner(leads):
    condition = Comparison(Path(("Owner", "Name")), "=", Literal("Wes", "string"))
    leads.lead("by cy", "cy")
    leads.rules(SharingRule("R", "R", "Lead", "criteria", "Read", PARTNERS, None, condition))
    assert leads.sees("ann", "Lead") == {"golden", "plain", "untold"}


def test_records_of_owners_without_a_role_need_to_be_included(leads):
    leads.lead("by customer", "cus", Tier__c="Gold")
    leads.rules(gold(include_records_owned_by_all=False))
    assert leads.sees("ann", "Lead") == {"golden"}


def test_account_rule_reaches_down_to_children_at_its_levels(world):
    world.change("Account", "Globex", Tier__c="Gold")
    world.add("Opportunity", "rollout", Name="rollout", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    world.add("Case", "broken", Subject="broken", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    world.rules(gold(sobject="Account", account_levels=AccountLevels(opportunity="Edit")))
    assert world.sees("ann", "Account") == {"Acme", "Globex"}
    assert world.level("ann", "Opportunity", "rollout") == "edit"
    assert world.sees("ann", "Case") == set()


def test_criteria_rule_without_a_condition_shares_nothing(leads):
    leads.rules(SharingRule("R", "R", "Lead", "criteria", "Read", PARTNERS))
    assert leads.sees("ann", "Lead") == set()


FIELDS = {
    "LastTransferDate": "2026-03-01",
    "EmailBouncedDate": "2026-03-01T10:00:00.000+0000",
    "NumberOfEmployees": 10,
    "AnnualRevenue": 2.5,
    "IsUnreadByOwner": True,
    "Company": "Acme, Inc",
    "Skills__c": "Java;Python",
}


@pytest.fixture(scope="module")
def criteria():
    """Criteria as a .sharingRules file states them, as a condition."""

    def made(world, logic, *stated):
        findings = Findings()
        items = [Criterion(Place("f"), *one) for one in stated]
        found = condition(items, logic, world.schema["Lead"], world.schema, findings)
        assert not findings.refused
        return found

    return made


@pytest.mark.parametrize(
    ("field", "operation", "holds", "fails"),
    [
        ("LastTransferDate", "equals", "2026-03-01", "2026-03-02"),
        ("LastTransferDate", "greaterOrEqual", "2026-03-01", "2026-03-02"),
        ("EmailBouncedDate", "lessThan", "2026-03-01T10:00:01Z", "2026-03-01T10:00:00Z"),
        ("EmailBouncedDate", "greaterThan", "2026-03-01T11:59:59+02:00", "2026-03-01T12:00:00+02:00"),
        ("NumberOfEmployees", "lessOrEqual", "10", "9"),
        ("NumberOfEmployees", "equals", "9,10", "9,11"),
        ("AnnualRevenue", "greaterThan", "2.4", "2.5"),
        ("IsUnreadByOwner", "equals", "True", "False"),
        ("Company", "equals", '"Acme, Inc"', "Acme, Inc"),
        ("Company", "contains", "me", "em"),
        ("Company", "startsWith", "acme", "cme"),
        ("Company", "notContain", "x", "A"),
        ("Company", "notEqual", "", '"Acme, Inc"'),
        ("Skills__c", "includes", "Python,Rust", "Rust"),
        ("Skills__c", "excludes", "Rust", "Python"),
        ("Skills__c", "equals", "Java;Python", "Java"),
        ("RecordTypeId", "equals", "Reseller", "Direct"),
        ("OwnerId", "equals", "wes", "cy"),
        ("CreatedById", "notEqual", "cy", "wes"),
    ],
)
def test_criteria_compare_values_of_every_kind(world, criteria, field, operation, holds, fails):
    skills = new_field("Skills__c", "multipicklist", "Skills", custom=True)
    world.schema.add(world.schema["Lead"].with_fields(skills))
    world.database.alter([world.schema["Lead"]])
    world.add("RecordType", "Reseller", Name="Reseller", DeveloperName="Reseller", SobjectType="Lead")
    own = {"RecordTypeId": world.ids["Reseller"], "CreatedById": world.ids["wes"]}
    world.lead("initech", "wes", **FIELDS, **own)
    sees = []
    for value in (holds, fails):
        value = world.ids[value] if field in ("OwnerId", "CreatedById") else value
        stated = criteria(world, None, (field, operation, value))
        world.sharing = SharingModel()
        world.rules(SharingRule("R", "R", "Lead", "criteria", "Read", PARTNERS, None, stated))
        sees.append(world.sees("ann", "Lead"))
    assert sees == [{"initech"}, set()]


def test_filter_logic_decides_which_records_are_shared(leads, criteria):
    leads.lead("large", "wes", Tier__c="Silver", NumberOfEmployees=500)
    items = [("Tier__c", "equals", t) for t in ("Gold", "Silver")] + [("NumberOfEmployees", "greaterThan", "100")]
    stated = criteria(leads, "1 OR (2 AND NOT (NOT 3))", *items)
    leads.rules(SharingRule("R", "R", "Lead", "criteria", "Read", PARTNERS, None, stated))
    assert leads.sees("ann", "Lead") == {"golden", "large"}


def test_contact_level_of_an_account_rule_counts_only_where_contacts_are_shared_on_their_own(world):
    world.change("Account", "Globex", Tier__c="Gold")
    world.add("Contact", "globie", LastName="g", OwnerId=world.ids["wes"], AccountId=world.ids["Globex"])
    world.rules(gold(sobject="Account", account_levels=AccountLevels(contact="Edit")))
    assert world.level("ann", "Contact", "globie") == "edit"
    world.default("Contact", "ControlledByParent")
    assert world.level("ann", "Contact", "globie") == "read"


@pytest.fixture
def guest(leads):
    """A site's guest user, with Read and everything else on every object."""
    leads.profile("Shop Profile", "Guest")
    user = {"Username": "shop@x.example", "CommunityNickname": "Shop", "UserType": "Guest"}
    leads.add("User", "guest", Name="Shop Site Guest User", ProfileId=leads.ids["Shop Profile"], IsActive=True, **user)
    return leads


SHOP = SharingRule("G", "Public", "Lead", "guest", "Read", Principal("guestUser", "Shop"), None, GOLD)


def test_guest_rule_opens_records_to_that_guest_user_only(guest):
    guest.rules(SHOP, replace(SHOP, shared_to=Principal("guestUser", "Other"), condition=Not(GOLD)))
    assert guest.sees("guest", "Lead") == {"golden"}
    assert guest.level("guest", "Lead", "golden") == "read"
    assert guest.sees("ann", "Lead") == guest.sees("cus", "Lead") == set()
    reason = guest.explain("guest", "Lead", "golden").grants[0]
    assert reason.row_cause == "GuestRule"
    assert 'sharing rule "Public" shares leads with Tier = Gold to guest user Shop, Read' in reason.because


def test_guests_have_private_defaults_and_no_other_rule(guest):
    guest.default("Lead", "ReadWrite", "ReadWrite")
    guest.default("Campaign", "FullAccess", "FullAccess")
    guest.add("Campaign", "spring", Name="spring", OwnerId=guest.ids["wes"])
    for kind in ("allInternalUsers", "allPartnerUsers", "allCustomerPortalUsers"):
        guest.rules(gold(Principal(kind)))
    assert guest.sees("guest", "Lead") == guest.sees("guest", "Campaign") == set()
    assert guest.sees("ann", "Lead") == {"golden", "plain", "untold"}


def test_guest_rule_takes_records_of_high_volume_owners_only_if_told(guest):
    guest.lead("by customer", "cus", Tier__c="Gold")
    guest.rules(replace(SHOP, include_records_owned_by_all=False))
    assert guest.sees("guest", "Lead") == {"golden"}
    guest.rules(SHOP)
    assert guest.sees("guest", "Lead") == {"golden", "by customer"}
