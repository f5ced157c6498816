import re

import pytest

from tests.mock_org.site.portal import SITE, heading_of, hidden, text_of

NEW_LEAD = "/s/createrecord/NewLead"
FIELDS = {"lastName": "Lee", "firstName": "Ann", "Company": "Initech", "Status": "Open - Not Contacted"}


def inputs(page):
    return set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page))


@pytest.fixture
def lead(world, acme):
    return world.admin.create("Lead", LastName="Lee", Company="Initech", OwnerId=acme.partner.user_id)


def lead_of(world, record_id):
    return world.admin.get(f"/sobjects/Lead/{record_id}").json


def test_a_form_names_its_inputs_as_lightning_does(acme):
    page = acme.visitor.get(NEW_LEAD).text
    assert "New Lead" in text_of(page)
    assert {"salutation", "firstName", "lastName", "Company", "Status", "Email"} <= inputs(page)
    assert "OwnerId" not in inputs(page)
    assert '<abbr class="slds-required" title="required" aria-hidden="true">*</abbr>Last Name</label>' in page


def test_a_new_record_is_saved_and_announced_once(world, acme):
    answer = acme.visitor.submit(NEW_LEAD, **FIELDS, NumberOfEmployees="1,200", AnnualRevenue="$5,000", SaveEdit="1")
    assert answer.status_code == 303
    record_id = answer.location.removeprefix(f"{SITE}/s/detail/")
    saved = lead_of(world, record_id)
    assert (saved["Name"], saved["Company"], saved["NumberOfEmployees"]) == ("Ann Lee", "Initech", 1200)
    assert saved["AnnualRevenue"] == 5000
    assert saved["OwnerId"] == acme.partner.user_id
    first = acme.visitor.client.get(answer.location).text
    assert re.search(r'class="toastMessage [^"]*">Lead "<bdi>Ann Lee</bdi>" was created\.', first.replace("&#34;", '"'))
    assert "toastMessage" not in acme.visitor.client.get(answer.location).text


def test_only_what_was_changed_is_saved(world, acme, lead):
    answer = acme.visitor.submit(f"/s/lead/{lead}/edit", lastName="Lee", Company="Hooli", Status="Open - Not Contacted")
    assert answer.status_code == 303
    saved = lead_of(world, lead)
    assert (saved["LastName"], saved["Company"]) == ("Lee", "Hooli")


def test_what_is_required_is_asked_for_by_the_field(world, acme):
    answer = acme.visitor.submit(NEW_LEAD, firstName="Ann", Company="  ")
    assert answer.status_code == 400
    text = text_of(answer.text)
    assert "We hit a snag." in text
    assert "Review the following fields: Last Name, Company" in text
    assert text.count("Complete this field.") == 2
    assert 'value="Ann"' in answer.text
    assert world.admin.query("SELECT Id FROM Lead") == []


def test_a_refusal_of_the_org_stands_on_the_form(world, acme):
    answer = acme.visitor.submit(NEW_LEAD, **FIELDS | {"Email": "no address"})
    assert answer.status_code == 400
    assert "We hit a snag." in text_of(answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert world.admin.query("SELECT Id FROM Lead") == []


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("NumberOfEmployees", "many"),
        ("AnnualRevenue", "1e"),
        ("AnnualRevenue", "nan"),
        ("AnnualRevenue", "inf"),
        ("NumberOfEmployees", "9" * 5000),
    ],
)
def test_a_text_that_is_no_number_is_refused(world, acme, field, text):
    answer = acme.visitor.submit(NEW_LEAD, **FIELDS | {field: text})
    assert answer.status_code == 400
    assert "We hit a snag." in text_of(answer.text)
    assert world.admin.query("SELECT Id FROM Lead") == []


