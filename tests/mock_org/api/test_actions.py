"""Invocable actions: which there are, what they take, what they do."""

import pytest

URL = "/actions/standard/emailSimple"
MAIL = {"emailAddresses": "ada@example.com, bob@example.com", "emailSubject": "Hi", "emailBody": "a < b"}


def test_the_actions_are_found_from_the_root(admin):
    root = admin.get("/actions").json
    assert admin.get(root["standard"]).json["actions"][0]["url"] == f"/services/data/v62.0{URL}"
    kinds = admin.get(root["custom"]).json
    assert {"apex", "flow"} <= set(kinds)
    assert all(admin.get(url).json == {"actions": []} for url in kinds.values())
    assert admin.get("/actions/custom/nope").status_code == 404


def test_an_action_tells_its_inputs(admin):
    told = admin.get(URL).json
    assert (told["name"], told["type"], told["standard"]) == ("emailSimple", "EMAILSIMPLE", True)
    assert {each["name"] for each in told["inputs"] if each["required"]} == {"emailBody", "emailSubject"}


def test_send_email_puts_mails_into_the_outbox(world):
    answer = world.admin.call("POST", URL, json={"inputs": [MAIL]})
    assert answer.status_code == 200
    assert (answer.json[0]["isSuccess"], answer.json[0]["errors"]) == (True, None)
    assert [mail["to"] for mail in world.org.mails()] == ["ada@example.com", "bob@example.com"]
    assert world.org.mails()[0]["html"] == "<p>a &lt; b</p>"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"emailBody": None}, "REQUIRED_FIELD_MISSING"),
        ({"emailAddresses": ""}, "REQUIRED_FIELD_MISSING"),
        ({"emailAddresses": "a@b.co," * 6}, "LIMIT_EXCEEDED"),
        ({"emailAddresses": "nobody"}, "INVALID_EMAIL_ADDRESS"),
        ({"relatedRecordId": "001000000000001AAA"}, "UNKNOWN_EXCEPTION"),
        ({"senderType": "OrgWideEmailAddress"}, "INSUFFICIENT_ACCESS"),
    ],
)
def test_an_input_that_does_not_fit_sends_nothing(world, change, code):
    answer = world.admin.call("POST", URL, json={"inputs": [MAIL | change]})
    assert (answer.status_code, answer.json[0]["isSuccess"]) == (400, False)
    assert answer.json[0]["errors"][0]["statusCode"] == code
    assert world.org.mails() == []


@pytest.mark.parametrize("body", [{}, {"inputs": []}, {"inputs": {}}, {"inputs": ["x"]}])
def test_a_body_without_inputs_is_refused(admin, body):
    answer = admin.call("POST", URL, json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


def test_other_actions_are_refused_by_name(admin):
    for method, path in (("GET", "standard/chatterPost"), ("POST", "standard/chatterPost"), ("POST", "custom/flow/F")):
        answer = admin.call(method, f"/actions/{path}", json={"inputs": []})
        assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")
        assert path.rpartition("/")[2] in answer.json[0]["message"]
