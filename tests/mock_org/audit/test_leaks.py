"""The leak search finds what a walk over every user and record finds, and what the configuration makes possible."""

import random
from collections import defaultdict

import pytest
from sqlalchemy import select, true

from mock_org.audit.belonging import paths_of
from mock_org.audit.leak_questions import over_all_source
from mock_org.audit.leaks import find_leaks
from mock_org.audit.partner_shapes import partners
from mock_org.audit.record_leaks import record_leaks
from mock_org.errors import SetupError
from mock_org.security import SetMapping, SharingModel, SharingRule, SharingSet
from mock_org.security.groups import Viewer
from mock_org.security.model import Principal
from mock_org.security.sharing.engine import ask, cap, granted, levels
from mock_org.security.sharing.grant import LEVELS, RANK, Grant
from mock_org.settings import Settings
from mock_org.settings.leaks import LeakSettings
from tests.mock_org.audit.test_population import fill
from tests.mock_org.security.conftest import World, make_world, world

__all__ = ["world"]

PARTNERS = {"Acme": ("max", "ann"), "Globex": ("bo",), "Initrode": ("ina",)}


@pytest.fixture
def org(world):
    return with_a_third_partner(world)


def with_a_third_partner(world: World) -> World:
    """Initrode hangs below the role that Acme hangs below: one channel manager, two partners."""
    world.add("Account", "Initrode", Name="Initrode", OwnerId=world.ids["cy"])
    world.role("Initrode Partner User", "Channel East", "Initrode", "Worker")
    world.user("ina", "Partner", "Initrode Partner User", "Initrode")
    for name in ("eve", "abe"):
        world.change("User", name, IsActive=False)
    return world


def settled(world, **leaks):
    world.settings = Settings(leaks=LeakSettings(**leaks))


def walk(world, paths):
    """By rule, object and level: who sees what of others, found one by one."""
    partners = {world.ids[name] for name in PARTNERS}
    found = defaultdict(set)
    tables = {name: records(world, name) for name in {*paths, "User", "Contact", "Account", "Deal__c"}}
    for user in (name for users in PARTNERS.values() for name in users):
        viewer = Viewer(world.context, world.load(user))
        for name, ways in paths.items():
            sobject, rows = world.schema[name], tables[name]
            most = LEVELS.index(cap(viewer, sobject))
            opened = ways_of(world, viewer, sobject)
            for record_id, level in levels(viewer, sobject, [i for i in rows if not rows[i].get("IsDeleted")]).items():
                whose = partners & {follow(tables, rows[record_id], path) for path in ways}
                if level != "none" and whose and viewer.user.account_id not in whose:
                    ranks = {source: min(most, rank) for source, rank in opened[record_id].items()}
                    assert LEVELS[max(ranks.values())] == level
                    for source, rank in ranks.items():
                        leak = (viewer.user.id, viewer.user.account_id, record_id, frozenset(whose))
                        found[source, name, LEVELS[rank]].add(leak)
    return found


def ways_of(world, viewer, sobject):
    """By record, the sources that open it and the rank of what each gives."""
    found = defaultdict(lambda: defaultdict(int))
    asked = ask(viewer, sobject)
    over = [Grant(None, access, true(), "", source=source) for access, source in over_all_source(viewer, sobject)]
    for grant in (*granted(asked), *over):
        for (record_id,) in world.database.read(select(asked.table.c.Id).where(grant.where)):
            found[record_id][grant.source] = max(found[record_id][grant.source], RANK[grant.access])
    return found


def records(world, name):
    return {row["Id"]: row for row in world.database.rows(select(world.database.tables.get(name)))}


def follow(tables, row, path):
    for lookup, target in path.steps:
        row = tables[target].get(row[lookup], {}) if row else {}
    return row.get(path.last) if row else None


