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
from mock_org.security import SetMapping, SharingModel, SharingRule, SharingSet, explain
from mock_org.security.groups import Viewer
from mock_org.security.model import Principal
from mock_org.security.sharing.engine import ask, cap, granted, levels
from mock_org.security.sharing.grant import LEVELS, RANK, Grant
from mock_org.settings import LeakSettings, Settings
from tests.mock_org.audit.test_population import fill
from tests.mock_org.security.conftest import PARTNER, World, make_world, world

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


def criteria(name, sobject, to, access="Read", source=None):
    return SharingRule(name, name, sobject, "owner", access, to, source or Principal("allInternalUsers"))


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
