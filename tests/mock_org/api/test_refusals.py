"""Bad input: a clear error in Salesforce's one shape, nothing changed, nothing leaked."""

import pytest

from mock_org.app import create_app, create_org

LEAD = {"LastName": "Lee", "Company": "Initech"}


def one_error(answer, status, code):
    assert answer.status_code == status, answer.text
    assert isinstance(answer.json, list)
    assert answer.json[0]["errorCode"] == code
    assert answer.json[0]["message"]
    assert "Traceback" not in answer.text
    return answer.json[0]


def test_no_token_a_made_up_token_and_a_token_of_another_org_are_refused_alike(world):
    foreign = create_org().admin.session_id
    for session_id in (None, "", "00Dxx!guess", foreign):
        caller = world.nobody
        caller.session_id = session_id
        error = one_error(caller.get("/sobjects"), 401, "INVALID_SESSION_ID")
        assert error == {"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}


@pytest.mark.parametrize("body", ["{", '{"Name": }', "nonsense", '{"Name": NaN}', "\xff", "[" * 100000])
def test_malformed_json_is_refused(admin, body):
    data = body.encode("latin-1")
    answer = admin.call("POST", "/sobjects/Lead", data=data, content_type="application/json")
    one_error(answer, 400, "JSON_PARSER_ERROR")


def test_a_body_that_is_no_object_or_no_json_is_refused(admin):
    one_error(admin.call("POST", "/sobjects/Lead", json=[LEAD]), 400, "JSON_PARSER_ERROR")
    one_error(admin.call("POST", "/sobjects/Lead"), 400, "JSON_PARSER_ERROR")
    answer = admin.call("POST", "/sobjects/Lead", data="LastName=Lee", content_type="application/x-www-form-urlencoded")
    one_error(answer, 415, "UNSUPPORTED_MEDIA_TYPE")


def test_unknown_names_are_refused(admin):
    one_error(admin.call("POST", "/sobjects/Unreal", json=LEAD), 404, "NOT_FOUND")
    one_error(admin.call("POST", "/sobjects/Lead", json=LEAD | {"Nope__c": 1}), 400, "INVALID_FIELD")
    one_error(admin.get("/sobjects/Unreal/describe"), 404, "NOT_FOUND")
    one_error(admin.get("/no/such/thing"), 404, "NOT_FOUND")
    one_error(admin.get("/query", query_string={"q": "SELECT Id FROM Unreal"}), 400, "INVALID_TYPE")
    one_error(admin.get("/query", query_string={"q": "SELECT Nope FROM Lead"}), 400, "INVALID_FIELD")
    lead = admin.create("Lead", **LEAD)
    one_error(admin.get(f"/sobjects/Lead/{lead}?fields=Nope"), 400, "INVALID_FIELD")
    one_error(admin.get("/sobjects/Lead/nonsense"), 404, "NOT_FOUND")
    one_error(admin.get(f"/sobjects/Account/{lead}"), 404, "NOT_FOUND")


def test_unknown_methods_are_refused_with_those_allowed(admin):
    error = one_error(admin.call("PUT", "/query"), 405, "METHOD_NOT_ALLOWED")
    assert error["message"] == "HTTP Method 'PUT' not allowed. Allowed are GET"
    one_error(admin.call("OPTIONS", "/sobjects"), 405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("version", ["v30.0", "v68.0", "v62", "v62.1", "vxx.0", "v999.0"])
def test_unknown_versions_are_refused(admin, version):
    one_error(admin.get(f"/services/data/{version}/sobjects"), 404, "NOT_FOUND")


def test_unknown_headers_are_refused_by_name(admin):
    answer = admin.get("/sobjects", headers={"Sforce-Surprise": "1"})
    assert "Sforce-Surprise" in one_error(answer, 501, "NOT_IMPLEMENTED")["message"]
    one_error(admin.get("/sobjects", headers={"Sforce-Call-Options": "colour=red"}), 400, "INVALID_FIELD")
    assert admin.get("/sobjects", headers={"Sforce-Call-Options": "client=x"}).status_code == 200
    one_error(admin.get("/sobjects", headers={"Sforce-Auto-Assign": "banana"}), 400, "MALFORMED_ID")


def test_deep_nesting_and_a_megabyte_of_soql_are_refused(admin):
    deep = "SELECT Id FROM Lead WHERE " + "(" * 5000 + "Name = 'x'" + ")" * 5000
    one_error(admin.get("/query", query_string={"q": deep}), 400, "MALFORMED_QUERY")
    long = "SELECT Id FROM Lead WHERE Name = '" + "x" * 1_000_000 + "'"
    assert 400 <= admin.get("/query", query_string={"q": long}).status_code < 500


def test_a_refused_create_leaves_nothing(admin):
    before = admin.query("SELECT Id FROM Lead")
    admin.call("POST", "/sobjects/Lead", json={"LastName": "Lee"})
    admin.call("POST", "/sobjects/Lead", json=LEAD | {"OwnerId": "005000000000000AAA"})
    assert admin.query("SELECT Id FROM Lead") == before


def test_a_fault_of_the_mock_itself_shows_no_traceback(world, monkeypatch):
    app = create_app(world.built)
    monkeypatch.setattr(type(world.org), "session", lambda *_, **__: 1 / 0)
    answer = app.test_client().get(
        "/services/data/v62.0/limits", headers={"Authorization": f"Bearer {world.built.admin.session_id}"}
    )
    error = one_error(answer, 500, "UNKNOWN_EXCEPTION")
    assert "division" not in error["message"]
