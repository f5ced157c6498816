"""Near misses: every grant that nearly holds for one user and one record, and what is missing."""

from dataclasses import replace

import pytest

from mock_org.security import AccountLevels, Principal, SetMapping, SharingRule, SharingSet
from mock_org.settings import Settings
from mock_org.soql import And, Comparison, Literal, Not, Or, Path

PARTNERS = Principal("allPartnerUsers")


def is_(field, value, operator="="):
    return Comparison(Path((field,)), operator, Literal(value, "string"))


ROLE = "Acme Partner User"
GOLD, HOT = is_("Tier__c", "Gold"), is_("Rating", "Hot")


def rule(condition=GOLD, to=PARTNERS, sobject="Lead", access="Read", source=None, **values):
    kind = "owner" if source else "criteria"
    condition = None if source else condition
    return SharingRule("Gold", "Gold leads", sobject, kind, access, to, source, condition, **values)


def misses(world, user, sobject, key, kind=None):
    found = world.explain(user, sobject, key).misses
    return [miss.because for miss in found if kind in (None, miss.source.kind)]


@pytest.fixture
def silver(world):
    world.lead("silver", "wes", Tier__c="Silver")
    return world


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        (GOLD, "Tier is Silver, not Gold"),
        (is_("Tier__c", "Silver", "!="), "Tier is Silver, which it must not be"),
        (And((GOLD, is_("LastName", "silver"))), "Tier is Silver, not Gold"),
        (And((GOLD, HOT)), "Tier is Silver, not Gold, and Rating is empty, not Hot"),
        (Or((GOLD, HOT)), "Tier is Silver, not Gold and Rating is empty, not Hot"),
        (Not(is_("Tier__c", "Silver")), "Tier__c = Silver holds"),
        (is_("Tier__c", "G%", "LIKE"), "Tier is Silver, not like G%"),
        (Comparison(Path(("Tier__c",)), "IN", (Literal("Gold", "string"), Literal("Tin", "string"))),
         "Tier is Silver, not one of Gold, Tin"),
        (Comparison(Path(("Owner", "Name")), "=", Literal("Bo", "string")), "Owner.Name is Wes, not Bo"),
    ],
)  # fmt: skip
def test_a_rule_tells_what_of_its_criteria_is_missing(silver, condition, missing):
    silver.rules(rule(condition))
    told = f'Sharing rule "Gold leads" would share it to all partner users, Read, but {missing}'
    assert misses(silver, "ann", "Lead", "silver", "sharing rule") == [told]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (rule(to=Principal("role", "Channel_East")), ["Tier is Silver, not Gold", "Ann is not among them"]),
        (rule(is_("Tier__c", "Silver"), Principal("role", "Channel_East")), ["Ann is not among them"]),
        (rule(source=Principal("role", "Channel_East")), ["Wes owns it, not role Channel East"]),
        (rule(Not(HOT), Principal("queue", "Nowhere")), ["Ann is not among them"]),
        (rule(And((GOLD, HOT, is_("Status", "x"), is_("Company", "y")))), None),
    ],
)  # fmt: skip
def test_a_rule_misses_its_people_or_its_owners(silver, made, told):
    silver.rules(made)
    found = [miss for miss in silver.explain("ann", "Lead", "silver").misses if miss.source.kind == "sharing rule"]
    assert [list(miss.missing) for miss in found] == ([told] if told else [])


def test_an_account_rule_is_told_for_the_account_s_records(world):
    levels = AccountLevels(case="Read")
    world.rules(rule(sobject="Account", account_levels=levels))
    world.add("Case", "broken", AccountId=world.ids["Neutral"], OwnerId=world.ids["wes"])
    world.add("Case", "loose", OwnerId=world.ids["wes"])
    [told] = misses(world, "ann", "Case", "broken", "sharing rule")
    assert "would share it by its account to all partner users, Read, but Tier is empty, not Gold" in told
    assert misses(world, "ann", "Case", "loose", "sharing rule")[0].endswith("but it has none")


