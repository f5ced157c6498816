"""What a form lets people choose: record types, picklists that depend on others, several values, another new record."""

import html
import json
import re

import pytest

from tests.mock_org.site.portal import SITE, text_of

NEW_LEAD = "/s/createrecord/NewLead"
LEE = {"lastName": "Lee", "Company": "Initech"}
MODEL = """<fullName>Model__c</fullName><label>Model</label><type>Picklist</type><valueSet>
  <controllingField>Rating</controllingField>
  <valueSetDefinition>
    <value><fullName>Large</fullName><default>false</default><label>Large</label></value>
    <value><fullName>Small</fullName><default>false</default><label>Small</label></value>
  </valueSetDefinition>
  <valueSettings><controllingFieldValue>Hot</controllingFieldValue>
    <controllingFieldValue>Warm</controllingFieldValue><valueName>Large</valueName></valueSettings>
  <valueSettings><controllingFieldValue>Cold</controllingFieldValue><valueName>Small</valueName></valueSettings>
</valueSet>"""
COLORS = """<fullName>Colors__c</fullName><label>Colors</label><type>MultiselectPicklist</type>
<visibleLines>3</visibleLines><valueSet><valueSetDefinition>
    <value><fullName>Red</fullName><default>false</default><label>Red</label></value>
    <value><fullName>Blue</fullName><default>false</default><label>Blue</label></value>
</valueSetDefinition></valueSet>"""
KIND = "<fullName>{0}</fullName><active>true</active><label>{0} Lead</label>{1}"
RATINGS = (
    "<picklistValues><picklist>Rating</picklist><values><fullName>Hot</fullName><default>false</default></values>"
    "</picklistValues>"
)


@pytest.fixture
def fields(world, project):
    """Two more picklists of leads that channel partners may write."""
    for name, content in (("Model__c", MODEL), ("Colors__c", COLORS)):
        project.put(f"objects/Lead/fields/{name}.field", "CustomField", content)
    project.deploy(world.org)
    [own] = world.admin.query("SELECT Id FROM PermissionSet WHERE Profile.Name = 'Channel Partner'")
    for name in ("Model__c", "Colors__c"):
        may = {"PermissionsRead": True, "PermissionsEdit": True}
        world.admin.create("FieldPermissions", ParentId=own["Id"], SobjectType="Lead", Field=f"Lead.{name}", **may)


@pytest.fixture
def kinds(world, project):
    """Two record types of leads: one has all ratings, the other only Hot. Their ids by name."""
    project.put("objects/Lead/recordTypes/Any.recordType", "RecordType", KIND.format("Any", ""))
    project.put("objects/Lead/recordTypes/Hot.recordType", "RecordType", KIND.format("Hot", RATINGS))
    project.deploy(world.org)
    return {row["DeveloperName"]: row["Id"] for row in world.admin.query("SELECT Id, DeveloperName FROM RecordType")}


def leads(world):
    return world.admin.query("SELECT Name, Rating, Model__c, Colors__c FROM Lead")


def test_a_dependent_picklist_says_what_goes_with_what_and_takes_nothing_else(world, fields, acme):
    page = acme.visitor.get(NEW_LEAD).text
    found = re.findall(r'<option value="(\w+)" data-valid-for="([^"]*)"', page)
    assert {value: json.loads(html.unescape(valid)) for value, valid in found} == {
        "Large": ["Hot", "Warm"],
        "Small": ["Cold"],
    }
    assert 'data-controller="Rating"' in page
    for wrong in ({"Rating": "Hot", "Model__c": "Small"}, {"Model__c": "Small"}):
        refused = acme.visitor.submit(NEW_LEAD, **LEE, **wrong)
        assert refused.status_code == 400
        assert "Review the following fields: Model" in text_of(refused.text)
    assert acme.visitor.submit(NEW_LEAD, **LEE, Rating="Cold", Model__c="Small").status_code == 303
    [lead] = leads(world)
    assert (lead["Rating"], lead["Model__c"]) == ("Cold", "Small")


def test_several_values_are_chosen_and_kept(world, fields, acme):
    answer = acme.visitor.submit(NEW_LEAD, **LEE, Colors__c=["Red", "Blue"])
    assert answer.status_code == 303, text_of(answer.text)
    assert leads(world)[0]["Colors__c"] == "Red;Blue"
    edit = acme.visitor.get(f"/s/lead/{answer.location[-18:]}/edit").text
    assert len(re.findall(r"<option [^>]*selected>(?:Red|Blue)<", edit)) == 2


def test_with_several_record_types_the_form_asks_first_which(world, kinds, acme):
    step = acme.visitor.get(NEW_LEAD)
    assert "New Lead Select a record type Any Lead Hot Lead Cancel Next" in text_of(step.text).replace(" \u00d7 ", " ")
    assert set(re.findall(r'type="radio" name="recordTypeId" value="(\w+)"', step.text)) == set(kinds.values())
    chosen = f"{NEW_LEAD}?recordTypeId={kinds['Hot'][:15]}"
    page = acme.visitor.get(chosen).text
    assert "New Lead: Hot Lead" in text_of(page)
    ratings = re.search(r'name="Rating".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r'<option value="(\w*)"', ratings) == ["", "Hot"]
    assert acme.visitor.submit(chosen, **LEE, Rating="Hot").status_code == 303
    [lead] = world.admin.query("SELECT Id, RecordTypeId FROM Lead")
    assert lead["RecordTypeId"] == kinds["Hot"]
    page = acme.visitor.get(f"/s/lead/{lead['Id']}/edit").text
    ratings = re.search(r'name="Rating".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r'<option value="(\w*)"', ratings) == ["", "Hot"]


def test_a_record_type_that_is_none_of_the_users_makes_no_record(world, kinds, acme):
    for asked in ("012000000000009AAA", "x", "\0", "9" * 5000, "'"):
        answer = acme.visitor.get(NEW_LEAD, query_string={"recordTypeId": asked})
        assert "Select a record type" in text_of(answer.text)
        posted = acme.visitor.client.post(SITE + NEW_LEAD, query_string={"recordTypeId": asked}, data=LEE)
        assert posted.status_code == 400
    assert acme.visitor.client.post(SITE + NEW_LEAD, data=LEE).status_code == 400
    assert world.admin.query("SELECT Id FROM Lead") == []


def test_save_and_new_opens_another_form_that_tells_what_was_saved(acme):
    answer = acme.visitor.submit(NEW_LEAD, **LEE, SaveAndNew="1")
    assert (answer.status_code, answer.location) == (303, SITE + NEW_LEAD)
    page = acme.visitor.client.get(answer.location).text
    assert 'Lead " Lee " was created.' in text_of(page)
    assert 'value="Initech"' not in page
    assert "was created" not in acme.visitor.get(NEW_LEAD).text


def test_an_lwr_site_has_its_forms_on_the_page(world, acme):
    assert '<dialog class="slds-modal__container" open aria-labelledby="form-title"' in acme.visitor.get(NEW_LEAD).text
    world.org.configure(world.org.settings.patched({"site_template": "Build Your Own (LWR)"}))
    page = acme.visitor.get("/createrecord/NewLead").text
    assert '<form class="record-form" method="post" novalidate autocomplete="off" aria-labelledby="form-title"' in page
    assert "<dialog" not in page
    assert "Save &amp; New" not in page
    answer = acme.visitor.submit("/createrecord/NewLead", **LEE)
    assert '<lightning-toast class="slds-notify_toast"' in acme.visitor.client.get(answer.location).text
