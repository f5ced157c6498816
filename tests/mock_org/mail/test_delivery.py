"""Delivery to a real SMTP server: what is committed, once, and never at the price of a save."""

from contextlib import contextmanager

import pytest

from mock_org.errors import SetupError
from mock_org.mail.delivery import Postman, smtp_address
from tests.mock_org.mail.mail_server import mail_server


@contextmanager
def delivering(world, address):
    postman = Postman(world.org.database, address)
    postman.start()
    try:
        yield postman
        assert postman.wait(20)
    finally:
        postman.stop()


def send(world, subject, to="bob@example.com", body="Hello"):
    given = {"emailAddresses": to, "emailSubject": subject, "emailBody": body}
    answer = world.admin.call("POST", "/actions/standard/emailSimple", json={"inputs": [given]})
    assert answer.status_code == 200


def subjects(mailboxes):
    return [message["Subject"] for message in mailboxes.messages]


def states(world):
    return [mail["delivery"] for mail in world.org.mails()]


def test_a_committed_mail_is_delivered_as_the_outbox_shows_it(world):
    with mail_server() as (address, mailboxes):
        with delivering(world, address):
            partner = world.partner("Åcme")
        mail = world.org.mails()[0]
        eml = world.app.test_client().get(f"/_mock/outbox/{mail['id']}.eml")
    message = mailboxes.messages[0]
    assert mailboxes.envelopes == [(mail["from"], [mail["to"]])]
    assert message["Message-ID"] == mail["message_id"]
    assert message["From"].addresses[0].display_name == mail["from_name"]
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == mail["text"]
    assert message.get_body(("html",)).get_content().rstrip() == mail["html"]
    assert mailboxes.bytes[0].strip() == eml.data.strip()
    assert partner.user_id
    assert states(world) == ["sent"]


def test_what_was_rolled_back_is_not_delivered(world):
    with mail_server() as (address, mailboxes):
        with delivering(world, address):
            partner = world.partner("Acme")
            user = world.org.system_session().find("User", Id=partner.user_id)[0]
            contact = world.admin.create("Contact", LastName="Two", AccountId=partner.account_id)
            values = {"ProfileId": user["ProfileId"], "TimeZoneSidKey": "UTC", "LocaleSidKey": "en_US",
                      "EmailEncodingKey": "UTF-8", "LanguageLocaleKey": "en_US", "Email": "two@example.com",
                      "attributes": {"type": "User"}, "LastName": "Two", "Alias": "two"}  # fmt: skip
            good = values | {"Username": "two@example.com", "ContactId": contact}
            answer = world.admin.call(
                "POST",
                "/composite/sobjects",
                json={"allOrNone": True, "records": [good, values | {"Username": "none"}]},
            )
            assert [each["success"] for each in answer.json] == [False, False]
        assert [mail["to"] for mail in world.org.mails()] == ["acmeuser@example.com"]
    assert mailboxes.envelopes[0][1] == ["acmeuser@example.com"]
    assert len(mailboxes.messages) == 1


def test_after_a_restart_nothing_is_delivered_twice_and_what_is_left_once(world):
    with mail_server(refuse="gone@example.com") as (address, mailboxes):
        send(world, "before any server")
        with delivering(world, address):
            send(world, "first")
            send(world, "refused", to="gone@example.com")
        world.org.database.postman = lambda: None  # the process ends with this one still queued
        send(world, "left")
        mailboxes.refuse = ""
        with delivering(world, address):
            send(world, "second")
        with delivering(world, address):
            pass
    assert sorted(subjects(mailboxes)) == ["first", "left", "refused", "second"]
    assert states(world) == ["kept", "sent", "sent", "sent", "sent"]


def test_going_back_to_an_image_delivers_nothing_again(world):
    with mail_server() as (address, mailboxes), delivering(world, address) as postman:
        with world.org.database.lock:  # the image is taken before the postman gets to the mail
            send(world, "once")
            image = world.org.image()
        assert postman.wait(20)
        world.org.restore(image)
        assert states(world) == ["queued"]
        send(world, "later")
    assert subjects(mailboxes) == ["once", "later"]


def test_a_server_that_is_not_there_costs_no_save_and_the_log_tells_no_secret(world, caplog):
    with mail_server() as (address, _):
        pass
    with delivering(world, address):
        send(world, "secret-subject", body="https://x.example/login?c=secret-token")
    assert states(world) == ["failed"]
    assert f"was not delivered to {address}: ConnectionRefusedError" in caplog.text
    assert not any(word in caplog.text for word in ("secret", "bob@example.com"))
    assert "secret" not in repr(world.org.mail_desk())


@pytest.mark.parametrize("text", ["localhost", "localhost:0", "localhost:99999", ":25", "a b:25", "x:25/y"])
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(SetupError, match="HOST:PORT"):
        smtp_address(text)
    assert smtp_address("[::1]:25") == ("::1", 25)
