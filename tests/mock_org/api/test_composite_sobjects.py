"""/composite/sobjects: many records a call, each for itself or all of them."""

import io
import json

import pytest

ROLLED_BACK = {
    "success": False,
    "errors": [
        {
            "statusCode": "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "message": "Record rolled back because not all records were valid and the request was using AllOrNone "
            "header",
            "fields": [],
        }
    ],
}


def record(sobject="Account", **values):
    return {"attributes": {"type": sobject}} | values


def send(caller, method, *records, path="/composite/sobjects", **body):
    return caller.call(method, path, json={"records": list(records)} | body)


def refused(code, message, *fields):
    return {"success": False, "errors": [{"statusCode": code, "message": message, "fields": list(fields)}]}


def count(caller, sobject="Account"):
    return caller.get("/query", query_string={"q": f"SELECT COUNT() FROM {sobject}"}).json["totalSize"]


# -- create


def test_records_of_several_types_are_created_in_their_order(admin):
    answer = send(admin, "POST", record(Name="A"), record("Contact", LastName="L"), record(Name="B"))
    assert answer.status_code == 200
    assert [each["id"][:3] for each in answer.json] == ["001", "003", "001"]
    assert answer.json[0] == {"id": answer.json[0]["id"], "success": True, "errors": []}


def test_a_refused_record_leaves_the_others_alone(admin):
    answer = send(admin, "POST", record("Contact", FirstName="F"), record("Contact", LastName="L"), allOrNone=False)
    missing = refused("REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]", "LastName")
    assert (answer.status_code, answer.json[0], answer.json[1]["success"]) == (200, missing, True)


@pytest.mark.parametrize("order", [1, -1])
def test_all_or_none_reaches_over_types(admin, order):
    before = count(admin)
    answer = send(admin, "POST", *[record(Name="A"), record("Contact", FirstName="F")][::order], allOrNone=True)
    assert answer.status_code == 200
    assert answer.json[::order][0] == ROLLED_BACK
    assert answer.json[::order][1]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
    assert (count(admin), count(admin, "Contact")) == (before, 0)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    ("records", "code", "message"),
    [
        ([], "REQUIRED_FIELD_MISSING", "At least 1 record is required"),
        (
            [record(Name="A")] * 201,
            "EXCEEDED_ID_LIMIT",
            "record limit reached. cannot submit more than 200 records into this call",
        ),
        (["A"], "JSON_PARSER_ERROR", None),
        (
            [record(Name="A"), record("Contact", LastName="L")] * 6,
            "LIMIT_EXCEEDED",
            "Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce chunking.",
        ),
    ],
)
def test_malformed_collections_are_refused_as_a_whole(admin, method, records, code, message):
    before = count(admin)
    answer = send(admin, method, *records)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert message is None or answer.json == [{"errorCode": code, "message": message}]
    assert count(admin) == before


UNTYPED = "Nested object for polymorphic foreign key must have an attributes field before any other fields."


# NangoHQ/integration-templates integrations/salesforce/tests/upsert-sobject-collection.test.json; and the tests of
# forcedotcom/SalesforceMobileSDK-iOS that sync records without a type to an org.
@pytest.mark.parametrize("all_or_none", [True, False])
@pytest.mark.parametrize(
    ("bad", "code", "message"),
    [
        ({"Name": "B"}, "JSON_PARSER_ERROR", UNTYPED),
        ({"Name": "B", "attributes": {"type": None}}, "JSON_PARSER_ERROR", UNTYPED),
        (record("Foo__c", Name="B"), "INVALID_TYPE", "sObject type 'Foo__c' is not supported."),
    ],
)
def test_a_record_without_a_known_type_is_refused_by_itself(admin, bad, code, message, all_or_none):
    before = count(admin)
    answer = send(admin, "POST", record(Name="A"), bad, record(Name="C"), allOrNone=all_or_none)
    assert (answer.status_code, answer.json[1]) == (200, refused(code, message))
    assert [each["success"] for each in answer.json] == [not all_or_none, False, not all_or_none]
    assert count(admin) == before + (0 if all_or_none else 2)