def test_what_misses_one_condition_comes_first_and_the_rest_is_counted(silver):
    silver.rules(*(replace(rule(And((GOLD, HOT))), name=f"r{n}") for n in range(14)), rule())
    told = silver.explain("ann", "Lead", "silver")
    assert len(told.misses) == 12
    assert told.more_misses == 5  # 15 rules, the owner and the default
    assert [len(miss.missing) for miss in told.misses[:4]] == [1, 1, 1, 2]


def test_manual_shares_tell_with_whom(silver):
    for name, kind in (("friends", "Regular"), ("East", "Queue")):
        silver.add("Group", name, Type=kind, Name=name, DeveloperName=name)
    for to in ("bo", "friends", "East", "Role Channel West"):
        silver.share("Lead", "silver", to)
    assert misses(silver, "ann", "Lead", "silver", "share row") == [
        "It is shared manually with Bo of Globex, Read, but not with Ann",
        "It is shared manually with public group friends, Read, but Ann is not among them",
        "It is shared manually with queue East, Read, but Ann is not among them",
        "It is shared manually with role Channel West, Read, but Ann is not among them",
    ]
    silver.share("Lead", "silver", "cleo")
    assert "not with Cy or anybody below Cy's role" in misses(silver, "cy", "Lead", "silver", "share row")[-1]


def test_a_sharing_set_tells_what_it_compares(world):
    opens = SetMapping("Deal__c", "Partner_Account__c", "Account", "Read")
    sets = (SharingSet("Deals", ("Partner",), (opens,)), SharingSet("Others", ("Customer",), (opens,)))
    world.sharing = replace(world.sharing, sets=sets)
    world.add("Deal__c", "theirs", Name="Rollout", OwnerId=world.ids["wes"], Partner_Account__c=world.ids["Globex"])
    world.add("Deal__c", "nobody's", Name="Orphan", OwnerId=world.ids["wes"])
    opened = "opens deals whose Partner Account is Ann's Account (Acme)"
    assert misses(world, "ann", "Deal__c", "theirs", "sharing set") == [
        f'Sharing set "Deals" {opened}, but it is Globex',
        f'Sharing set "Others" {opened}, but it is Globex, and the set is not for Ann\'s profile Partner',
    ]
    assert misses(world, "ann", "Deal__c", "nobody's", "sharing set")[0].endswith("but it is empty")


def test_a_queue_names_itself(world):
    world.add("Group", "East", Type="Queue", Name="East", DeveloperName="East")
    world.lead("pooled", "East")
    assert misses(world, "ann", "Lead", "pooled", "ownership") == ["Queue East owns it, but Ann is no member of it"]


@pytest.mark.parametrize(
    ("user", "owner", "told"),
    [
        ("ann", "bo", "Bo of Globex owns it, but the owner's role Globex Partner User is not below Ann's role " + ROLE),
        ("ann", "abe", "Abe of Acme owns it, but Abe has Ann's own role Acme Partner User, which is not below it"),
        ("cus", "bo", "Bo of Globex owns it, but Cus has no role, so nobody is below"),
        ("ann", "admin", "Admin owns it, but Admin has no role, so nobody stands above"),
    ],
)  # fmt: skip
def test_the_owner_is_told_and_why_the_hierarchy_does_not_reach(world, user, owner, told):
    world.lead("initech", owner)
    assert misses(world, user, "Lead", "initech", "role hierarchy") == [told]


def test_the_super_user_of_a_role_is_told_of_switch_and_setting(world):
    world.lead("initech", "abe")
    told = "Abe owns it and has Ann's role Acme Partner User, but Ann is no super user"
    off = "partner super user access is off in the org"
    assert misses(world, "ann", "Lead", "initech", "super user") == [f"{told}, and {off}"]
    world.settings = Settings(partner_super_user_access=True)
    assert misses(world, "ann", "Lead", "initech", "super user") == [told]
    world.change("User", "ann", IsPrmSuperUser=True)
    assert misses(world, "ann", "Lead", "initech", "super user") == []


