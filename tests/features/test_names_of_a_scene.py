"""On an org that others use as well, a scenario says its own names and looks at its own records only."""

from types import SimpleNamespace

import pytest

from factories import Record
from factories.data import TestData
from factories.journal import Entry, Journal
from features.scene import Person, Scene
from features.words import KINDS, Noun

OURS = {"00Q000000000001": "Lee 4f2a-7", "00Q000000000002": "Ray 4f2a-7"}


class Org:
    """An org that knows two leads of this scenario, and remembers what it was asked."""

    def __init__(self, journal, run):
        self.journal, self.data, self.asked = journal, TestData(run=run), []

    def describe(self, _sobject):
        return {"fields": [{"name": "Name", "nameField": True}, {"name": "Id", "nameField": False}]}

    def query(self, soql):
        self.asked.append(soql)
        return [Record("Lead", {"Id": key, "Name": name}) for key, name in OURS.items() if key in soql]

    def foreseen(self, sobject, **key):
        return _Foreseen(self.journal, Entry("foreseen", sobject, key))


class _Foreseen:
    def __init__(self, journal, entry):
        self.journal, self.entry = journal, entry

    def __enter__(self):
        self.journal.intend(self.entry)
        return self.entry

    def __exit__(self, *_):
        return None


@pytest.fixture
def stage():
    """Makes a scene whose actor is shown these names: stage("4f2a-7", {"Lee 4f2a-7"})."""

    def make(run, shown):
        actor = SimpleNamespace(sees=lambda _sobject: shown, created=[])
        actor.create = lambda sobject, values: actor.created.append((sobject, values)) or "00Q000000000002"
        scene = Scene(target=None, org=Org(Journal(), run), partner=None, internal=None, administrator=None)
        scene.people["Ann"] = Person("Ann", "Acme", actor=actor)
        scene.keep(Noun("lead", "Initech"), Record("Lead", {"Id": "00Q000000000001"}))
        return scene

    return make


def test_records_of_others_are_not_looked_at(stage):
    scene = stage("4f2a-7", {"Lee 4f2a-7", "Lee 4f2a-8", "Somebody Else"})
    assert scene.sees("Ann", "Lead") == {"Lee 4f2a-7"}


def test_a_record_of_another_partner_of_the_scenario_is_seen(stage):
    scene = stage("4f2a-7", {"Ray 4f2a-7"})
    entry = Entry("insert", "Lead")
    scene.org.journal.intend(entry)
    scene.org.journal.confirm(entry, "00Q000000000002")
    assert scene.sees("Ann", "Lead") == {"Ray 4f2a-7"}


def test_where_the_org_forgets_everything_that_is_seen_counts(stage):
    scene = stage("", {"Lee", "Somebody Else"})
    assert scene.sees("Ann", "Lead") == {"Lee", "Somebody Else"}
    assert scene.org.asked == []


def test_what_an_actor_makes_has_a_unique_name_and_is_foreseen(stage):
    scene = stage("4f2a-7", set())
    made = scene.create("Ann", KINDS["lead"], "Hooli", {"Last Name": "Ray"})
    assert scene.people["Ann"].actor.created == [("Lead", {"Last Name": "Ray", "Company": "Hooli 4f2a-7"})]
    [entry] = scene.org.journal.open_entries()
    assert (entry.deed, entry.key, entry.id) == ("foreseen", {"Company": "Hooli 4f2a-7"}, made.Id)
