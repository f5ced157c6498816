"""Dependent picklists: read, and described with what each value is valid for."""

from typing import Any

import pytest

from mock_org.schema.describe_field import describe_field

SETTINGS = """<fullName>F__c</fullName><label>F</label><type>Picklist</type><valueSet>
  <controllingField>Rating</controllingField>
  <valueSetDefinition>
    <value><fullName>a</fullName><default>false</default><label>A</label></value>
    <value><fullName>b</fullName><default>false</default><label>B</label></value>
    <value><fullName>c</fullName><default>false</default><label>C</label></value>
  </valueSetDefinition>
  <valueSettings><controllingFieldValue>Hot</controllingFieldValue>
    <controllingFieldValue>Cold</controllingFieldValue><valueName>a</valueName></valueSettings>
  <valueSettings><controllingFieldValue>Warm</controllingFieldValue><valueName>b</valueName></valueSettings>
</valueSet>"""


@pytest.fixture
def lead(org: Any, project: Any) -> Any:
    project.put("objects/Lead/fields/F__c.field", "CustomField", SETTINGS)
    report = project.deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    return org.schema["Lead"]


def test_a_dependent_picklist_names_its_controller(lead: Any) -> None:
    field = lead.fields["f__c"]
    assert field.controller == "Rating"
    assert field.valid_for == (("a", ("Hot", "Cold")), ("b", ("Warm",)))


def test_each_value_has_the_bits_of_the_values_it_goes_with(lead: Any) -> None:
    field, controller = lead.fields["f__c"], lead.fields["rating"]
    assert [entry.value for entry in controller.picklist] == ["Hot", "Warm", "Cold"]
    described = describe_field(field, createable=True, updateable=True, controller=controller)
    assert (described["controllerName"], described["dependentPicklist"]) == ("Rating", True)
    # 101, 010, 000
    assert [value["validFor"] for value in described["picklistValues"]] == ["oAAA", "QAAA", "AAAA"]


def test_who_may_not_read_the_controller_learns_nothing_of_it(lead: Any) -> None:
    described = describe_field(lead.fields["f__c"], createable=True, updateable=True)
    assert (described["controllerName"], described["dependentPicklist"]) == (None, False)
    assert {value["validFor"] for value in described["picklistValues"]} == {None}
