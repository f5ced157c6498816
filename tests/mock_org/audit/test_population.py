"""Whatever the engine says of one user and one record, the population says of all of them."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select

from mock_org.audit.population import Population
from mock_org.security.groups import Viewer
from mock_org.security.model import AccountLevels, Principal, SetMapping, SharingRule, SharingSet
from mock_org.security.sharing.engine import levels
from mock_org.soql.ast import Comparison, Literal, Path
from tests.mock_org.security.conftest import World, make_world, world

__all__ = ["world"]

OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Deal__c", "Deal_Line__c")
NONE = dict.fromkeys(("none", "read", "edit", "all"), 0)
PEOPLE = ("cleo", "cy", "carl", "wes", "admin", "eve", "max", "ann", "abe", "bo", "cus")
TARGETS = (
    Principal("allPartnerUsers"),
    Principal("allInternalUsers"),
    Principal("allCustomerPortalUsers"),
    Principal("group", "Friends"),
    Principal("queue", "Line"),
    Principal("role", "Channel_East"),
    Principal("roleAndSubordinates", "Channel_West"),
    Principal("roleAndSubordinatesInternal", "CEO"),
    Principal("portalRole", "Acme_Partner_Manager"),
    Principal("portalRoleAndSubordinates", "Acme_Partner_Executive"),
)


def tier(value: str) -> Comparison:
    return Comparison(Path(("Tier__c",)), "=", Literal(value, "string"))


def fill(world: World, chance: random.Random) -> None:
    """Records, groups, shares, rules, sets and defaults as chance will have it."""
    some = chance.choice
    for kind, name in (("Regular", "Friends"), ("Queue", "Line"), ("Regular", "Outer")):
        world.add("Group", name, Type=kind, DeveloperName=name, Name=name, DoesIncludeBosses=some((True, False)))
    inside = ("ann", "bo", "cy", "cus", "Role Channel East", "RoleAndSubordinates Acme Partner Manager", "Friends")
    for _ in range(4):
        world.add(
            "GroupMember", GroupId=world.ids[some(("Friends", "Line", "Outer"))], UserOrGroupId=world.ids[some(inside)]
        )
    for name in ("Account", "Contact", "Lead", "Opportunity", "Case", "Deal__c"):
        kinds = ["Private", "Private", "Private", "Read", "ReadWrite"]
        world.default(name, some(kinds + ["ControlledByParent"] * (name == "Contact")), "Private")
    records(world, some)
    for number, kind in enumerate(("Lead", "Lead", "Account", "Lead", "Opportunity")):
        rule(world, number, kind, some)
    for sobject, key in (("Lead", "l1"), ("Account", "Neutral"), ("Opportunity", "o2"), ("Deal__c", "d3")):
        world.share(sobject, key, some((*PEOPLE, "Friends", "Role Acme Partner User")), some(("Read", "Edit")))
    mappings = tuple(
        SetMapping(o, f, "Account", some(("Read", "Edit")))
        for o, f in (("Case", "Account"), ("Deal__c", "Partner_Account__c"))
    )
    world.sharing = type(world.sharing)(world.sharing.rules, (SharingSet("Own", ("Partner", "Customer"), mappings),))
    for key in ("max", "ann"):
        world.change("User", key, IsPrmSuperUser=some((True, False)))
    world.settings = world.settings.model_copy(update={"partner_super_user_access": some((True, False))})


def records(world: World, some: Callable) -> None:
    owners = [*PEOPLE, "Line"]
    for n in range(6):
        account = world.ids[some(("Acme", "Globex", "Neutral"))]
        common = {"IsDeleted": n == 5}
        world.lead(f"l{n}", some(owners), Tier__c=some(("Gold", "Silver", None)), **common)
        opportunity = {"AccountId": account, "OwnerId": world.ids[some(PEOPLE)], "IsPrivate": some((True, False))}
        world.add("Opportunity", f"o{n}", Name=f"o{n}", **opportunity, **common)
        contact = world.ids[some(("contact ann", "contact bo", "contact cus"))]
        world.add("Case", f"c{n}", AccountId=account, ContactId=contact, OwnerId=world.ids[some(owners)], **common)
        world.add(
            "Deal__c", f"d{n}", Name=f"d{n}", Partner_Account__c=account, OwnerId=world.ids[some(PEOPLE)], **common
        )
        world.add("Deal_Line__c", Deal__c=world.ids[f"d{n}"])
        world.add("Contact", LastName="x", AccountId=some((account, None)), OwnerId=world.ids[some(PEOPLE)])


def rule(world: World, number: int, sobject: str, some: Callable) -> None:
    access, name = some(("Read", "Edit")), f"R{number}"
    if sobject == "Opportunity" or some((True, False)):
        made = SharingRule(name, name, sobject, "owner", access, some(TARGETS), some(TARGETS))
    else:
        made = SharingRule(name, name, sobject, "criteria", access, some(TARGETS), None, tier(some(("Gold", "Silver"))))
    if sobject == "Account":
        made = SharingRule(*[getattr(made, f) for f in made.__slots__][:-1], AccountLevels("Edit", "Read", "Read"))
    world.rules(made)


def by_engine(world: World, user: str, name: str) -> dict[str, str]:
    table = world.database.tables.get(name)
    ids = [row["Id"] for row in world.database.rows(select(table.c.Id).where(table.c.IsDeleted.is_not(True)))]
    return levels(Viewer(world.context, world.load(user)), world.schema[name], ids)


@pytest.mark.parametrize(("seed", "objects"), [(0, ("Lead", "Deal_Line__c")), (1, ("Opportunity",)), (2, ("Account",))])
def test_counts_and_cells_are_those_of_the_engine(seed, objects):
    world = make_world()
    fill(world, random.Random(seed))
    names = ("cleo", "cy", "carl", "wes", "admin", "max", "ann", "abe", "bo", "cus")[seed % 2 :: 2 + seed]
    users = [world.load(name) for name in names]
    for name in objects:
        expected = {world.ids[user]: by_engine(world, user, name) for user in names}
        with Population(world.context, world.schema[name], users, each=True) as population:
            assert {seen.user.id: population.cells(seen) for seen in population.seen()} == expected, name
        with Population(world.context, world.schema[name], users) as population:
            counted = {seen.user.id: seen.counts() for seen in population.seen()}
        assert counted == {user: NONE | Counter(found.values()) for user, found in expected.items()}, name


def test_users_alike_share_one_statement_and_each_has_what_is_the_own(world):
    world.rules(SharingRule("P", "P", "Lead", "owner", "Read", Principal("allPartnerUsers"), Principal("role", "CEO")))
    for name in ("ann", "abe", "bo", "cleo"):
        world.lead(f"lead of {name}", name)
    users = [world.load(name) for name in ("ann", "abe", "bo")]
    with Population(world.context, world.schema["Lead"], users) as population:
        seen = list(population.seen())
    assert len({id(each.shape) for each in seen}) == 1
    assert [each.counts() for each in seen] == [NONE | {"none": 2, "read": 1, "all": 1}] * 3
    assert len({each.own[0].row for each in seen}) == 3


def test_whoever_a_rule_names_by_group_is_not_alike(world):
    world.add("Group", "Friends", Type="Regular", DeveloperName="Friends")
    world.add("GroupMember", GroupId=world.ids["Friends"], UserOrGroupId=world.ids["bo"])
    world.rules(SharingRule("P", "P", "Lead", "owner", "Read", Principal("group", "Friends"), Principal("role", "CEO")))
    world.lead("l", "cleo")
    with Population(world.context, world.schema["Lead"], [world.load(n) for n in ("ann", "abe", "bo")]) as population:
        assert [each.counts()["read"] for each in population.seen()] == [0, 0, 1]


def test_records_can_be_told_apart_by_more_than_what_opens_them(world):
    for number in range(3):
        world.lead(f"l{number}", "ann", Tier__c="Gold" if number else None)
    users = [world.load("ann")]
    apart = lambda table: (table, [table.c.Tier__c])  # noqa: E731
    with Population(world.context, world.schema["Lead"], users, apart=apart) as population:
        [seen] = population.seen()
        kinds = {kind.values: kind.count for kind in population.classes.found.values()}
        told = {population.classes.found[each.kind].values: each.count for each in seen.own}
        assert population.classes.record_id(seen.own[0].row) in world.ids.values()
    assert kinds == told == {(None,): 1, ("Gold",): 2}
