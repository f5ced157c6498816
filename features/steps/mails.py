"""Steps about the mails that the org sends."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from pytest_bdd import given, then, when

from factories.private import Private
from factories.soql import text_literal
from features.scene import Scene
from features.words import Noun, saying


@given(saying("a mail template {name:Quoted} with the subject {subject:Quoted} that says {text:Quoted}"))
@when(
    saying(
        "the administrator makes a mail template {name:Quoted} with the subject {subject:Quoted} "
        "that says {text:Quoted}"
    )
)
def a_template(scene: Scene, name: str, subject: str, text: str) -> None:
    """A text template that may be used."""
    folder = scene.org.query("SELECT Id FROM Organization")[0].Id
    fixed = {"TemplateType": "text", "FolderId": folder, "IsActive": True, "DeveloperName": name.replace(" ", "_")}
    with scene.attempt():
        scene.org.insert("EmailTemplate", fixed | {"Name": name, "Subject": subject, "Body": text})


@given(saying("the portal welcomes its members with the template {name:Quoted}"))
def own_welcome(scene: Scene, name: str) -> None:
    """Network.WelcomeEmailTemplateId."""
    [network] = scene.org.query("SELECT Id FROM Network WHERE UrlPathPrefix != null")
    template = scene.org.id_of("EmailTemplate", Name=name)
    scene.org.update("Network", network.Id, WelcomeEmailTemplateId=template)


@given("the org tells the new owners of leads and cases")
def tells_owners(scene: Scene) -> None:
    """What a SOAP caller asks for with EmailHeader, for every caller."""
    scene.target.change_settings(mail={"assigned": "always"})


@given(saying("{noun:Noun} is from a person called {name:Quoted}"))
def called(scene: Scene, noun: Noun, name: str) -> None:
    """The last name of a lead."""
    scene.org.update("Lead", scene.record(noun).Id, FirstName=None, LastName=name)


@when(saying("the administrator gives {noun:Noun} to the queue {queue:Quoted}"))
def give_to_queue(scene: Scene, noun: Noun, queue: str) -> None:
    """Change the owner to a queue."""
    found = scene.org.query(f"SELECT Id FROM Group WHERE Type = 'Queue' AND Name = {text_literal(queue)}")
    record = scene.record(noun)
    scene.org.update(record.sobject, record.Id, OwnerId=found[0].Id)


@then(saying("{who:Name} gets a mail {subject:Quoted}"))
def gets(scene: Scene, who: str, subject: str) -> None:
    """The newest mail to this person."""
    found = scene.administrator.mails.subjects(_address(scene, who))
    assert found[:1] == [subject], f"{who} has got {found or 'no mail'}"


@then(saying("{who:Name} gets no mail"))
def gets_none(scene: Scene, who: str) -> None:
    """Nothing to this person."""
    assert scene.administrator.mails.subjects(_address(scene, who)) == []


@then("nobody gets a mail")
def nobody(scene: Scene) -> None:
    """Nothing was sent at all."""
    assert scene.administrator.mails.subjects() == []


@then(saying("the mail {subject:Quoted} to {who:Name} says {text:Quoted}"))
def says(scene: Scene, subject: str, who: str, text: str) -> None:
    """Words of a mail, which may stand on several lines."""
    assert text in _words(scene, who, subject)


@then(saying("the mail {subject:Quoted} to {who:Name} names the username and leads to the portal"))
def leads_to_portal(scene: Scene, subject: str, who: str) -> None:
    """How to log in, and where."""
    words = _words(scene, who, subject)
    assert scene.person(who).login.Username in words
    assert scene.org.connection.site_url in words


@then(saying("the mail {subject:Quoted} to {who:Name} comes from the sender of the portal"))
def comes_from_portal(scene: Scene, subject: str, who: str) -> None:
    """Network.EmailSenderName and EmailSenderAddress."""
    [site] = scene.org.query("SELECT EmailSenderName, EmailSenderAddress FROM Network WHERE UrlPathPrefix != null")
    sender = scene.administrator.mails.sender(_address(scene, who), subject)
    assert (site.EmailSenderName in sender, site.EmailSenderAddress in sender) == (True, True), sender


@then(saying("a mail program reads the mail {subject:Quoted} to {who:Name}, as plain text and as HTML"))
def is_a_message(scene: Scene, subject: str, who: str) -> None:
    """A MIME message with both forms, which say the same."""
    found = message_from_bytes(scene.administrator.mails.message(_address(scene, who), subject), policy=default)
    assert isinstance(found, EmailMessage)
    assert (found["Subject"], found["To"].addresses[0].addr_spec) == (subject, _address(scene, who))
    forms = [found.get_body((kind,)) for kind in ("plain", "html")]
    username = str(scene.person(who).login.Username)
    assert [form is not None and username in Private(form.get_content()) for form in forms] == [True, True]


def _address(scene: Scene, who: str) -> str:
    return str(scene.person(who).login.Email)


def _words(scene: Scene, who: str, subject: str) -> Private:
    text = scene.administrator.mails.text(_address(scene, who), subject)
    return Private(" ".join(text.split()))