def test_an_upsert_refuses_a_record_without_a_type_by_itself(admin):
    rows = [{"Id": "001000000000000000", "LastName": "A"}, record("Contact", LastName="B", Email="b@example.com")]
    answer = send(admin, "PATCH", *rows, path="/composite/sobjects/Contact/Email")
    assert (answer.status_code, answer.json[0]) == (200, refused("JSON_PARSER_ERROR", UNTYPED) | {"created": False})
    assert answer.json[1]["created"] is True


def test_a_value_of_another_kind_makes_the_whole_body_unreadable(admin):
    before = count(admin)
    wrong = record("Opportunity", Name="O", StageName="Prospecting", CloseDate="nope")
    answer = send(admin, "POST", record(Name="A"), wrong, record(Name="B"))
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")
    assert answer.json[0]["message"].startswith("Cannot deserialize instance of date from VALUE_STRING value nope")
    assert count(admin) == before


def test_a_field_given_twice_is_refused(admin):
    answer = send(admin, "POST", record(Name="A", name="B"))
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


def blob(part="one", **more):
    attributes = {"type": "Attachment", "binaryPartName": part, "binaryPartNameAlias": "Body"}
    return {"attributes": attributes, "Name": "a.txt"} | more


def multipart(caller, records, **files):
    parts = {name: (io.BytesIO(data), f"{name}.txt", "text/plain") for name, data in files.items()}
    parts["collection"] = (io.BytesIO(json.dumps({"records": records}).encode()), None, "application/json")
    return caller.call("POST", "/composite/sobjects", data=parts, content_type="multipart/form-data")


def test_blobs_come_as_parts_of_their_own(admin):
    account = admin.create("Account", Name="A")
    records = [blob(name, ParentId=account) for name in ("one", "two")]
    answer = multipart(admin, records, one=b"first", two=b"second")
    assert answer.status_code == 200
    bodies = [admin.get(f"/sobjects/Attachment/{each['id']}/Body").data for each in answer.json]
    assert bodies == [b"first", b"second"]


@pytest.mark.parametrize("files", [{}, {"two": b"x"}, {"one": b"x", "two": b"y"}])
def test_parts_and_records_must_fit_each_other(admin, files):
    answer = multipart(admin, [blob(ParentId=admin.create("Account", Name="A"))], **files)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_MULTIPART_REQUEST")
    assert count(admin, "Attachment") == 0


def test_two_hundred_records_and_ten_runs_of_types_fit(admin):
    assert all(each["success"] for each in send(admin, "POST", *[record(Name="A")] * 200).json)
    assert all(
        each["success"] for each in send(admin, "POST", *[record(Name="A"), record("Contact", LastName="L")] * 5).json
    )


def test_collections_came_with_version_42(admin):
    assert send(admin, "POST", record(Name="A"), path="/services/data/v42.0/composite/sobjects").status_code == 200
    assert send(admin, "POST", record(Name="A"), path="/services/data/v41.0/composite/sobjects").status_code == 404


# -- update


def test_records_are_changed_by_id_in_any_case(admin):
    ids = [admin.create("Account", Name="A"), admin.create("Account", Name="B")]
    answer = send(admin, "PATCH", record(Id=ids[0], Phone="1"), record(id=ids[1][:15], Phone="2"))
    assert answer.json == [{"id": each, "success": True, "errors": []} for each in ids]
    assert {each["Phone"] for each in admin.query("SELECT Phone FROM Account")} >= {"1", "2"}


def test_missing_and_unnamed_records_are_refused_one_by_one(admin):
    answer = send(admin, "PATCH", record(id="001xx000003DHP0AAO", Name="N"), record(Name="N"))
    assert answer.json == [
        refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"),
        refused("MISSING_ARGUMENT", "Id not specified in an update call"),
    ]


