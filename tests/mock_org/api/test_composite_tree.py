"""/composite/tree: nested records, created together or not at all."""

from xml.etree import ElementTree as ET

import pytest


def record(sobject, reference, below=None, /, **values):
    return {"attributes": {"type": sobject, "referenceId": reference}} | values | (below or {})


def contacts(*records):
    return {"Contacts": {"records": list(records)}}


def send(caller, *records, sobject="Account"):
    return caller.call("POST", f"/composite/tree/{sobject}/", json={"records": list(records)})


def count(caller, sobject):
    return caller.get("/query", query_string={"q": f"SELECT COUNT() FROM {sobject}"}).json["totalSize"]


def test_trees_are_created_level_by_level(admin):
    below = contacts(record("Contact", "ref2", lastname="Smith"), record("Contact", "ref3", lastname="Evans"))
    answer = send(admin, record("Account", "ref1", below, name="One"), record("Account", "ref4", name="Two"))
    assert answer.status_code == 201
    assert answer.json["hasErrors"] is False
    assert [each["referenceId"] for each in answer.json["results"]] == ["ref1", "ref4", "ref2", "ref3"]
    ids = {each["referenceId"]: each["id"] for each in answer.json["results"]}
    assert all(list(each) == ["referenceId", "id"] for each in answer.json["results"])
    found = admin.query("SELECT LastName, AccountId FROM Contact ORDER BY LastName")
    assert [(each["LastName"], each["AccountId"]) for each in found] == [("Evans", ids["ref1"]), ("Smith", ids["ref1"])]


def test_children_of_children_follow(admin):
    cases = {"Cases": {"records": [record("Case", "case", Subject="S")]}}
    assert (
        send(admin, record("Account", "a", contacts(record("Contact", "c", cases, LastName="L")), Name="A")).json[
            "hasErrors"
        ]
        is False
    )
    assert admin.query("SELECT Contact.Account.Name FROM Case")[0]["Contact"]["Account"]["Name"] == "A"


def test_an_error_anywhere_leaves_nothing_and_names_the_record(admin):
    before = count(admin, "Account")
    below = contacts(record("Contact", "ref2", LastName="L", Email="123"), record("Contact", "ref3", LastName="M"))
    answer = send(admin, record("Account", "ref1", below, Name="A"))
    assert answer.status_code == 400
    assert answer.json["hasErrors"] is True
    assert [each["referenceId"] for each in answer.json["results"]] == ["ref2"]
    assert answer.json["results"][0]["errors"][0]["statusCode"] == "INVALID_EMAIL_ADDRESS"
    assert (count(admin, "Account"), count(admin, "Contact")) == (before, 0)


def test_a_missing_field_reads_as_recorded(admin):
    answer = send(
        admin, record("Contact", "ref0", FirstName="F"), record("Contact", "ref1", LastName="L"), sobject="Contact"
    )
    assert answer.json == {
        "hasErrors": True,
        "results": [
            {
                "referenceId": "ref0",
                "errors": [
                    {
                        "statusCode": "REQUIRED_FIELD_MISSING",
                        "message": "Required fields are missing: [LastName]",
                        "fields": ["LastName"],
                    }
                ],
            }
        ],
    }


def test_a_value_of_another_kind_makes_the_whole_body_unreadable(admin):
    before = count(admin, "Account")
    answer = send(admin, record("Account", "r1", Name="A"), record("Account", "r2", Name="B", NumberOfEmployees="many"))
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")
    assert count(admin, "Account") == before


def test_reference_ids_must_differ(admin):
    answer = send(admin, record("Account", "ref1", Name="A"), record("Account", "ref1", Name="B"))
    assert answer.status_code == 400
    assert answer.json == {
        "hasErrors": True,
        "results": [
            {
                "referenceId": "ref1",
                "errors": [
                    {
                        "statusCode": "INVALID_INPUT",
                        "message": "Duplicate ReferenceId provided in the request.",
                        "fields": [],
                    },
                    {"statusCode": "PROCESSING_HALTED", "message": "Duplicate ReferenceId found: ref1", "fields": []},
                ],
            }
        ],
    }


def chain(depth):
    below = {"ChildAccounts": {"records": [chain(depth - 1)]}} if depth > 1 else None
    return record("Account", f"r{depth}", below, Name="A")


def test_trees_are_up_to_five_levels_deep(admin):
    assert send(admin, chain(5)).status_code == 201
    before = count(admin, "Account")
    answer = send(admin, chain(6))
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "LIMIT_EXCEEDED")
    assert count(admin, "Account") == before


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([], "JSON_PARSER_ERROR"),
        (["x"], "JSON_PARSER_ERROR"),
        ([{"Name": "A"}], "INVALID_TYPE"),
        ([record("Contact", "r", LastName="L")], "INVALID_TYPE"),
        ([{"attributes": {"type": "Account"}, "Name": "A"}], "INVALID_INPUT"),
        ([record("Account", "-r", Name="A")], "INVALID_INPUT"),
        ([record("Account", "r", {"Nonsense": {"records": []}}, Name="A")], "INVALID_FIELD"),
        ([record("Account", f"r{i}", Name="A") for i in range(201)], "EXCEEDED_ID_LIMIT"),
    ],
)
def test_malformed_trees_are_refused_as_a_whole(admin, records, code):
    before = count(admin, "Account")
    answer = send(admin, *records)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert count(admin, "Account") == before


def test_two_hundred_records_fit(admin):
    before = count(admin, "Account")
    assert send(admin, *[record("Account", f"r{i}", Name="A") for i in range(200)]).status_code == 201
    assert count(admin, "Account") == before + 200


def test_an_unknown_object_is_no_resource(admin):
    assert send(admin, record("Foo", "r"), sobject="Foo").status_code == 404


def test_the_answer_comes_in_xml_when_asked(admin):
    body = {"records": [record("Account", "ref1", Name="A"), record("Account", "ref2", Name="B")]}
    answer = admin.call("POST", "/composite/tree/Account", json=body, headers={"Accept": "application/xml"})
    root = ET.fromstring(answer.data)
    assert (answer.status_code, root.tag, root.findtext("hasErrors")) == (201, "SObjectTreeResponse", "false")
    assert [each.findtext("referenceId") for each in root.findall("results")] == ["ref1", "ref2"]
