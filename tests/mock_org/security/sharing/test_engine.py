"""Grants put together: the list of them is complete, and the database finds rows by indexes."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from mock_org.security import GRANT_RULES, Principal, SharingRule, editable_ids, sharing, visible
from mock_org.security.sharing import setup_rows
from mock_org.soql import Comparison, Literal, Path


def test_every_file_with_grants_is_listed():
    names = [module.name for module in iter_modules(sharing.__path__)]
    modules = [import_module(f"{sharing.__name__}.{name}") for name in names]
    found = {module.grants for module in modules if hasattr(module, "grants")}
    assert found == set(GRANT_RULES)
    assert setup_rows.grants in GRANT_RULES


def plan(world, user, sobject):
    """What the database says it will do for the newest visible records, one step a line."""
    table = world.database.tables.get(sobject)
    where = visible(world.context, world.load(user), world.schema[sobject], table)
    statement = select(table.c.Id).where(where).order_by(table.c.CreatedDate.desc()).limit(200)
    text = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    return [row[3] for row in world.database.raw.execute(f"EXPLAIN QUERY PLAN {text}")]


@pytest.mark.parametrize("sobject", ["Lead", "Opportunity", "Case", "Account", "Contact", "Deal__c"])
@pytest.mark.parametrize("user", ["ann", "eve"])
def test_no_object_is_scanned_for_a_partner_user(world, user, sobject):
    world.rules(SharingRule("R", "R", "Lead", "owner", "Read", Principal("allPartnerUsers"), Principal("queue", "Q")))
    links = [name for name in ("OwnerId", "AccountId", "ContactId") if world.schema[sobject].field(name)]
    for number in range(300):
        values = {name: f"{name} {number}" for name in links}
        world.add(sobject, CreatedDate=f"2026-01-01T00:{number // 60:02d}:{number % 60:02d}.000+0000", **values)
    world.database.raw.execute("ANALYZE")
    steps = plan(world, user, sobject)
    # SQLite calls an alias by its name: Lead_1, or Lead itself.
    scanned = [step for step in steps if step.startswith("SCAN") and step.split()[1].rsplit("_", 1)[0] == sobject]
    scanned += [step for step in steps if step.split()[:2] == ["SCAN", sobject]]
    assert scanned == [], "\n".join(steps)


def test_levels_need_the_objects_permission(world):
    world.permit("set of Partner", "Lead", "Read")
    world.lead("initech", "ann")
    ids = editable_ids(world.context, world.load("ann"), world.schema["Lead"])
    assert world.database.rows(ids) == []


def test_editable_ids_are_those_that_may_be_edited(world):
    world.lead("own", "ann")
    world.lead("given", "wes")
    world.share("Lead", "given", "ann", "Read")
    ids = editable_ids(world.context, world.load("ann"), world.schema["Lead"])
    assert [row["Id"] for row in world.database.rows(ids)] == [world.ids["own"]]
    assert editable_ids(world.context, world.load("admin"), world.schema["Lead"]) is None


def test_visible_rows_can_be_joined_with_the_same_tables_outside(world):
    """A query over leads and their owners is not mistaken for the leads and users inside the grants."""
    world.lead("initech", "ann")
    world.lead("other", "bo")
    gold = Comparison(Path(("Owner", "Name")), "=", Literal("Bo", "string"))
    rule = SharingRule("R", "R", "Lead", "criteria", "Read", Principal("portalRole", "Acme_Partner_User"), None, gold)
    lead, user = world.database.tables.get("Lead"), world.database.tables.get("User")
    joined = select(lead.c.Name, user.c.Name.label("who")).join_from(lead, user, user.c.Id == lead.c.OwnerId)
    where = visible(world.context, world.load("ann"), world.schema["Lead"], lead)
    assert [tuple(row.values()) for row in world.database.rows(joined.where(where))] == [("initech", "Ann")]
    world.rules(rule)
    where = visible(world.context, world.load("ann"), world.schema["Lead"], lead)
    assert len(world.database.rows(joined.where(where))) == 2
