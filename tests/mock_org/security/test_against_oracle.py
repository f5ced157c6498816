"""Random orgs: SQL visibility, levels and explanations agree with a naive evaluator; a rule never takes away.

SHARING_ORGS says in how many orgs they are compared: 30, and 2,000 in `make nightly`.
"""

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mock_org.security import explain
from mock_org.security.groups import Viewer
from mock_org.security.sharing import engine, files, levels, parent, people, restriction_rules, setup_rows, visible
from mock_org.security.sharing.grant import RANK
from tests.mock_org.security.oracle import SOURCES, Evaluator
from tests.mock_org.security.oracle_draws import orgs
from tests.mock_org.security.oracle_orgs import OBJECTS, PEOPLE, VIEWERS
from tests.mock_org.security.oracle_writing import write

COUNT = int(os.environ.get("SHARING_ORGS", "30"))
LEVELS = ("none", "read", "edit", "all")
# A difference is told as it is drawn: making an org smaller takes minutes.
MANY = settings(
    deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
some_people = st.lists(st.sampled_from(VIEWERS), min_size=2, max_size=2, unique=True)
some_objects = st.lists(st.sampled_from(OBJECTS), min_size=3, max_size=3, unique=True)


def named(org, *objects):
    return [record.name for record in org.records if record.sobject in objects]


def found(world, org, user, objects=OBJECTS):
    """What the engine says of every record, by one statement an object."""
    viewer = Viewer(world.context, world.load(user))
    told = {}
    for sobject in objects:
        names = named(org, sobject)
        if names:
            by_id = levels(viewer, world.schema[sobject], [world.ids[name] for name in names])
            told |= {name: by_id[world.ids[name]] for name in names}
    return told


def expected(org, user, objects=OBJECTS):
    """The same by the evaluator."""
    return {name: LEVELS[Evaluator(org).level(user, name)] for name in named(org, *objects)}


def seen(world, org, user, sobject):
    """The records of an object that a query answers."""
    viewer = Viewer(world.context, world.load(user))
    table = world.database.tables.get(sobject).alias()
    where = visible(world.context, viewer.user, world.schema[sobject], table, viewer)
    statement = select(table.c.Id) if where is None else select(table.c.Id).where(where)
    ids = {row["Id"] for row in world.database.rows(statement)}
    return {name for name in named(org, sobject) if world.ids[name] in ids}


@settings(MANY, max_examples=COUNT)
@given(org=orgs(), some=some_people, objects=some_objects)
def test_sql_agrees_with_the_naive_evaluator(org, some, objects):
    world = write(org)
    for user in some:
        told = expected(org, user, objects)
        assert found(world, org, user, objects) == told, user
        of_one = {name for name in named(org, objects[0]) if told[name] != "none"}
        assert seen(world, org, user, objects[0]) == of_one, user


@settings(MANY, max_examples=max(COUNT // 8, 1))
@given(org=orgs(), user=st.sampled_from(VIEWERS), which=st.integers(0, 99))
def test_explanation_is_empty_exactly_when_nothing_is_seen(org, user, which):
    world, running_name = write(org), user.title()
    for record in (org.records[which % len(org.records)], org.records[-1]):
        told = explain(world.context, world.load(user), world.schema[record.sobject], world.ids[record.name])
        level = Evaluator(org).level(user, record.name)
        assert bool(told.grants) == (level > 0)
        assert told.access == LEVELS[level]
        assert all(grant.because.startswith(f"{running_name} sees ") for grant in told.grants)
        assert told.grants or told.misses, "what is hidden tells what nearly opens it"
        assert all(RANK[miss.access] > level and miss.missing for miss in told.misses)


@settings(MANY, max_examples=max(COUNT // 10, 1))
@given(org=orgs().filter(lambda org: org.rules), some=some_people)
def test_one_more_rule_never_takes_away(org, some):
    rule = org.rules[-1]
    fewer, more = replace(org, rules=org.rules[:-1]), org
    before = {user: seen(write(fewer), org, user, rule.sobject) for user in some}
    world = write(more)
    assert all(before[user] <= seen(world, org, user, rule.sobject) for user in some)


@pytest.mark.parametrize("source", SOURCES)
def test_without_a_mechanism_the_engine_is_found_out(source, monkeypatch):
    """Each is switched off in turn, in an org where somebody has something by it alone."""

    def concerned(org):
        whole, without = Evaluator(org), Evaluator(org, frozenset({source}))
        names = [record.name for record in org.records]
        return [u for u in PEOPLE if any(whole.level(u, name) != without.level(u, name) for name in names)]

    org = find(orgs(least_sets=2), concerned, settings=settings(MANY, max_examples=2000, derandomize=True))
    world, user = write(org), concerned(org)[0]
    assert found(world, org, user) == expected(org, user)
    others = tuple(rule for rule in engine.GRANT_RULES if rule.__module__.rpartition(".")[2] != source)
    assert len(others) == len(engine.GRANT_RULES) - 1
    monkeypatch.setattr(engine, "GRANT_RULES", others)
    assert found(world, org, user) != expected(org, user)


def _line_of_a_deal(world):
    world.add("Deal__c", "deal", OwnerId=world.ids["ann"])
    world.add("Deal_Line__c", "line", Deal__c=world.ids["deal"])


def _file(world):
    world.add("ContentDocument", "file", OwnerId=world.ids["ann"], Title="file")


@pytest.mark.parametrize(
    ("module", "sobject", "prepare"),
    [
        (parent, "Deal_Line__c", _line_of_a_deal),
        (people, "User", lambda world: None),
        (setup_rows, "Group", lambda world: None),
        (files, "ContentDocument", _file),
    ],
    ids=["parent", "people", "setup_rows", "files"],
)
def test_what_the_evaluator_does_not_know_is_missed_too(module, sobject, prepare, world, monkeypatch):
    prepare(world)
    assert world.sees("ann", sobject)
    monkeypatch.setattr(engine, "GRANT_RULES", tuple(rule for rule in engine.GRANT_RULES if rule != module.grants))
    monkeypatch.setattr(module, "grants", lambda asked: iter(()))
    assert not world.sees("ann", sobject)


def test_without_restriction_rules_more_is_seen(monkeypatch):
    """Restrictions take away, so switching them off adds."""
    hidden = find(
        orgs(),
        lambda org: org.restricted and any(r.sobject == "Deal__c" and not r.gold for r in org.records),
        settings=settings(MANY, max_examples=2000, derandomize=True),
    )
    world = write(replace(hidden, permissions={}, defaults={"Deal__c": ("Read", "Read")}))
    [user, *_] = [name for name, person in hidden.people.items() if person.kind == hidden.restricted]
    before = seen(world, hidden, user, "Deal__c")
    monkeypatch.setattr(restriction_rules, "left", lambda *_: [])
    assert before < seen(world, hidden, user, "Deal__c")
