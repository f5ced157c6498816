"""mock-org explain: the answer of the control door as text and JSON, and the exit status."""

import json

import pytest
from click.testing import CliRunner

from mock_org.cli.explain import explain
from mock_org.cli.org_option import OrgChoice
from mock_org.errors import SetupError

ANSWER = {
    "user": {"id": "005", "name": "Ann", "username": "ann@x"},
    "record": {"id": "00Q", "name": "Initech", "type": "Lead"},
    "access": "none",
    "grants": [],
    "misses": [{"access": "read", "because": "Queue East owns it, but Ann is no member of it"}],
    "more_misses": 3,
    "notes": ["no rule gives Ann access"],
    "field": {
        "name": "Tier__c",
        "readable": True,
        "editable": False,
        "because": ["profile Partner gives Read on Tier"],
    },
}


@pytest.fixture
def asked(monkeypatch):
    """The questions that were asked, and what is answered."""
    questions = []

    def answer(org, door, **values):
        questions.append((org.url, door, values))
        if values["user"] == "Nobody":
            raise SetupError("no user has the id, username or name Nobody")
        seen = {"access": "read", "grants": [{"access": "read", "because": "Cy sees Initech because Cy owns it"}]}
        return ANSWER | (seen if values["user"] == "Cy" else {})

    monkeypatch.setattr(OrgChoice, "json", answer)
    return questions


def run(*arguments):
    return CliRunner().invoke(explain, arguments)


def test_what_holds_and_what_nearly_holds_is_told_in_lines(asked):
    result = run("Ann", "Lead Initech", "--field", "Tier__c")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Ann (ann@x), Lead Initech",
        "access: none",
        "  ! no rule gives Ann access",
        "nearly:",
        "  - Queue East owns it, but Ann is no member of it",
        "  … and 3 more",
        "field Tier__c: readable",
        "  profile Partner gives Read on Tier",
    ]
    assert asked == [
        ("http://127.0.0.1:8080", "/explain", {"user": "Ann", "record": "Lead Initech", "field": "Tier__c"})
    ]


def test_the_exit_status_tells_whether_the_record_is_seen(asked):
    seen = run("Cy", "Lead Initech", "--org", "http://org.example")
    assert seen.exit_code == 0
    assert "  + Cy sees Initech because Cy owns it" in seen.output
    assert asked[0][0] == "http://org.example"
    assert run("Nobody", "Lead Initech").exit_code == 2


def test_json_is_what_the_door_answers(asked):
    assert json.loads(run("Ann", "Lead Initech", "--json").output) == ANSWER
