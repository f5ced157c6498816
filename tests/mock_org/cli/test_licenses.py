"""mock-org licenses: tables, CSV, JSON."""

import json

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.licenses import as_text


@pytest.fixture(scope="module")
def printed():
    def run(*arguments):
        return CliRunner().invoke(main, ["licenses", *arguments])

    return run


def test_every_form_tells_the_same_licences(printed, tmp_path):
    file = tmp_path / "licenses.json"
    assert printed("--format", "json", "--out", str(file)).exit_code == 0
    data = json.loads(file.read_text())
    text = as_text(data)
    for use in data["licenses"]:
        assert use["name"] in text
    assert "Name prices of seats and log-ins" in text


def test_months_and_permission_set_licences_have_tables_of_their_own():
    month = {"month": "2026-10", "total": 5, "used": 1, "log_ins": 1234, "user_days": 2, "users": 1, "cost": 20.0}
    use = {"name": "By Log-in", "status": "Active", "remaining": 4, "entitlement": 1000, "months": [month, month]}
    held = {"name": "Insights", "status": "Active", "total": 3, "used": 0, "remaining": 3, "expires": None}
    data = {"month": "2026-11", "currency": "EUR", "licenses": [use], "permission_set_licenses": [held]}
    text = as_text(data | {"what_if": []})
    for words in ("User Licenses, 2026-11", "By month", "1,234", "20.00", "Cost EUR", "Insights"):
        assert words in text


def test_what_is_asked_wrongly_is_refused(printed):
    assert printed("--months", "0").exit_code == 2
    assert printed("--org", "http://127.0.0.1:1").exit_code == 2