def test_dates_are_read_as_people_write_them(world, acme):
    form = {"Name": "Rollout", "StageName": "Prospecting", "AccountId": "Acme"}
    for text in ("12/31/2026", "2026-12-31"):
        answer = acme.visitor.submit("/s/createrecord/NewOpportunity", **form, CloseDate=text)
        assert answer.status_code == 303, text_of(answer.text)
    assert {row["CloseDate"] for row in world.admin.query("SELECT CloseDate FROM Opportunity")} == {"2026-12-31"}
    refused = acme.visitor.submit("/s/createrecord/NewOpportunity", **form, CloseDate="soon")
    assert "Your entry does not match the allowed format" in text_of(refused.text)


def test_a_lookup_takes_the_name_of_a_record_that_the_user_may_see(world, acme, globex):
    form = {"Name": "Rollout", "StageName": "Prospecting", "CloseDate": "12/31/2026"}
    assert acme.visitor.submit("/s/createrecord/NewOpportunity", **form, AccountId="Acme").status_code == 303
    [row] = world.admin.query("SELECT AccountId FROM Opportunity")
    assert row["AccountId"] == acme.partner.account_id
    for out_of_reach in ("Globex", globex.partner.account_id, "Nobody", "' OR Name != '"):
        answer = acme.visitor.submit("/s/createrecord/NewOpportunity", **form, AccountId=out_of_reach)
        assert answer.status_code == 400
        assert "Select an option from the picklist or remove the search term." in text_of(answer.text)


def test_a_form_without_its_token_changes_nothing(world, acme, lead):
    for path in (NEW_LEAD, f"/s/lead/{lead}/edit"):
        fields = hidden(acme.visitor.get(path).text)
        for token in ({}, dict.fromkeys(fields, "guess"), dict.fromkeys(fields, "é")):
            answer = acme.visitor.client.post(SITE + path, data=FIELDS | {"Company": "Evil"} | token)
            assert answer.status_code == 403
    assert [row["Company"] for row in world.admin.query("SELECT Company FROM Lead")] == ["Initech"]


def test_a_token_of_another_session_does_not_count(world, acme, globex, lead):
    stolen = hidden(globex.visitor.get(NEW_LEAD).text)
    answer = acme.visitor.client.post(f"{SITE}/s/lead/{lead}/edit", data=stolen | FIELDS)
    assert answer.status_code == 403


def test_fields_that_the_form_does_not_have_are_not_taken_from_it(world, acme, globex):
    answer = acme.visitor.submit(
        NEW_LEAD,
        **FIELDS,
        OwnerId=globex.partner.user_id,
        Share_With_Partners__c="true",
        Partner_Tier__c="Gold",
        Id="x",
    )
    assert answer.status_code == 303
    [row] = world.admin.query("SELECT OwnerId, Share_With_Partners__c, Partner_Tier__c FROM Lead")
    assert (row["OwnerId"], row["Share_With_Partners__c"]) == (acme.partner.user_id, False)
    assert row["Partner_Tier__c"] is None


def test_a_visible_record_that_may_not_be_edited_says_so(acme):
    answer = acme.visitor.get(f"/s/account/{acme.partner.account_id}/edit")
    assert answer.status_code == 404 or "level of access" in text_of(answer.text)
    assert answer.status_code in (403, 404)


def test_an_object_that_may_not_be_created_has_no_form(acme):
    for action in ("NewAccount", "NewUser", "NewNothing", "Lead", "New", "New%00"):
        answer = acme.visitor.get(f"/s/createrecord/{action}")
        assert answer.status_code == 404
        assert heading_of(answer.text) == "Invalid Page"


def test_a_custom_object_has_a_form_with_and_without_its_suffix(acme):
    for action in ("NewDeal_Registration__c", "NewDeal_Registration"):
        page = acme.visitor.get(f"/s/createrecord/{action}").text
        assert "New Deal Registration" in text_of(page)
        assert "Deal_Name__c" in inputs(page)
        assert "Status__c" not in inputs(page)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(acme, lead, method):
    for path in (NEW_LEAD, f"/s/detail/{lead}", "/s/", "/s/login/"):
        answer = acme.visitor.client.open(SITE + path, method=method)
        assert answer.status_code == 405
        assert "not allowed here" in text_of(answer.text)
    assert acme.visitor.client.post(f"{SITE}/s/lead/Lead/Default").status_code == 405
