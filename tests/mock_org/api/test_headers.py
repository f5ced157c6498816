"""Headers of requests: obeyed, or refused by name."""

import pytest

from mock_org.api import headers

LEAD = {"LastName": "Lee", "Company": "Initech"}


@pytest.fixture
def saves(world, monkeypatch):
    """The options of each save that the org is asked for."""
    seen = []
    kind = type(world.org.session(world.built.admin.id))
    real = kind.save_context
    monkeypatch.setattr(kind, "save_context", lambda session: seen.append(session.options) or real(session))
    return seen


def test_duplicate_rules_are_told_what_the_header_says(admin, saves):
    value = "allowSave=true; includeRecordDetails=TRUE, runAsCurrentUser=false"
    answer = admin.call("POST", "/sobjects/Lead", json=LEAD, headers={headers.DUPLICATES: value})
    assert answer.status_code == 201
    options = saves[-1]
    assert (options.allow_save, options.include_record_details, options.run_as_current_user) == (True, True, False)


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("Sforce-Duplicate-Rule-Header", "allowSave=perhaps", "INVALID_FIELD"),
        ("Sforce-Duplicate-Rule-Header", "allowEverything=true", "INVALID_FIELD"),
        ("Sforce-Mru", "updateMru=1", "INVALID_FIELD"),
        ("Sforce-Mru", "true", "INVALID_FIELD"),
        ("Sforce-Auto-Assign", "banana", "MALFORMED_ID"),
        ("Sforce-Auto-Assign", "01QMo0000000999AAA", "INVALID_CROSS_REFERENCE_KEY"),
        ("Sforce-Call-Options", "colour=red", "INVALID_FIELD"),
    ],
)
def test_a_header_that_is_not_understood_is_refused_and_nothing_is_saved(admin, header, value, code):
    answer = admin.call("POST", "/sobjects/Lead", json=LEAD, headers={header: value})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert admin.query("SELECT Id FROM Lead") == []


def test_assignment_is_asked_for_unless_the_header_says_false(admin, saves):
    for value, expected in ((None, True), ("TRUE", True), ("false", False)):
        more = {"headers": {"Sforce-Auto-Assign": value}} if value else {}
        assert admin.call("POST", "/sobjects/Lead", json=LEAD, **more).status_code == 201
        assert saves[-1].auto_assign is expected


def test_a_namespace_and_a_client_name_are_taken(admin):
    value = "client=caseSensitiveToken, defaultNamespace=battle"
    assert admin.get("/sobjects", headers={"Sforce-Call-Options": value}).status_code == 200


def test_package_versions_are_taken(admin):
    assert admin.get("/sobjects", headers={"x-sfdc-packageversion-clientPackage": "1.0"}).status_code == 200
