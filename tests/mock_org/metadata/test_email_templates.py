"""Email templates of a project: their texts, folders, merge fields, and the sites that send them."""

import pytest

from mock_org import mail
from mock_org.metadata import deploy

TEXT = (
    "<available>true</available><encodingKey>UTF-8</encodingKey><name>Own Welcome</name><style>none</style>"
    "<subject>Hi {!Receiving_User.FirstName}</subject><type>text</type><uiType>Aloha</uiType>"
)
SITE = (
    "<status>Live</status><emailSenderAddress>a@b.example</emailSenderAddress><emailSenderName>B</emailSenderName>"
    "<networkMemberGroups><profile>Channel Partner</profile></networkMemberGroups>"
    "<sendWelcomeEmail>true</sendWelcomeEmail><urlPathPrefix>partners</urlPathPrefix>"
)


@pytest.fixture
def templates(project):
    def put(name="Own", meta=TEXT, content="Go to {!Community_Url}", folder="Partner_Mails"):
        project.put(f"email/{folder}/{name}.email", "EmailTemplate", meta)
        if content is not None:
            (project.folder / f"email/{folder}/{name}.email").write_text(content, encoding="utf-8")
        return project

    return put


def report(world, project):
    done = deploy(world.org, [project.folder])
    return [str(each) for each in done.refused], [str(each) for each in done.not_understood]


def test_a_template_comes_with_its_folder_and_its_text(world, templates):
    templates().put(
        "email/Partner_Mails.emailFolder", "EmailFolder", "<accessType>Public</accessType><name>Our Mails</name>"
    )
    assert report(world, templates()) == ([], [])
    soql = "SELECT Name, Subject, Body, HtmlValue, TemplateType, IsActive, FolderName, Folder.Name FROM EmailTemplate"
    [row] = world.admin.query(f"{soql} WHERE DeveloperName = 'Own'")
    assert (row["Name"], row["Body"], row["HtmlValue"], row["TemplateType"], row["IsActive"]) == (
        "Own Welcome", "Go to {!Community_Url}", None, "text", True,
    )  # fmt: skip
    assert (row["FolderName"], row["Folder"]["Name"]) == ("Our Mails", "Our Mails")
    templates(content="Changed")
    assert report(world, templates(content="Changed")) == ([], [])
    assert world.admin.query(f"{soql} WHERE DeveloperName = 'Own'")[0]["Body"] == "Changed"


def test_html_templates_keep_both_texts_and_unfiled_ones_have_no_folder(world, templates):
    meta = TEXT.replace("<type>text", "<textOnly>plain</textOnly><type>custom")
    assert report(world, templates(meta=meta, content="<p>rich</p>", folder="unfiled$public")) == ([], [])
    [row] = world.admin.query("SELECT Body, HtmlValue, FolderName FROM EmailTemplate WHERE DeveloperName = 'Own'")
    assert (row["Body"], row["HtmlValue"], row["FolderName"]) == (
        "plain", "<p>rich</p>", "Unfiled Public Classic Email Templates",
    )  # fmt: skip


def test_a_site_sends_its_own_welcome_mail(world, templates):
    site = "<welcomeTemplate>Partner_Mails/Own</welcomeTemplate><lockoutTemplate>Gone/Gone</lockoutTemplate>"
    templates().put("networks/Partner Central.network", "Network", site + SITE)
    refused, notes = report(world, templates())
    assert refused == []
    assert [note.split(": ", 1)[1] for note in notes] == [
        "lockoutTemplate: Gone/Gone is not there; the mail has the text of the standard template"
    ]
    world.partner("Acme")
    assert (world.org.mails()[0]["template"], world.org.mails()[0]["subject"]) == ("Own", "Hi")
    assert world.org.mails(template=mail.WELCOME) == []


@pytest.mark.parametrize(
    ("meta", "content", "told"),
    [
        (TEXT, "{!Lead.Nope}", "Lead has no field Nope for the merge field {!Lead.Nope}"),
        (TEXT.replace("FirstName", "Nope"), "x", "subject: User has no field Nope"),
        (TEXT, None, "Own.email must lie beside it"),
        (TEXT.replace("<type>text", "<type>smoke"), "x", "type: is 'smoke'"),
        (TEXT.replace("<type>text</type>", ""), "x", "type: is missing"),
        (TEXT.replace("<name>Own Welcome</name>", ""), "x", "name: is missing"),
    ],
)
def test_a_template_that_cannot_be_right_is_refused(world, templates, meta, content, told):
    refused, _ = report(world, templates(meta=meta, content=content))
    assert len(refused) == 1
    assert told in refused[0]
    assert world.admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'Own'") == []


@pytest.mark.parametrize("content", ["{!Nope__c.Name}", "{!IF(true, 1, 2)}", "{!$Label.x}", "{!Organisation_Name}"])
def test_a_template_of_what_the_mock_does_not_have_is_left_out_and_told(world, templates, content):
    refused, notes = report(world, templates(content=content))
    assert refused == []
    assert ["the template is left out" in note for note in notes] == [True]
    assert world.admin.query("SELECT Id FROM EmailTemplate WHERE DeveloperName = 'Own'") == []


def test_visualforce_templates_are_left_out_and_told(world, templates):
    refused, notes = report(world, templates(meta=TEXT.replace("<type>text", "<type>visualforce")))
    assert (refused, [note.split(": ", 1)[1] for note in notes]) == (
        [], ["type: Visualforce is not read; the template is left out"],
    )  # fmt: skip
