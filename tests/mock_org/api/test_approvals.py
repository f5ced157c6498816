"""Approval processes: there are none, and whoever asks is told."""

import pytest

URL = "/process/approvals"


def submit(caller, **entry):
    return caller.call("POST", URL, json={"requests": [{"actionType": "Submit"} | entry]})


def test_there_are_none(admin):
    assert admin.get(URL).json == {"approvals": {}}


def test_a_submit_finds_no_process(admin):
    account = admin.create("Account", Name="A")
    answer = submit(admin, contextId=account)
    assert answer.status_code == 400
    assert answer.json == [
        {
            "actorIds": None,
            "entityId": account,
            "errors": [
                {
                    "fields": [],
                    "message": "No applicable approval process was found.",
                    "statusCode": "NO_APPLICABLE_PROCESS",
                }
            ],
            "instanceId": None,
            "instanceStatus": None,
            "newWorkitemIds": None,
            "success": False,
        }
    ]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"contextId": None}, "REQUIRED_FIELD_MISSING"),
        ({"contextId": "x"}, "REQUIRED_FIELD_MISSING"),
        ({"contextId": "001000000000000AAA"}, "INVALID_CROSS_REFERENCE_KEY"),
        ({"actionType": "Dance"}, "INVALID_OPERATION"),
        ({"actionType": ["Submit"]}, "INVALID_OPERATION"),
    ],
)
def test_each_request_is_refused_for_itself(admin, entry, code):
    answer = submit(admin, **entry)
    assert (answer.status_code, answer.json[0]["errors"][0]["statusCode"]) == (400, code)


@pytest.mark.parametrize("body", [{}, {"requests": []}, {"requests": [1]}, {"requests": {}}])
def test_a_body_without_requests_is_refused(admin, body):
    answer = admin.call("POST", URL, json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


def test_a_record_that_is_not_seen_is_no_record(world):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    answer = submit(acme.caller, contextId=globex.account_id)
    assert answer.json[0]["errors"][0]["statusCode"] == "INVALID_CROSS_REFERENCE_KEY"


def test_rules_are_none_and_are_not_run(admin):
    assert admin.get("/process/rules").json == {"rules": {}}
    assert admin.get("/process/rules/account").json == {"rules": {"Account": []}}
    assert admin.get("/process/rules/Nope").status_code == 404
    assert admin.get("/process/rules/Account/01Q000000000000AAA").status_code == 404
    for path in ("", "/Account", "/Account/01Q000000000000AAA"):
        answer = admin.call("POST", f"/process/rules{path}", json={"contextIds": []})
        assert (answer.status_code, answer.json[0]["errorCode"]) == (501, "NOT_IMPLEMENTED")