@pytest.mark.parametrize("seed", range(3, 6))
def test_findings_are_those_of_a_walk_over_users_and_records(seed):
    chance = random.Random(seed)
    world = with_a_third_partner(make_world())
    fill(world, chance)
    for sobject, keys in (("Lead", ("l0", "l2", "l3")), ("Opportunity", ("o0", "o1", "o3")), ("Deal__c", ("d0", "d1"))):
        for key in keys:
            world.share(sobject, key, chance.choice(("bo", "ina", "max", "Friends")), chance.choice(("Read", "Edit")))
    world.add("GroupMember", GroupId=world.ids["Line"], UserOrGroupId=world.ids["ina"])
    world.lead("queued", "Line", PartnerAccountId=world.ids["Acme"])
    looked_at = (("Account", "Lead", "Deal_Line__c"), ("Opportunity", "Deal__c"), ("Case", "Contact"))[seed % 3]
    if seed % 3:
        world.default(chance.choice(looked_at), "ReadWrite", chance.choice(("Read", "ReadWrite")))
        world.permit("set of Partner", "Opportunity", "Read", "Edit", *chance.choice(((), ("ViewAllRecords",))))
    paths = {name: ways for name, ways in paths_of(world.context).items() if name in looked_at}
    expected = walk(world, paths)
    tallies = record_leaks(world.context, paths, partners(world.context, paths).shapes)
    assert {key: tally.accesses for key, tally in tallies.items()} == {key: len(each) for key, each in expected.items()}
    for key, tally in tallies.items():
        leaks = expected[key]
        assert tally.users == len({user for user, *_ in leaks})
        assert set(tally.pairs()) == {(account, owner) for _, account, _, whose in leaks for owner in whose}
        assert tally.account_pairs == len(set(tally.pairs()))
        records = len({record for _, _, record, _ in leaks})
        assert tally.records == records or (tally.at_least and tally.records < records)
        assert tally.example in {(user, record) for user, _, record, _ in leaks}


# -- what the configuration makes possible


POOL = SharingRule("Pool", "Pool", "Lead", "owner", "Read", Principal("allPartnerUsers"), Principal("allInternalUsers"))
EAST = Principal("roleAndSubordinates", "Channel_East")


def entries(world):
    return {reach.rule: reach for reach in find_leaks(world.context).reaches}


def in_group(world, name, kind, *members):
    world.add("Group", name, Type=kind, DeveloperName=name, Name=name, DoesIncludeBosses=False)
    for member in members:
        world.add("GroupMember", GroupId=world.ids[name], UserOrGroupId=world.ids[member])


def pool(world):
    world.rules(POOL)


def to_the_channel_managers_subordinates(world):
    world.rules(SharingRule("East", "East", "Lead", "owner", "Edit", EAST, Principal("allInternalUsers")))


def from_one_partner_to_another(world):
    of, to = (Principal("role", f"{name}_Partner_User") for name in ("Globex", "Initrode"))
    world.rules(SharingRule("Between", "Between", "Lead", "owner", "Read", to, of))


def a_nested_group(world):
    in_group(world, "Inner", "Regular", "bo")
    in_group(world, "Outer", "Regular", "Inner", "ina")


def a_queue(world):
    in_group(world, "Hot", "Queue", "ann", "bo")
    world.add("QueueSobject", QueueId=world.ids["Hot"], SobjectType="Lead")


def an_external_default(world):
    world.default("Lead", "ReadWrite", "Read")


def view_all(world):
    world.permit("set of Partner", "Case", "Read", "ViewAllRecords")


def a_set_by_the_parent_account(world):
    for name in ("Acme", "Globex"):
        world.change("Account", name, ParentId=world.ids["Neutral"])
    mapping = SetMapping("Deal__c", "Partner_Account__c", "Account.Parent", "Edit")
    world.sharing = SharingModel(sets=(SharingSet("Family", ("Partner",), (mapping,)),))


def a_common_role(world):
    world.change("User", "bo", UserRoleId=world.ids["Acme Partner User"])


def an_account_relationship(world):
    world.schema.features = {*world.schema.features, "account_relationships"}
    relation = {"AccountFromId": world.ids["Globex"], "AccountToId": world.ids["Acme"], "Type": "Distributor"}
    world.add("AccountRelationship", **relation)
    path = {"EntityType": "Lead", "AccountToCriteriaField": "Lead.OwnerId", "AccessLevel": "Read"}
    world.add("AccountRelationshipShareRule", DeveloperName="Down", Type="Distributor", **path)


