"""The audit report of access reviews: by /_mock/reviews and by the command, in all its forms."""

import csv
import io

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice


@pytest.fixture
def door(world):
    """An org where Acme has answered its review and Beta has not."""
    door = world.app.test_client()
    door.patch("/_mock/settings", json={"access_review": {"on": True}})
    door.put("/_mock/clock", json={"now": "2026-03-31T20:00:00Z", "frozen": True})
    for name in ("Acme", "Beta"):
        partner = world.partner(name)
        world.admin.update("Account", partner.account_id, Partner_Administrator__c=partner.user_id)
    door.put("/_mock/clock", json={"now": "2026-04-01T11:00:00Z"})
    item = world.admin.query("SELECT Id FROM Access_Review_Item__c WHERE Full_Name__c = 'AcmeUser'")[0]["Id"]
    user = world.admin.query("SELECT Id FROM User WHERE Name = 'AcmeUser'")[0]["Id"]
    world.caller(user).update("Access_Review_Item__c", item, Answer__c="Flag", Comment__c="=HYPERLINK(1)")
    door.put("/_mock/clock", json={"now": "2026-04-03T11:00:00Z"})
    return door


def test_it_tells_who_was_asked_and_who_answered_what_and_when(door):
    told = door.get("/_mock/reviews").json
    assert told["summary"] == {
        "reviews": 2, "open": 1, "users": 2, "confirmed": 0, "flagged": 1, "unanswered": 1, "deactivated": 1,
    }  # fmt: skip
    acme = next(review for review in told["reviews"] if review["account"] == "Acme")
    assert (acme["quarter"], acme["reviewer"], acme["status"]) == ("2026 Q2", "AcmeUser", "Closed")
    [item] = acme["items"]
    assert (item["answer"], item["answered_by"], item["outcome"]) == ("Flag", "AcmeUser", "deactivated")
    assert item["answered"] == "2026-04-01T11:00:00.000+0000"


def test_as_csv_nothing_is_taken_for_a_formula(door):
    rows = list(csv.DictReader(io.StringIO(door.get("/_mock/reviews?format=csv").text)))
    assert {row["account"]: (row["answer"], row["comment"]) for row in rows} == {
        "Acme": ("Flag", "'=HYPERLINK(1)"),
        "Beta": ("", ""),
    }


def test_as_text_and_as_a_page(door):
    assert "AcmeUser (acmeuser@example.com): Flag by AcmeUser" in door.get("/_mock/reviews?format=text").text
    page = door.get("/_mock/reviews?format=html")
    assert (page.content_type, "2 reviews, 1 of them running" in page.text) == ("text/html; charset=utf-8", True)


def test_one_quarter_can_be_asked_for(door):
    assert door.get("/_mock/reviews?quarter=2026 Q2").json["summary"]["reviews"] == 2
    assert door.get("/_mock/reviews?quarter=2026 Q1").json["reviews"] == []


def test_an_unknown_form_is_refused(door):
    answer = door.get("/_mock/reviews?format=pdf")
    assert (answer.status_code, "there are: json, csv, html, text" in answer.json["error"]) == (400, True)


def test_the_command_prints_it_or_writes_a_file(monkeypatch, tmp_path):
    monkeypatch.setattr(OrgChoice, "text", lambda self, door, **asked: f"{door} {asked}\n")
    assert CliRunner().invoke(main, ["reviews"]).stdout == "/reviews {'quarter': None, 'format': 'text'}\n"
    CliRunner().invoke(main, ["reviews", "--quarter", "2026 Q1", "--format", "csv", "--out", str(tmp_path / "r.csv")])
    assert (tmp_path / "r.csv").read_text() == "/reviews {'quarter': '2026 Q1', 'format': 'csv'}\n"
