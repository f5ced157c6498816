"""JSON bodies: what the parser refuses, in its words and with the place."""

import pytest

MAY_MISS = " or request may be missing a required field at "


def post(caller, body, sobject="Contact"):
    data = body if isinstance(body, bytes) else body.encode()
    return caller.call("POST", f"/sobjects/{sobject}", data=data, content_type="application/json")


def refused(caller, body, sobject="Contact"):
    answer = post(caller, body, sobject)
    assert answer.status_code == 400
    (error,) = answer.json
    assert error["errorCode"] == "JSON_PARSER_ERROR"
    assert "fields" not in error
    return error["message"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            '{"a":1,}',
            (
                "Unexpected character ('}' (code 125)): was expecting double-quote to start field name"
                " at [line:1, column:9]"
            ),
        ),
        (
            "{\n  'a':1}",
            (
                "Unexpected character (''' (code 39)): was expecting double-quote to start field name"
                " at [line:2, column:4]"
            ),
        ),
        (
            "request%5B",
            (
                "Unexpected character ('r' (code 114)): expected a valid value (number, String, array, object,"
                " 'true', 'false' or 'null') at [line:1, column:2]"
            ),
        ),
        (
            '{"a":NULL}',
            "Unrecognized token 'NULL': was expecting 'null', 'true', 'false' or NaN at [line:1, column:10]",
        ),
        (
            '{"a" 1}',
            (
                "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"
                " at [line:1, column:7]"
            ),
        ),
        (
            '{"a":[1 2]}',
            (
                "Unexpected character ('2' (code 50)): was expecting comma to separate ARRAY entries"
                " at [line:1, column:10]"
            ),
        ),
        (
            '{"a":"}[" "b":1}',
            (
                "Unexpected character ('\"' (code 34)): was expecting comma to separate OBJECT entries"
                " at [line:1, column:12]"
            ),
        ),
        ('{"a":"b', "Unexpected end-of-input at [line:1, column:8]"),
        ("{", "Unexpected end-of-input at [line:1, column:2]"),
        (
            '{"a":"b\tc"}',
            (
                "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be "
                "included in string value at [line:1, column:9]"
            ),
        ),
        ('{"a":"\\x"}', "Unrecognized character escape 'x' at [line:1, column:8]"),
        ('{"LastName":"a",\n"LastName":"b"}', "Duplicate field: LastName at [line:1, column:16]"),
        ('{"LastName":"a", "lastname":"b"}', "Duplicate field: Contact.lastname at [line:1, column:16]"),
    ],
)
def test_what_is_no_json_is_refused_at_its_place(admin, body, text):
    assert refused(admin, body) == text


def test_an_empty_body_is_refused(admin):
    assert refused(admin, "") == "The HTTP entity body is required, but this request has no entity body."


@pytest.mark.parametrize("body", [b"\xff\xfe{\x00}\x00", b'{"LastName":"\xff"}', "[" * 50000, '{"a":' * 50000])
def test_other_encodings_and_deep_nesting_are_refused(admin, body):
    refused(admin, body)


def test_a_byte_order_mark_is_passed_over(admin):
    assert post(admin, '\ufeff{"LastName":"Bom"}').status_code == 201


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # Both with the bodies that they were recorded for.
        (
            '{"FirstName":"Doug","LastName":"Proctor (testing)","Email":["x"]}',
            "Cannot deserialize instance of email from START_ARRAY value [line:1, column:51]",
        ),
        (
            '{"FirstName":{"a":1}}',
            "Cannot deserialize instance of string from START_OBJECT value {" + MAY_MISS + "[line:1, column:2]",
        ),
        (
            '{"LastName":"x",\n "Birthdate":"31.12.1999"}',
            "Cannot deserialize instance of date from VALUE_STRING value 31.12.1999" + MAY_MISS + "[line:1, column:16]",
        ),
        (
            '{"LastName":"x"\n,"Birthdate":"1999-02-30"}',
            "Cannot deserialize instance of date from VALUE_STRING value 1999-02-30" + MAY_MISS + "[line:2, column:1]",
        ),
        (
            '{"DoNotCall":1,"LastName":"x"}',
            "Cannot deserialize instance of boolean from VALUE_NUMBER_INT value 1" + MAY_MISS + "[line:1, column:2]",
        ),
        (
            '{"LastName":5}',
            "Cannot deserialize instance of string from VALUE_NUMBER_INT value 5" + MAY_MISS + "[line:1, column:2]",
        ),
        (
            '{"LastName":false}',
            "Cannot deserialize instance of string from VALUE_FALSE value false" + MAY_MISS + "[line:1, column:2]",
        ),
        (
            '{"LastName":"x","AccountId":{"Name":"y"}}',
            "Cannot deserialize instance of reference from START_OBJECT value {" + MAY_MISS + "[line:1, column:16]",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_where_it_stands(admin, body, text):
    assert refused(admin, body) == text
    assert admin.query("SELECT Id FROM Contact WHERE LastName = 'x'") == []


@pytest.mark.parametrize("value", ['"2013-08-12T15:20:00+0000"', '"2017-10-17 00:00:00"', '"today"', "20130812"])
def test_a_moment_in_another_form_is_refused(admin, value):
    text = refused(admin, f'{{"StartDateTime":{value}}}', "Event")
    assert text.startswith("Cannot deserialize instance of datetime from VALUE_")
    assert text.endswith("[line:1, column:2]")


def test_the_same_is_said_of_updates_and_upserts(admin):
    contact = admin.create("Contact", LastName="Lee")
    for path in (f"/sobjects/Contact/{contact}", "/sobjects/Contact/Email/a@example.com"):
        answer = admin.call("PATCH", path, data='{"Birthdate": "x"}', content_type="application/json")
        assert answer.json[0]["message"].endswith("value x" + MAY_MISS + "[line:1, column:2]")


def test_numbers_and_booleans_may_come_as_strings(admin):
    deal = {"Name": "Deal", "StageName": "Prospecting", "CloseDate": "2030-01-01", "Amount": "12.5"}
    record_id = admin.create("Opportunity", **deal)
    assert admin.get(f"/sobjects/Opportunity/{record_id}?fields=Amount").json["Amount"] == 12.5
    contact = admin.create("Contact", LastName="Lee", DoNotCall="true")
    assert admin.get(f"/sobjects/Contact/{contact}?fields=DoNotCall").json["DoNotCall"] is True


def test_a_body_of_another_type_is_refused(admin):
    body = {"attributes": {"type": "Contact"}, "Name": "Acme"}
    answer = admin.call("POST", "/sobjects/Account", json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_TYPE")


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("record_id", "status", "code", "text"),
    [
        ("nonsense", 404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: nonsense"),
        ("001RM000003oLrB000", 400, "MALFORMED_ID", "malformed id 001RM000003oLrB000"),
        ("003000000000001AAA", 404, "NOT_FOUND", "The requested resource does not exist"),
    ],
)
def test_an_id_that_is_none_is_refused_alike_by_all_methods(admin, method, record_id, status, code, text):
    answer = admin.call(method, f"/sobjects/Account/{record_id}", json={"Name": "x"})
    assert (answer.status_code, answer.json[0]["errorCode"], answer.json[0]["message"]) == (status, code, text)
