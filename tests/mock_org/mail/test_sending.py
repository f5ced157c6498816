"""Mails by the name of a template: merge fields, senders, the site's own templates, what is refused."""

from datetime import UTC, date, datetime

import pytest

from mock_org import mail
from mock_org.errors import SalesforceError

NOW = datetime(2026, 1, 31, 17, 5, tzinfo=UTC)


@pytest.fixture
def desk(world):
    world.org.clock.set(NOW, frozen=True)
    return world.org.mail_desk()


@pytest.fixture
def ada(world):
    return world.org.system_session().find("User", Id=world.built.admin.id)[0]


def site(world):
    return world.org.system_session().find("Network")[0]


def template(world, body, *, name="Own", **values):
    folder = world.admin.query("SELECT Id FROM Organization")[0]["Id"]
    given = {"Name": name, "DeveloperName": name, "TemplateType": "text", "FolderId": folder, "IsActive": True}
    return world.admin.create("EmailTemplate", **(given | {"Subject": "Hi", "Body": body} | values))


def sent(world, **where):
    return world.org.mails(**where)[-1]


def test_a_mail_is_filled_from_the_user_the_org_and_the_words_given(world, desk, ada):
    mail.send_template(desk, mail.FORGOT_PASSWORD, ada, {"Community_Url": "https://x.example/?a=1&b=<2>"})
    found = sent(world, template="communityforgotpasswordEMAILtemplate")
    assert (found["to"], found["to_name"], found["sent"]) == (
        "admin@mock-org.example", "Ada Admin", "2026-01-31T17:05:00.000+0000",
    )  # fmt: skip
    assert found["subject"] == "Your new Mock Org password"
    assert "https://x.example/?a=1&b=<2>" in found["text"]
    assert "Username: admin@mock-org.example" in found["text"]
    assert "<2>" not in found["html"]


def test_who_sends_is_the_org_or_the_site(world, desk, ada):
    mail.send_template(desk, mail.WELCOME, ada)
    assert (sent(world)["from"], sent(world)["from_name"]) == ("no-reply@mock-org.example", "Mock Org")
    network = site(world)
    mail.send_template(desk, mail.WELCOME, ada, network=network)
    assert (sent(world)["from"], sent(world)["from_name"]) == (
        network["EmailSenderAddress"], network["EmailSenderName"],
    )  # fmt: skip
    assert sent(world)["subject"] == f"Welcome to {network['Name']}"
    assert f"{world.org.base_url}/{network['UrlPathPrefix']}" in sent(world)["text"]


def test_a_site_replaces_a_template_by_its_own(world, desk, ada):
    own = template(world, "Hello {!recipient.lastname} at {!COMMUNITY.NAME}")
    network = site(world) | {"WelcomeEmailTemplateId": own}
    mail.send_template(desk, mail.WELCOME, ada, network=network)
    assert (sent(world)["text"], sent(world)["template"]) == ("Hello Admin at Partner Central", "Own")
    assert world.admin.query(f"SELECT TimesUsed FROM EmailTemplate WHERE Id = '{own}'")[0]["TimesUsed"] == 1


def test_times_are_those_of_the_user(world, desk, ada):
    told = {"Dormant_Last_Login": NOW, "Dormant_Date": date(2026, 3, 4)}
    german = ada | {"LocaleSidKey": "de_DE", "TimeZoneSidKey": "Europe/Berlin"}
    mail.send_template(desk, mail.DORMANT_USER_WARNING, german, told)
    assert "31.01.2026, 18:05" in sent(world)["text"]
    assert "04.03.2026" in sent(world)["text"]
    mail.send_template(desk, mail.DORMANT_USER_WARNING, ada, told)
    assert "1/31/2026, 9:05 AM" in sent(world)["text"]


def test_records_give_their_fields_their_page_and_their_owner(world, desk, ada):
    lead_id = world.admin.create(
        "Lead", LastName="<b>Bo</b>", Company="A & B", AnnualRevenue=1234, Status="Working - Contacted"
    )
    lead = world.org.system_session().find("Lead", Id=lead_id)[0]
    own = "{!Lead.Name}|{!Lead.AnnualRevenue}|{!Lead.OwnerFullName}|{!Lead.Owner}|{!Lead.Fax}|{!Lead.IsConverted}|"
    template(
        world, own + "{!Case.Subject}", name="LeadMail", HtmlValue="<p>{!Lead.Name} {!Lead.Company} {!Lead.Link}</p>"
    )
    mail.send_template(desk, "LeadMail", ada, records={"Lead": lead})
    assert sent(world)["text"] == "<b>Bo</b>|$1,234|Ada Admin|Ada Admin||false|"
    assert sent(world)["html"] == f"<p>&lt;b&gt;Bo&lt;/b&gt; A &amp; B {world.org.base_url}/{lead_id}</p>"


def test_the_contact_of_a_portal_user_is_known(world, desk):
    partner = world.partner("Acme")
    user = world.org.system_session().find("User", Id=partner.user_id)[0]
    template(world, "Dear {!Contact.LastName} of {!Contact.Account}", name="ToContact")
    mail.send_template(desk, "ToContact", user)
    assert sent(world)["text"] == "Dear Acme Contact of Acme"


def test_html_alone_is_readable_as_text(world, desk, ada):
    html = "<style>p {}</style><h1>Hi</h1><p>See <a href='https://x.example/y'>here</a>.<br>Bye</p>"
    template(world, "", name="Rich", TemplateType="html", HtmlValue=html)
    mail.send_template(desk, "Rich", ada)
    assert sent(world)["text"] == "Hi\n\nSee here (https://x.example/y).\nBye\n"
    assert sent(world)["html"] == html


def test_nobody_adds_a_header_by_a_name(world, desk, ada):
    template(world, "x", name="Header", Subject="Hi {!Receiving_User.Name}")
    mail.send_template(desk, "Header", ada | {"Name": "Eve\r\nBcc: all@example.com"})
    assert sent(world)["subject"] == "Hi Eve Bcc: all@example.com"
    assert sent(world)["to_name"] == "Eve Bcc: all@example.com"


def test_a_mail_of_a_save_that_is_rolled_back_is_not_sent(world, desk, ada):
    with pytest.raises(RuntimeError), world.org.database.transaction():
        mail.send_template(desk, mail.WELCOME, ada)
        raise RuntimeError
    assert world.org.mails() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"IsActive": False}, "Header is not available for use"), ({"Subject": "{!Lead.Nope}"}, "Lead has no field Nope")],
)
def test_a_template_that_cannot_be_sent_sends_nothing(world, desk, ada, values, sentence):
    template_id = template(world, "x", name="Header")
    world.org.system_session().records().write("EmailTemplate", [template_id], values)
    with pytest.raises(SalesforceError, match=sentence):
        mail.send_template(desk, "Header", ada)
    with pytest.raises(SalesforceError, match="Gone is not there"):
        mail.send_template(desk, "Gone", ada)
    assert world.org.mails() == []


def test_a_caller_does_not_give_words_that_no_mail_has(world, desk, ada):
    with pytest.raises(ValueError, match="surprise"):
        mail.send_template(desk, mail.WELCOME, ada, {"Surprise": "x"})