def test_an_id_of_another_type_is_refused_as_documented(admin):
    lead = admin.create("Lead", LastName="L", Company="C")
    answer = send(admin, "PATCH", record("Contact", id=lead))
    assert answer.json == [refused("MALFORMED_ID", f"Contact ID: id value of incorrect type: {lead}", "Id")]


def test_an_id_that_is_none_is_refused_as_recorded(admin):
    answer = send(admin, "PATCH", record("Contact", id="001RM000003oLrB000"))
    assert answer.json == [refused("MALFORMED_ID", "malformed id 001RM000003oLrB000")]


def test_an_unknown_field_rolls_all_back(admin):
    ids = [admin.create("Contact", LastName="A"), admin.create("Contact", LastName="B")]
    answer = send(
        admin,
        "PATCH",
        record("Contact", id=ids[0], FirstName="S"),
        record("Contact", id=ids[1], Nope="x"),
        allOrNone=True,
    )
    message = "No such column 'Nope' on sobject of type Contact"
    assert answer.json == [ROLLED_BACK, refused("INVALID_FIELD", message)]
    assert admin.query("SELECT FirstName FROM Contact WHERE LastName = 'A'")[0]["FirstName"] is None


def test_an_id_named_twice_is_refused_both_times(admin):
    record_id, other = admin.create("Account", Name="A"), admin.create("Account", Name="B")
    answer = send(
        admin,
        "PATCH",
        record(id=record_id, Phone="1"),
        record(id=other, Phone="1"),
        record(id=record_id[:15], Phone="2"),
    )
    assert [each["success"] for each in answer.json] == [False, True, False]
    assert answer.json[0] == refused("DUPLICATE_VALUE", f"duplicate id specified: {record_id}")


def test_a_partner_user_changes_what_he_may(world):
    mine, others = world.partner("Acme"), world.partner("Globex")
    lead = mine.caller.create("Lead", LastName="L", Company="C")
    answer = send(others.caller, "PATCH", record("Lead", id=lead, LastName="M"))
    assert answer.json == [refused("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")]
    assert send(mine.caller, "PATCH", record("Lead", id=lead, LastName="M")).json[0]["success"] is True


# -- upsert


def test_records_are_created_or_changed_by_external_id(admin):
    admin.create("Contact", LastName="Old", Email="a@example.com")
    rows = [record("Contact", LastName=name, Email=f"{name}@example.com") for name in ("a", "b")]
    answer = send(admin, "PATCH", *rows, path="/composite/sobjects/contact/email", allOrNone=False)
    assert [each["created"] for each in answer.json] == [False, True]
    assert list(answer.json[0]) == ["id", "success", "errors", "created"]
    assert count(admin, "Contact") == 2


def test_an_upsert_by_a_null_id_creates(admin):
    answer = send(admin, "PATCH", record("Contact", LastName="L", Id=None), path="/composite/sobjects/Contact/Id")
    assert answer.json[0]["created"] is True


def test_an_external_id_given_twice_is_refused_both_times(admin):
    rows = [record("Contact", LastName="L", Email="a@example.com")] * 2
    answer = send(admin, "PATCH", *rows, path="/composite/sobjects/Contact/Email")
    twin = refused("DUPLICATE_VALUE", "Duplicate external id specified: a@example.com") | {"created": False}
    assert answer.json == [twin] * 2
    assert count(admin, "Contact") == 0


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/composite/sobjects/Contact/Nope", 404, "NOT_FOUND"),
        ("/composite/sobjects/Foo/Id", 404, "NOT_FOUND"),
        ("/composite/sobjects/Account/Id", 400, "INVALID_TYPE"),
        ("/services/data/v45.0/composite/sobjects/Contact/Id", 404, "NOT_FOUND"),
    ],
)
def test_an_upsert_needs_its_object_and_field(admin, path, status, code):
    answer = send(admin, "PATCH", record("Contact", LastName="L"), path=path)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (status, code)
    assert count(admin, "Contact") == 0


