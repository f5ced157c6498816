"""Statements that were asked before: compiled once, and anew as soon as anything is different."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mock_org.soql import Plans, compile_query, parse

TEXT = "SELECT Name FROM Account WHERE Name = 'P1'"


class Asker:
    """Asks statements of the small org by way of one set of plans."""

    def __init__(self, org):
        self.org, self.plans, self.reader = org, Plans(), object()

    def compiled(self, text=TEXT, stamp=1, reader=None, **changes):
        context = replace(self.org.context, **changes)
        return self.plans.compiled(
            text,
            stamp,
            reader or self.reader,
            lambda: compile_query(parse(text), context),
            lambda: context.now.astimezone(context.time_zone).date(),
            self.org.database,
        )

    def names(self, text=TEXT, **changes):
        records = self.compiled(text, **changes).run(self.org.database, "62.0").records
        return [record["Name"] for record in records]


@pytest.fixture
def asker(org):
    return Asker(org)


def test_a_statement_asked_again_is_compiled_once_and_kept_as_text(asker):
    first = asker.compiled()
    second, third = asker.compiled(), asker.compiled()
    assert not first.is_prepared
    assert second.is_prepared
    assert third is second
    assert asker.names() == asker.names() == ["P1"]


def test_a_kept_statement_sees_new_rows(asker, org):
    for _ in range(3):
        asker.names()
    org.put("Account", Name="p1")
    assert asker.names() == ["P1", "p1"]


@pytest.mark.parametrize("changes", [{"stamp": 2}, {"reader": "somebody else"}])
def test_another_stamp_or_reader_compiles_anew(asker, changes):
    asker.compiled()
    kept = asker.compiled()
    assert asker.compiled(**changes) is not kept


def test_a_statement_that_names_days_holds_for_its_day(asker, org):
    text = "SELECT Name FROM Deal__c WHERE Close__c = TODAY"
    now = org.context.now
    assert [asker.names(text, now=now) for _ in range(3)] == [["D2"]] * 3
    assert asker.names(text, now=now - timedelta(hours=4)) == ["D2"]
    assert asker.names(text, now=now - timedelta(days=1)) == ["D1"]


def test_child_subqueries_are_kept_too(asker):
    text = "SELECT Name, (SELECT Name FROM Contacts ORDER BY Name LIMIT 1) FROM Account WHERE Name IN ('P1', 'P2')"
    answers = [asker.compiled(text).run(asker.org.database, "62.0").records for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0]["Contacts"]["records"][0]["Name"] == "Ann"
    assert answers[0][1]["Contacts"] is None


def test_the_longest_unused_statements_are_forgotten(asker, monkeypatch):
    monkeypatch.setattr("mock_org.soql.plans.MOST_PLANS", 2)
    asker.compiled()
    asker.compiled("SELECT Id FROM Contact")
    asker.compiled()
    asker.compiled("SELECT Id FROM Lead")
    assert set(asker.plans.kept) == {TEXT, "SELECT Id FROM Lead"}
