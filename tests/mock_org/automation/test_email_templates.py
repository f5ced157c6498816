"""EmailTemplate by API: who may change one, what is refused, which one a site may not lose."""

import pytest


@pytest.fixture
def values(admin):
    folder = admin.query("SELECT Id FROM Organization")[0]["Id"]
    return {"Name": "Own", "DeveloperName": "Own", "TemplateType": "text", "FolderId": folder, "Body": "Hi"}


def fault(answer):
    assert answer.status_code == 400, answer.json
    return answer.json[0]["errorCode"], answer.json[0].get("fields"), answer.json[0]["message"]


def post(caller, values, **changes):
    return caller.call("POST", "/sobjects/EmailTemplate", json=values | changes)


def test_a_template_is_made_changed_and_deleted(admin, values):
    made = admin.create("EmailTemplate", **values)
    fields = "Encoding, TemplateStyle, UiType, FolderName, IsActive, Owner.Name"
    [row] = admin.query(f"SELECT {fields} FROM EmailTemplate WHERE Id = '{made}'")
    assert (row["Encoding"], row["TemplateStyle"], row["UiType"], row["IsActive"]) == ("UTF-8", "none", "Aloha", False)
    assert (row["FolderName"], row["Owner"]["Name"]) == ("Unfiled Public Classic Email Templates", "Ada Admin")
    assert admin.update("EmailTemplate", made, Body="{!Organization.Name}").status_code == 204
    assert admin.call("DELETE", f"/sobjects/EmailTemplate/{made}").status_code == 204


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"Body": "{!Lead.Nope}"}, "FIELD_INTEGRITY_EXCEPTION", "Body: Lead has no field Nope"),
        ({"Subject": "{!Nope}"}, "FIELD_INTEGRITY_EXCEPTION", "Subject: there is no merge field {!Nope}"),
        ({"HtmlValue": "{{{Recipient.Nope}}}"}, "FIELD_INTEGRITY_EXCEPTION", "HtmlValue: User has no field Nope"),
        ({"TemplateType": "visualforce"}, "FIELD_INTEGRITY_EXCEPTION", "Visualforce"),
        ({"DeveloperName": "two__lines"}, "FIELD_INTEGRITY_EXCEPTION", "Template Unique Name"),
        ({"DeveloperName": "communitywelcomeemailtemplate"}, "DUPLICATE_DEVELOPER_NAME", "already"),
    ],
)
def test_a_template_that_could_not_be_sent_is_refused(admin, values, changes, code, words):
    found, _, message = fault(post(admin, values, **changes))
    assert (found, words in message) == (code, True), message
    assert admin.query("SELECT Id FROM EmailTemplate WHERE Name = 'Own'") == []


def test_a_site_keeps_its_templates(admin):
    welcome = admin.query("SELECT WelcomeEmailTemplateId FROM Network")[0]["WelcomeEmailTemplateId"]
    code, _, message = fault(admin.call("DELETE", f"/sobjects/EmailTemplate/{welcome}"))
    assert (code, "Partner Central sends it (WelcomeEmailTemplateId)" in message) == ("DELETE_FAILED", True)


def test_portal_users_have_no_access_and_other_users_only_read(world, values):
    partner = world.partner("Acme").caller
    denied = partner.get("/query", query_string={"q": "SELECT Id FROM EmailTemplate"})
    assert (denied.status_code, denied.json[0]["errorCode"]) == (400, "INVALID_TYPE")
    employee = world.caller(world.user("Emp", "Standard User"))
    assert len(employee.query("SELECT Id FROM EmailTemplate")) > 10
    assert post(employee, values).status_code in (400, 403)
    assert world.admin.query("SELECT Id FROM EmailTemplate WHERE Name = 'Own'") == []
