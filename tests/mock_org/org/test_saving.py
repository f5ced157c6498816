"""The verbs of a Session on lists of records: a result each, all or none if asked so."""

import pytest

from mock_org.org import Session


@pytest.fixture
def session(world) -> Session:
    return world.org.session(world.built.admin.id)


def names(session):
    return sorted(record["Name"] for record in session.query("SELECT Name FROM Account").records)


def test_good_records_are_kept_beside_bad_ones(session):
    ids = [result.id for result in session.insert_many("Account", [{"Name": "a"}, {"Name": "b"}])]
    changes = [{"Id": ids[0], "Name": "a2"}, {"Id": ids[1], "Name": None}, {"Name": "nobody"}]
    results = session.update_many("Account", changes, all_or_none=False)
    assert [result.success for result in results] == [True, False, False]
    assert [result.errors[0].code for result in results[1:]] == ["REQUIRED_FIELD_MISSING", "MISSING_ARGUMENT"]
    assert names(session) == ["a2", "b"]


def test_all_or_none_keeps_none(session):
    ids = [result.id for result in session.insert_many("Account", [{"Name": "a"}, {"Name": "b"}])]
    assert not any(r.success for r in session.update_many("Account", [{"Id": ids[0], "Name": "x"}, {"Id": "x"}]))
    assert not any(result.success for result in session.delete_many([ids[0], "001000000000009AAA"]))
    assert names(session) == ["a", "b"]
    assert all(result.success for result in session.delete_many(ids))
    assert names(session) == []


def test_upserts_tell_what_they_created(session):
    made = session.insert("Contact", {"LastName": "Lee", "Email": "lee@example.com"})
    records = [{"Email": "lee@example.com", "LastName": "Li"}, {"Email": "new@example.com", "LastName": "New"}]
    results = session.upsert_many("Contact", "Email", records)
    assert [(result.success, result.created) for result in results] == [(True, False), (True, True)]
    assert results[0].id == made
    one = session.upsert("Contact", "Email", "lee@example.com", {"LastName": "Lo", "email": "other@example.com"})
    assert (one.id, one.created) == (made, False)
    assert session.retrieve("Contact", made, ["Email"])["Email"] == "lee@example.com"
