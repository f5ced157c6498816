import pytest

from mock_org import dml
from mock_org.dml.upsert import SeveralMatches
from mock_org.errors import SalesforceError
from tests.mock_org.dml.bare_org import refused


def upsert(session, field, **values):
    return dml.upsert_one(session.save_context(), "Thing__c", field, values)


def test_an_unknown_external_id_creates_and_a_known_one_changes(bare):
    first = upsert(bare.admin, "Ext__c", Ext__c="K-1", Text__c="a")
    second = upsert(bare.admin, "ext__c", Ext__c="k-1", Text__c="b")
    assert (first.created, second.created, second.id) == (True, False, first.id)
    assert bare.row("Thing__c", first.id)["Text__c"] == "b"
    assert first.to_json(with_created=True) == {"id": first.id, "success": True, "errors": [], "created": True}


def test_a_value_of_two_records_changes_neither(bare):
    ids = [bare.admin.insert("Thing__c", {"Ref__c": "R"}) for _ in range(2)]
    with pytest.raises(SeveralMatches) as error:
        upsert(bare.admin, "Ref__c", Ref__c="R", Text__c="x")
    assert (error.value.ids, error.value.status) == (ids, 300)
    assert {bare.row("Thing__c", i)["Text__c"] for i in ids} == {None}


@pytest.mark.parametrize("name", ["Namez", "Text__c"])
def test_a_field_that_is_no_external_id_is_refused(bare, name):
    with pytest.raises(SalesforceError) as error:
        upsert(bare.admin, name, Text__c="x")
    assert refused(error) == ("NOT_FOUND", f"Provided external ID field does not exist or is not accessible: {name}")
    assert error.value.status == 404


def test_by_id_a_record_is_changed_and_without_one_created(bare):
    new = upsert(bare.admin, "Id", Id=None, Text__c="a")
    same = upsert(bare.admin, "Id", Id=new.id[:15], Text__c="b")
    assert (new.created, same.created, same.id) == (True, False, new.id)


def test_a_value_that_comes_twice_in_a_list_is_refused_each_time(bare):
    records = [{"Ext__c": "1"}, {"Ext__c": ""}, {"Ext__c": "1", "Text__c": "x"}]
    results = dml.upsert(bare.admin.save_context(), "Thing__c", "Ext__c", records, all_or_none=False)
    assert [(r.success, r.created) for r in results] == [(False, None), (False, None), (False, None)]
    assert [(e.code, e.message, e.fields) for r in (results[0], results[2]) for e in r.errors] == [
        ("DUPLICATE_VALUE", "Duplicate external id specified: 1", ["Ext__c"])
    ] * 2


def test_lists_create_and_change(bare):
    context = bare.admin.save_context()
    dml.upsert(context, "Thing__c", "Ext__c", [{"Ext__c": "1"}])
    results = dml.upsert(context, "Thing__c", "Ext__c", [{"Ext__c": "1"}, {"Ext__c": "2"}])
    assert [(r.success, r.created) for r in results] == [(True, False), (True, True)]


def test_ids_in_a_list_are_each_there_once_in_any_case(bare):
    thing = bare.admin.insert("Thing__c", {})
    results = dml.upsert(bare.admin.save_context(), "Thing__c", "Id", [{"Id": thing}, {"Id": thing[:15]}, {}], False)
    assert [r.success for r in results] == [False, False, True]
    results = dml.upsert(
        bare.admin.save_context(), "Thing__c", "Ext__c", [{"Ext__c": "a"}, {"Ext__c": "A"}, {"Ext__c": "b"}], False
    )
    assert [r.success for r in results] == [False, False, True]
