"""A visibility table fails where, and only where, somebody is given what is not theirs; by API and by browser alike."""

import pytest

from features.catalogue import matching
from features.drivers.api import ApiUser
from features.scene import Scene
from features.steps.visibility import the_visibility_is
from features.words import Noun
from tests.features.broken_portal import (
    Broken,
    SameForAll,
    hides,
    is_lead_answer,
    is_lead_list,
    is_record_page,
    tells_scripts,
)

GIVEN = (
    "Cy, a channel manager",
    'a partner company "Acme" of Cy with the user Ann',
    'a partner company "Globex" of Cy with the user Bo',
    'a lead "Initech" owned by Ann',
)
TABLE = [["record", "Ann (Acme)", "Bo (Globex)", "Cy, channel manager"], ['lead "Initech"', "edit", "none", "edit"]]


@pytest.fixture
def scene(target, org, driver, driver_name, administrator):
    scene = Scene(target, org, driver, lambda username: ApiUser(username, org), administrator, way=driver_name)
    for sentence in GIVEN:
        [step] = matching(sentence, "given")
        step.context.step_func(scene, **step.context.parser.parse_arguments(sentence))
    return scene


@pytest.fixture
def broken(mock_org, monkeypatch):
    broken = Broken(mock_org.log._app)
    monkeypatch.setattr(mock_org.log, "_app", broken)
    return broken


def told(scene):
    """What the table says, "" where it holds."""
    try:
        the_visibility_is(scene, TABLE)
    except pytest.fail.Exception as failure:
        return str(failure)
    return ""


def test_a_leak_is_told_of_whoever_looks_the_leaking_way_and_of_nobody_else(scene, broken):
    assert told(scene) == ""
    assert_cell(scene, broken, SameForAll(is_record_page), leaks_by="browser", seen=("edit", "read"))
    assert_cell(scene, broken, SameForAll(is_lead_answer), leaks_by="api", seen=("read",))
    lead, unseen = scene.record(Noun("lead", "Initech")), ("none, but it leaks",)
    lines = assert_cell(scene, broken, hides("Initech", lead.Id), leaks_by="browser", seen=unseen)
    assert 'the page, unseen, that refuses it holds "Initech" (Company)' in lines
    lines = assert_cell(scene, broken, tells_scripts("Initech", lead.Id), leaks_by="browser", seen=unseen)
    assert 'the answer to /of-record.js that refuses it holds "Initech" (Company)' in lines
    lines = assert_cell(scene, broken, SameForAll(is_lead_list), leaks_by="api", seen=unseen)
    assert "a query of all Lead returns it" in lines


def assert_cell(scene, broken, bug, *, leaks_by, seen):
    """One cell does not hold: Bo's, looked at in the way that leaks; it says whose the lead is, and what opens it."""
    broken.bug = bug
    if isinstance(bug, SameForAll) and leaks_by == "api":
        scene.actor("Ann").spilt("Lead", {})  # who owns it asks first
    lines = [line.strip() for line in told(scene).splitlines()]
    if scene.way != leaks_by:
        assert lines == []
        return Anything()
    assert lines[0] == f"1 of the table's cells do not hold, looked at by {leaks_by}:"
    cells = [cell.strip() for cell in lines[2].split("|")[1:-1]]
    assert cells[:3] == ['lead "Initech"', "Bo (Globex)", "none"]
    assert cells[3] in seen
    assert {"it belongs to Ann of Acme", "no grant holds"} <= set(lines)
    return lines


class Anything:
    """What is not told has everything in it."""

    def __contains__(self, item):
        return True