# -- delete


def test_records_of_any_types_are_deleted(admin):
    ids = [admin.create("Account", Name="A"), admin.create("Lead", LastName="L", Company="C")]
    answer = admin.call("DELETE", f"/composite/sobjects?ids={','.join(ids)}")
    assert answer.json == [{"id": each, "success": True, "errors": []} for each in ids]


@pytest.mark.parametrize("all_or_none", [True, False])
def test_a_malformed_id_is_refused_by_itself_or_for_all(admin, all_or_none):
    record_id, before = admin.create("Account", Name="A"), count(admin)
    url = f"/composite/sobjects?ids={record_id},001RM000003oLrB000&allOrNone={str(all_or_none).lower()}"
    first, second = admin.call("DELETE", url).json
    assert second == refused("MALFORMED_ID", "malformed id 001RM000003oLrB000")
    assert first == (ROLLED_BACK if all_or_none else {"id": record_id, "success": True, "errors": []})
    assert count(admin) == (before if all_or_none else before - 1)


def test_a_delete_names_1_to_200_ids(admin):
    # restforce/restforce spec/fixtures/sobject/composite_sobjects_destroy_bad_request_response.json
    answer = admin.call("DELETE", "/composite/sobjects")
    none = {"errorCode": "REQUIRED_FIELD_MISSING", "message": "At least 1 Id is required."}
    assert (answer.status_code, answer.json) == (400, [none])
    answer = admin.call("DELETE", f"/composite/sobjects?ids={','.join(['001Mo0000000001'] * 201)}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "EXCEEDED_ID_LIMIT")


# -- retrieve


def test_records_come_in_the_order_asked_with_null_for_missing_ones(admin):
    ids = [admin.create("Account", Name=name) for name in ("A", "B")]
    asked = [ids[1], "001xx000003DGb9AAG", ids[0][:15], "nonsense", "003xx000004TmiQAAS"]
    expected = [
        {
            "attributes": {"type": "Account", "url": f"/services/data/v62.0/sobjects/Account/{each}"},
            "Name": name,
            "Id": each,
        }
        for each, name in ((ids[1], "B"), (ids[0], "A"))
    ]
    expected = [expected[0], None, expected[1], None, None]
    answer = admin.call("POST", "/composite/sobjects/account", json={"ids": asked, "fields": ["name"]})
    assert (answer.status_code, answer.json) == (200, expected)
    assert list(answer.json[0]) == ["attributes", "Name", "Id"]
    assert admin.get(f"/composite/sobjects/Account?ids={','.join(asked)}&fields=name").json == expected


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"ids": [], "fields": ["Id"]}, "REQUIRED_FIELD_MISSING"),
        ({"ids": ["001Mo0000000001"], "fields": []}, "REQUIRED_FIELD_MISSING"),
        ({"ids": ["001Mo0000000001"], "fields": ["Nope"]}, "INVALID_FIELD"),
        ({"ids": "x", "fields": ["Id"]}, "JSON_PARSER_ERROR"),
        ({"ids": ["001Mo0000000001"], "fields": ["Id"], "where": ""}, "JSON_PARSER_ERROR"),
        ({"ids": ["001Mo0000000001"] * 2001, "fields": ["Id"]}, "EXCEEDED_ID_LIMIT"),
    ],
)
def test_a_retrieve_names_ids_and_fields(admin, body, code):
    answer = admin.call("POST", "/composite/sobjects/Account", json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)


def test_hidden_records_are_null(world):
    partner = world.partner("Acme")
    lead = world.admin.create("Lead", LastName="L", Company="C")
    assert partner.caller.get(f"/composite/sobjects/Lead?ids={lead}&fields=Id").json == [None]
