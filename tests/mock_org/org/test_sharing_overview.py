"""What Setup lists about sharing: defaults, rules, sets and restriction rules of each object."""

from dataclasses import replace

import pytest

from mock_org.security.model import Filter, RestrictionRule
from mock_org.soql.ast import Literal


@pytest.fixture
def told(world):
    def ask(name):
        found = world.org.system_session().sharing_overview()
        return next(each for each in found if each.name == name)

    return ask


def test_an_object_tells_its_defaults_rules_and_sets(told):
    deals = told("Deal_Registration__c")
    assert (deals.internal, deals.external) == ("Private", "Private")
    assert [(each.name, each.access) for each in deals.sets] == [("Partner_Deals", "Edit")]
    assert "whose Partner_Account__c is the user's Account, to Channel Partner" in deals.sets[0].says
    assert told("Lead").rules[0].says == "leads with Share With Partners = true to all partner users"
    assert told("Contact").internal == "Controlled by Parent"


def test_restriction_rules_are_told(world, told, monkeypatch):
    text = Literal("Sales", "string")
    rule = RestrictionRule("R", "Own", "Lead", "Restrict", Filter("Department", (text,)), Filter("OwnerId", (), "Id"))
    sharing = replace(world.org.security.sharing, restrictions=(rule,))
    monkeypatch.setattr(type(world.org), "security", replace(world.org.security, sharing=sharing))
    [entry] = told("Lead").restrictions
    assert entry.says == "leaves users whose Department is Sales only leads whose OwnerId is the user's Id"