def test_the_default_that_is_wider_inside_is_told(silver):
    silver.default("Lead", "Read", "Private")
    assert misses(silver, "ann", "Lead", "silver", "default") == [
        "Internal users have Public Read Only on all leads, but the external default of Lead is Private"
    ]
    silver.default("Lead", "Private")
    assert "for external users that of Lead is Private" in misses(silver, "ann", "Lead", "silver", "default")[0]


def test_missing_object_permissions_come_first(silver):
    silver.share("Lead", "silver", "ann", "Edit")
    silver.permit("set of Partner", "Lead")
    told = "It is shared manually with Ann of Acme, but profile Partner of Ann lacks {} on Lead"
    assert misses(silver, "ann", "Lead", "silver")[0] == told.format("Read")
    assert misses(silver, "bo", "Lead", "silver")[0] == (
        "Nobody sees leads without Read on Lead, but profile Partner of Bo lacks Read on Lead"
    )
    silver.permit("set of Partner", "Lead", "Read")
    assert misses(silver, "ann", "Lead", "silver")[0] == told.format("Edit")


def test_read_only_tells_what_edit_would_need(silver):
    silver.share("Lead", "silver", "ann")
    assert misses(silver, "ann", "Lead", "silver", "share row") == [
        "It is shared manually with Ann of Acme, but it gives Read only: Edit would need Read/Write there"
    ]
    silver.permit("set of Partner", "Lead", "Read")
    assert misses(silver, "ann", "Lead", "silver", "share row") == []


def test_a_private_opportunity_tells_what_it_took_away(world):
    world.add("Opportunity", "secret", Name="Secret", OwnerId=world.ids["wes"], IsPrivate=True)
    world.share("Opportunity", "secret", "ann")
    private = "the opportunity is private: only its owner, those above and administrators see it"
    assert misses(world, "ann", "Opportunity", "secret")[0] == f"It is shared manually with Ann of Acme, but {private}"


def test_the_parent_that_decides_tells_its_own_misses(world):
    world.add("Deal__c", "deal", Name="Rollout", OwnerId=world.ids["bo"])
    world.add("Deal_Line__c", "line", Name="Line", Deal__c=world.ids["deal"])
    told = misses(world, "ann", "Deal_Line__c", "line")
    assert told[0] == "Its Deal Rollout decides about it, but Ann has no access to it"
    assert told[1].startswith("Its Deal Rollout: Bo of Globex owns it, but the owner's role Globex Partner User is not")
    world.share("Deal__c", "deal", "ann")
    assert misses(world, "ann", "Deal_Line__c", "line")[0].endswith("but Ann has Read only on it")


def test_an_activity_is_hidden_from_external_users_until_marked(world):
    world.default("Task", "ControlledByParent")
    world.add("Task", "call", WhatId=world.ids["Acme"], OwnerId=world.ids["wes"])
    assert misses(world, "ann", "Task", "call") == [
        "Ann sees Acme, which it is about, but it is not marked Visible in Self-Service"
    ]


@pytest.mark.parametrize(
    ("user", "sobject", "key", "told"),
    [
        ("ann", "Account", "Globex", "Ann sees the own account (Acme), but it is another"),
        ("ann", "Contact", "contact bo", "Ann sees the contacts of the own account (Acme), but it belongs to Globex"),
        ("ann", "Case", "broken", "Ann would see it as the contact of the case, but that is bo"),
        ("wes", "Case", "broken",
         "Wes owns its account, but role Channel West gives None on cases of own accounts (CaseAccessForAccountOwner)"),
    ],
)  # fmt: skip
def test_what_comes_with_an_account_or_a_case_is_told(world, user, sobject, key, told):
    bo = {"AccountId": world.ids["Globex"], "ContactId": world.ids["contact bo"]}
    world.add("Case", "broken", OwnerId=world.ids["cleo"], **bo)
    assert told in misses(world, user, sobject, key, "implicit")


def test_who_has_everything_misses_nothing(silver):
    assert misses(silver, "admin", "Lead", "silver") == []
    assert misses(silver, "wes", "Lead", "silver") == []