@pytest.mark.parametrize(
    ("set_up", "rule", "severity", "partners", "advice"),
    [
        (pool, "sharing rule Lead.Pool", "medium", 3, "[leaks.allowed]"),
        (to_the_channel_managers_subordinates, "sharing rule Lead.East", "high", 2, "roleAndSubordinatesInternal"),
        (from_one_partner_to_another, "sharing rule Lead.Between", "high", 1, "one partner only"),
        (a_nested_group, "group Outer", "low", 2, "take the partner users out"),
        (a_queue, "queue Hot", "high", 2, "one queue a partner"),
        (an_external_default, "default Lead.external", "high", 3, "Private"),
        (view_all, "permission Case.ViewAll", "high", 3, "profiles and permission sets"),
        (a_set_by_the_parent_account, "sharing set Family.Deal__c", "high", 2, "own Account or Contact"),
        (an_account_relationship, "account relationship Down", "medium", 1, "[leaks.allowed]"),
        (a_common_role, "role Acme Partner User", "medium", 2, "own roles"),
    ],
)
def test_configuration_that_can_leak_is_told_without_any_record(org, set_up, rule, severity, partners, advice):
    set_up(org)
    found = entries(org)
    assert list(found) == [rule]
    assert (found[rule].severity, found[rule].account_count) == (severity, partners)
    assert advice in found[rule].advice


def test_what_stays_with_one_partner_or_the_vendor_is_no_finding(org):
    for number, to in enumerate(
        (Principal("roleAndSubordinatesInternal", "Channel_East"), Principal("portalRole", "Acme_Partner_Manager"))
    ):
        org.rules(SharingRule(f"R{number}", "R", "Lead", "owner", "Edit", to, Principal("allInternalUsers")))
    in_group(org, "Acme people", "Regular", "ann", "max", "cy")
    mapping = SetMapping("Deal__c", "Partner_Account__c", "Account", "Edit")
    org.sharing = SharingModel(org.sharing.rules, (SharingSet("Own", ("Partner",), (mapping,)),))
    assert entries(org) == {}


def test_an_allowed_rule_says_why_and_an_allowance_of_nothing_is_told(org):
    pool(org)
    org.lead("l1", "ann")
    org.share("Lead", "l1", "bo", "Edit")
    settled(org, allowed={"Sharing Rule lead.pool": "meant", "share row manual": "asked for", "queue Gone": "old"})
    found = find_leaks(org.context)
    assert [(leak.rule, leak.allowed) for leak in found.leaks] == [("share row Manual", "asked for")]
    assert [reach.allowed for reach in found.reaches] == ["meant"]
    assert found.unused == ("queue Gone",)
    assert found.leaks[0].pairs == (("Globex", "Acme"),)
    assert found.leaks[0].example.belongs_to == (("Acme", "Owner.AccountId"),)
    assert "Bo sees l1 because it is shared manually with" in found.leaks[0].example.because


def test_the_settings_say_whose_a_record_is(org):
    org.lead("l1", "max", PartnerAccountId=org.ids["Globex"])
    assert find_leaks(org.context, ["Lead"]).leaks == ()
    settled(org, belongs_to={"Lead": ["PartnerAccountId"]})
    [leak] = find_leaks(org.context, ["lead"]).leaks
    assert (leak.rule, leak.level, leak.pairs) == ("ownership owner", "all", (("Acme", "Globex"),))


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        ({"Lead": ["Company"]}, "Lead.Company is no lookup to Account"),
        ({"Lead": ["Boss.AccountId"]}, "Lead has no relationship Boss"),
        ({"Nothing__c": ["AccountId"]}, "no object Nothing__c"),
    ],
)
def test_a_path_that_leads_to_no_account_is_refused(world, paths, sentence):
    settled(world, belongs_to=paths)
    with pytest.raises(SetupError, match=sentence):
        find_leaks(world.context)
