"""Mails as MIME messages: two forms of the text, addresses and subjects that cannot break the header."""

from email import message_from_bytes
from email.policy import default

import pytest

from mock_org.mail.message import message

MAIL = {
    "message_id": "<0123@mock-org.example>", "sent": "2026-01-31T17:05:00.000+0000", "from": "portal@acme.example",
    "from_name": 'Åcme "Portal", Inc.', "to": "ann@example.com", "to_name": "Ann", "reply_to": "help@acme.example",
    "subject": "Grüße " * 20, "text": "Hi\n" + "x" * 2000 + "\n", "html": "<p>Hi €</p>",
}  # fmt: skip


def read(**changes):
    return message_from_bytes(message(MAIL | changes).as_bytes(), policy=default)


def test_a_message_says_the_same_each_time_it_is_asked_for():
    assert message(MAIL).as_bytes() == message(dict(MAIL)).as_bytes()
    found = read()
    assert found["Date"].datetime.isoformat() == "2026-01-31T17:05:00+00:00"
    assert (found["From"].addresses[0].display_name, found["From"].addresses[0].addr_spec) == (
        MAIL["from_name"], "portal@acme.example",
    )  # fmt: skip
    assert (found["To"], found["Reply-To"]) == ("Ann <ann@example.com>", "help@acme.example")
    assert found["Subject"] == ("Grüße " * 20).strip()
    assert found.get_content_type() == "multipart/alternative"
    assert found.get_body(("plain",)).get_content().replace("\r\n", "\n") == MAIL["text"]
    assert found.get_body(("html",)).get_content().rstrip() == "<p>Hi €</p>"
    assert max(map(len, message(MAIL).as_bytes().split(b"\r\n"))) < 998


def test_a_mail_without_html_has_one_part():
    assert read(html=None).get_content_type() == "text/plain"


@pytest.mark.parametrize("field", ["subject", "to_name", "from_name", "to", "from", "reply_to"])
def test_no_value_adds_a_header(field):
    found = read(**{field: "x@y.example\r\nBcc: all@example.com\r\n\r\nBody"})
    assert found["Bcc"] is None
    assert len(found.keys()) == 9


@pytest.mark.parametrize("address", ["", "no-at", "a@b@c", "ü@bücher.example", "<x@y.example>", "a b@c.example"])
def test_an_address_that_mail_does_not_know_still_makes_a_message(address):
    assert read(to=address)["Subject"]
