"""An org that answers otherwise is found out, and nothing else is; what is written down then is a case."""

import json
from contextlib import contextmanager

import pytest

from features.drift.finding import compare_orgs, compare_recorded
from features.drift.known import Accepted, Known
from features.drift.report import summary, write_report
from features.drift.stage import Stage
from features.drift.suite import cases_in, chosen, shipped_cases
from features.drift.written import write_cases
from features.targets import MockTarget
from tests.features.drift.altered import altered

# One or two of each way of comparing; the whole suite is asked at night.
FEW = [
    "describe-user-record-access",
    "query-own-account",
    "query-children",
    "query-unknown-field",
    "required-field-missing",
    "text-too-long",
    "create-lead",
    "delete-account",
    "composite-writes",
    "limits",
    "user-info",
]
ON = "a sandbox"
NOTHING_KNOWN = Known()


@contextmanager
def staged(ready, called, version="62.0"):
    client = MockTarget(ready).administrator(0)
    stage = Stage(client, version=version, called=called)
    try:
        yield stage
    finally:
        stage.close()
        client.close()


def found_in(mock_org, change, cases, known=NOTHING_KNOWN):
    with (
        altered(mock_org.ready, change) as there,
        staged(there, "the org") as org,
        staged(mock_org.ready, "the mock") as mock,
    ):
        return compare_orgs(org, mock, cases, known, ON, lambda *_: None)


def told(found):
    return {each.case.id: [str(one) for one in each.differences] for each in found if each.differences}


def few():
    return chosen(shipped_cases(), [], FEW)


def unchanged(method, path, status, body):
    return None


def without_a_key(method, path, status, body):
    if "Contacts" in path and "/query" in path:
        del body["records"][0]["Contacts"]["records"][0]["AccountId"]
        return status, body
    return None


def another_type(method, path, status, body):
    if path.endswith("/limits"):
        body["DailyApiRequests"]["Max"] = str(body["DailyApiRequests"]["Max"])
        return status, body
    return None


def another_text(method, path, status, body):
    if status == 400 and body[0]["errorCode"] == "STRING_TOO_LONG":
        return status, [body[0] | {"message": "Last Name: too long"}]
    return None


def another_flag(method, path, status, body):
    if path.endswith("/Lead/describe"):
        company = next(field for field in body["fields"] if field["name"] == "Company")
        company["length"] = 100
        return status, body
    return None


def test_an_org_that_answers_the_same_has_no_differences_and_nothing_stays_in_it(mock_org):
    found = found_in(mock_org, unchanged, few())
    assert told(found) == {}
    assert [(each.case.id, each.not_played, each.stays) for each in found if each.not_played or each.stays] == []
    client = MockTarget(mock_org.ready).administrator(0)
    left = [client.query(f"SELECT Id FROM {noun} WHERE Name LIKE '%x%'") for noun in ("Account", "Contact", "Lead")]
    client.close()
    assert left == [[], [], []]


@pytest.mark.parametrize(
    ("change", "case", "place"),
    [
        (without_a_key, "query-children", "$.records[0].Contacts.records[0].AccountId: the org has nothing"),
        (another_type, "limits", '$.DailyApiRequests.Max: the org has "<text>", the mock "<number>"'),
        (another_text, "text-too-long", '$[0].message: the org has "Last Name: too long"'),
        pytest.param(
            another_flag,
            "describe-lead",
            "$.fields.Company.length: the org has 100, the mock 255",
            marks=pytest.mark.heavy,
        ),
    ],
)
def test_an_answer_changed_on_purpose_is_found_and_nothing_else(mock_org, tmp_path, change, case, place):
    asked = chosen(shipped_cases(), [], {case, "create-lead"})
    found = found_in(mock_org, change, asked)
    assert list(told(found)) == [case]
    assert [each for each in told(found)[case] if each.startswith(place)]
    [file] = write_cases(tmp_path, found)
    [written] = cases_in(tmp_path)
    assert (file.name, written.id, written.recorded.on) == (f"{case}.json", case, ON)
    with staged(mock_org.ready, "the mock") as mock:
        assert told(compare_recorded(mock, [written], NOTHING_KNOWN, lambda *_: None)) == told(found)
    with altered(mock_org.ready, change) as there, staged(there, "the mock") as mock:
        assert told(compare_recorded(mock, [written], NOTHING_KNOWN, lambda *_: None)) == {}


def test_a_written_case_holds_nothing_of_the_org(mock_org, tmp_path):
    ready = mock_org.ready
    asked = chosen(
        shipped_cases(), [], ["user-info", "identity", "query-own-account", "composite-writes", "communities"]
    )
    found = found_in(mock_org, lambda _m, _p, status, body: (status + 1, body), asked)
    write_cases(tmp_path, found)
    text = "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    organization = json.dumps(ready["admin"]["username"])[1:-1]
    secrets = [ready["admin"]["session_id"], ready["admin"]["id"], organization, ready["instance_url"], "127.0.0.1"]
    assert len(list(tmp_path.iterdir())) == 5
    assert [secret for secret in secrets if secret in text] == []


def test_a_known_difference_is_no_drift(mock_org, tmp_path):
    known = Known(known=(Accepted(case="limits", at="$.Daily*", why="The org counts in words."),))
    found = found_in(mock_org, another_type, chosen(shipped_cases(), [], ["limits"]), known)
    assert told(found) == {}
    assert summary(found) == "1 requests: 1 accepted"
    assert "The org counts in words." in write_report(tmp_path, found, "")[0].read_text(encoding="utf-8")


def test_an_org_without_an_object_is_said_and_not_compared(mock_org):
    def no_network(method, path, status, body):
        if path.endswith("/sobjects"):
            return status, body | {"sobjects": [each for each in body["sobjects"] if each["name"] != "Network"]}
        return None

    [finding] = found_in(mock_org, no_network, chosen(shipped_cases(), [], ["describe-network"]))
    assert finding.not_played == "the org has no Network"


def test_the_report_says_what_differs_where(mock_org, tmp_path):
    found = found_in(mock_org, another_text, chosen(shipped_cases(), [], ["text-too-long", "limits"]))
    markdown, page = write_report(tmp_path, found, "Compared with a sandbox.")
    for file in (markdown, page):
        text = file.read_text(encoding="utf-8")
        assert "2 requests: 1 differs, 1 same" in text
        assert "POST /sobjects/Contact" in text
        assert "Last Name: too long" in text


@pytest.mark.heavy
def test_the_whole_suite_can_be_played_on_the_mock(mock_org):
    found = found_in(mock_org, unchanged, shipped_cases())
    assert told(found) == {}
    assert [(each.case.id, each.not_played, each.stays) for each in found if each.not_played or each.stays] == []
