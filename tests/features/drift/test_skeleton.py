"""What of an answer is compared: everything but what is the org's own."""

import pytest

from features.drift.case import Case, Recorded
from features.drift.differences import differences
from features.drift.mask import Mask
from features.drift.skeleton import skeleton

MASK = Mask({"Jo Doe": "<name>", "x12ab": "<run>"})


def case(compare="values", **more):
    return Case(id="one", area="tests", ask="GET /x", compare=compare, **more)


def reduced(body, compare="values", status=200, headers=None, **more):
    answer = Recorded(on="", status=status, headers=headers or {}, body=body)
    return skeleton(case(compare, **more), answer, MASK)


def found(org, mock, compare="values", **more):
    told = differences(case(compare, **more), reduced(org, compare, **more), reduced(mock, compare, **more))
    return [str(each) for each in told]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("001gK000008aBcDQAU", "001Mo0000000001IAA"),
        ("2026-11-22T09:00:00.000+0000", "2025-01-01T23:59:59.999+0000"),
        ("https://acme--uat.sandbox.my.salesforce.com/x", "http://127.0.0.1:8080/x"),
        ("jo.doe+1@example.com", "admin@mock-org.example"),
        ("Hello Jo Doe", "Hello <name>"),
        ("Acme x12ab", "Acme <run>"),
        ("api-usage=17/15000", "api-usage=1/100000"),
    ],
)
def test_what_is_the_orgs_own_is_no_difference(one, other):
    assert found({"a": one}, {"a": other}) == []


def test_an_invalid_checksum_makes_no_id():
    assert reduced({"a": "001gK000008aBcDAAA"}).body == {"a": "001gK000008aBcDAAA"}


def test_a_longer_id_a_shorter_date_and_another_text_are_differences():
    assert found({"a": "001Mo0000000001IAA"}, {"a": "001Mo0000000001"})
    assert found({"a": "2026-11-22"}, {"a": "2026-11-22T09:00:00.000+0000"})
    assert found({"a": "2026-11-22T09:00:00.000Z"}, {"a": "2026-11-22T09:00:00.000+0000"})
    assert found({"a": "one"}, {"a": "two"}) == ['$.a: the org has "one", the mock "two"']


def test_a_key_a_type_and_a_length_are_told_with_their_place():
    assert found({"a": {"b": 1}}, {"a": {}}) == ["$.a.b: the org has 1, the mock nothing"]
    assert found({"a": {}}, {"a": {"b": 1}}) == ["$.a.b: the org has nothing, the mock 1"]
    assert found([{"a": 1}], [{"a": "1"}]) == ['$[0].a: the org has 1, the mock "1"']
    assert found([1], [1, 2]) == ["$: the org has 1 elements [1], the mock 2 elements [1, 2]"]
    assert found({"a": 1}, {"a": True}) != []


def test_a_status_is_told_before_the_body():
    ok, refused = reduced({"a": 1}), reduced([{"errorCode": "X"}], status=400)
    assert [str(each) for each in differences(case(), ok, refused)] == [
        'status: the org has 200 {"a": 1}, the mock 400 [{"errorCode": "X"}]'
    ]


def test_headers_that_clients_read_are_compared():
    plain = reduced({}, headers={"Content-Type": "application/json;charset=UTF-8", "Date": "today"})
    spaced = reduced({}, headers={"Content-Type": "application/json; charset=utf-8", "Date": "tomorrow"})
    other = reduced({}, headers={"Content-Type": "text/html"})
    assert differences(case(), plain, spaced) == []
    assert [each.path for each in differences(case(), plain, other)] == ["header Content-Type"]


def test_a_shape_has_keys_and_types_and_no_values():
    assert found({"a": "x", "n": 1, "l": [{"k": 1}]}, {"a": "y", "n": 2, "l": [{"k": 2}, {"k": 3}]}, "shape") == []
    assert found({"a": None}, {"a": "x"}, "shape") == []
    assert found({"a": None}, {"a": {"b": 1}}, "shape") != []
    assert found({"a": "x"}, {"a": 1}, "shape") == ['$.a: the org has "<text>", the mock "<number>"']
    assert found({"l": [{"k": 1}]}, {"l": [{"j": 1}]}, "shape") != []
    assert found({"l": []}, {"l": [{"j": 1}]}, "shape") == []
    assert found("<a><b>1</b></a>", "<a><c>1</c></a>", "shape") != []


def test_a_shape_keeps_nothing_that_could_be_private():
    kept = reduced({"name": "Jane Roe", "rows": [{"Phone": "123", "Tier__c": "Gold"}]}, "shape").body
    assert kept == {"name": "<text>", "rows": [{"Phone": "<text>"}]}


def test_the_shares_of_apps_are_left_out_of_limits():
    assert found({"A": {"Max": 1, "Remaining": 1, "My App": {}}}, {"A": {"Max": 2, "Remaining": 0}}, "shape") == []


def test_errors_come_in_any_order():
    one, other = {"errorCode": "A", "fields": ["X", "Y"]}, {"errorCode": "B"}
    assert found([one, other], [other, {"errorCode": "A", "fields": ["Y", "X"]}], "error") == []
    assert found([one], [{"errorCode": "A", "fields": ["X"]}], "error") != []


def field(name, **flags):
    return {"name": name, "label": "L", "type": "string", "length": 80, "referenceTo": []} | flags


def described(*fields, children=()):
    return {"name": "Account", "label": "Account", "fields": list(fields), "childRelationships": list(children)}


def test_a_describe_is_compared_field_by_field_without_labels_and_own_fields():
    theirs = described(field("Name", label="Firma", referenceTo=["Deal__c", "User"]), field("Own__c"))
    assert found(theirs, described(field("Name", referenceTo=["User"])), "describe") == []
    assert found(theirs, described(field("Name", referenceTo=["User"], length=255)), "describe") == [
        "$.fields.Name.length: the org has 80, the mock 255"
    ]
    assert found(described(field("Name"), field("Site")), described(field("Name")), "describe")[0].startswith(
        "$.fields.Site: the org has"
    )


def test_children_are_compared_where_both_have_them():
    child = {"childSObject": "Contact", "field": "AccountId", "relationshipName": "Contacts"}
    other = {"childSObject": "Order", "field": "AccountId", "relationshipName": "Orders"}
    assert found(described(children=[child, other]), described(children=[child]), "describe") == []
    assert found(described(children=[child]), described(children=[child | {"relationshipName": "People"}]), "describe")


def test_listed_entries_are_compared_where_both_have_them():
    theirs = {"sobjects": [{"name": "Lead", "keyPrefix": "00Q"}, {"name": "Order"}, {"name": "Own__c"}]}
    assert found(theirs, {"sobjects": [{"name": "Lead", "keyPrefix": "00Q"}]}, "listed") == []
    assert found(theirs, {"sobjects": [{"name": "Lead", "keyPrefix": "00X"}]}, "listed") == [
        '$.sobjects.Lead.keyPrefix: the org has "00Q", the mock "00X"'
    ]


def test_what_a_case_leaves_out_is_left_out():
    assert found({"a": [{"b": 1, "c": 1}]}, {"a": [{"b": 2, "c": 1}]}, but=("$.a[*].b",)) == []
    assert found({"a": [{"b": 1, "c": 1}]}, {"a": [{"b": 2, "c": 1}]}, but=("$.a[*].c",)) != []


def test_a_status_alone_can_be_compared():
    assert found("one", "two", "status") == []
