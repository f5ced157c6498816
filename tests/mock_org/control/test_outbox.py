"""The outbox's doors: filters, messages, and what there is not."""

from email import message_from_bytes
from email.policy import default

import pytest


@pytest.fixture
def door(world):
    for subject, to in (("Welcome, Ann", "ann@example.com"), ("100%_sure", "bob@example.com")):
        inputs = [{"emailAddresses": to, "emailSubject": subject, "emailBody": "Hi"}]
        world.admin.call("POST", "/actions/standard/emailSimple", json={"inputs": inputs})
    world.partner("Acme")
    return world.app.test_client()


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", ["Welcome, Ann", "100%_sure", "Welcome to Partner Central"]),
        ("to=ANN@example.com", ["Welcome, Ann"]),
        ("subject=welcome", ["Welcome, Ann", "Welcome to Partner Central"]),
        ("subject=%25_", ["100%_sure"]),
        ("template=communitywelcomeemailtemplate&subject=to", ["Welcome to Partner Central"]),
        ("to=nobody@example.com", []),
    ],
)
def test_mails_are_found_by_address_words_of_the_subject_and_template(door, query, subjects):
    assert [mail["subject"] for mail in door.get(f"/_mock/outbox?{query}").json] == subjects


def test_an_unknown_filter_is_refused_by_name(door):
    answer = door.get("/_mock/outbox?from=x")
    assert (answer.status_code, answer.json) == (
        400, {"error": "unknown: from; there are: subject, template, to"},
    )  # fmt: skip


def test_a_mail_is_had_as_a_message(door):
    mail = door.get("/_mock/outbox?to=ann@example.com").json[0]
    answer = door.get(f"/_mock/outbox/{mail['id']}.eml")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("message/rfc822", "no-store")
    assert message_from_bytes(answer.data, policy=default)["Subject"] == "Welcome, Ann"
    assert door.get("/_mock/outbox/999999.eml").status_code == 404


def test_a_mail_is_only_had_by_who_may_control(door):
    assert door.get("/_mock/outbox/1.eml", environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == 403
