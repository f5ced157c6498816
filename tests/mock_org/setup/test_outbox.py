"""The outbox in Setup: who may read it, what it shows, and that no mail can do anything there."""

import pytest

from tests.mock_org.setup.visitor import visitor_of

HOME = "/lightning/setup/Outbox/home"
HOSTILE = "<img src=x onerror=alert(1)>'\"{{7*7}}"


def send(world, subject="Hi", body="Hello", to="bob@example.com", **inputs):
    given = {"emailAddresses": to, "emailSubject": subject, "emailBody": body} | inputs
    assert world.admin.call("POST", "/actions/standard/emailSimple", json={"inputs": [given]}).status_code == 200
    return world.org.mails()[-1]


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def test_the_newest_mail_comes_first_and_others_are_found(world, visitor):
    assert "Mails (0) No mails." in visitor.read(HOME)
    send(world, "First")
    send(world, "Second", to="ann@example.com")
    text = visitor.read(HOME)
    assert text.index("Second ann@example.com") < text.index("First bob@example.com")
    assert "Mails (1)" in visitor.read(HOME, to="ANN@example.com")
    assert "Mails (1)" in visitor.read(HOME, subject="firs")
    assert "Mails (0)" in visitor.read(HOME, template="CommunityWelcomeEmailTemplate")


def test_a_mail_shows_its_header_its_text_and_the_links_that_lead_into_the_org(world, visitor):
    partner = world.partner("Acme")
    mail = world.org.mails()[0]
    page = visitor.open(f"/lightning/setup/Outbox/{mail['id']}")
    text = visitor.read(f"/lightning/setup/Outbox/{mail['id']}")
    assert "Welcome to Partner Central" in text
    assert "acmeuser@example.com" in text
    assert "CommunityWelcomeEmailTemplate" in text
    assert "In the outbox only" in text
    assert "/login?c=" in page.text.split("Links to This Org")[1].split("</section>")[0]
    assert partner.user_id


def test_links_to_elsewhere_stay_text(world, visitor):
    mail = send(world, body="see https://evil.example/x and http://localhost/ok")
    page = visitor.open(f"/lightning/setup/Outbox/{mail['id']}").text
    assert 'href="https://evil.example' not in page
    assert 'href="http://localhost/ok"' in page


def test_hostile_subjects_names_and_texts_are_printed_not_obeyed(world, visitor):
    mail = send(world, HOSTILE, HOSTILE + "<script>alert(2)</script>", sendRichBody=True)
    path = f"/lightning/setup/Outbox/{mail['id']}"
    for each in (HOME, path):
        page = visitor.open(each).text
        assert "<img" not in page
        assert "<script" not in page
        assert "49" not in page.split("<h1>")[1].split("Details")[0]
    assert 'sandbox=""' in visitor.open(path).text


def test_the_frame_of_a_mail_runs_and_fetches_nothing(world, visitor):
    mail = send(world, body="<b>Hi</b><script>alert(2)</script>", sendRichBody=True)
    answer = visitor.open(f"/lightning/setup/Outbox/{mail['id']}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert answer.data == b"<b>Hi</b><script>alert(2)</script>"
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")


def test_the_message_is_downloaded(world, visitor):
    mail = send(world)
    answer = visitor.open(f"/lightning/setup/Outbox/{mail['id']}.eml")
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "message/rfc822", f'attachment; filename="mail-{mail["id"]}.eml"',
    )  # fmt: skip
    assert answer.data.startswith(f"Message-ID: {mail['message_id']}".encode())


@pytest.mark.parametrize("path", ["/999", "/999/html", "/999.eml"])
def test_a_mail_that_is_gone_is_told(visitor, path):
    answer = visitor.open(f"/lightning/setup/Outbox{path}")
    assert (answer.status_code, "Mail Not Found" in answer.text) == (404, True)


def test_only_who_may_change_users_and_all_records_reads_mails(world):
    mail = send(world, "Secret")
    rep = visitor_of(world, world.caller(world.user("Rep", "Sales Rep", UserPermissionsMarketingUser=False)))
    for path in (HOME, f"/lightning/setup/Outbox/{mail['id']}", f"/lightning/setup/Outbox/{mail['id']}.eml"):
        answer = rep.open(path)
        assert (answer.status_code, "Secret" in answer.text) == (403, False)
