"""Custom fields of every type."""

from typing import Any

import pytest

from mock_org.schema import Field


@pytest.fixture
def field(org: Any, project: Any) -> Any:
    def build(content: str) -> Field:
        project.put(
            "objects/Lead/fields/F__c.field", "CustomField", f"<fullName>F__c</fullName><label>F</label>{content}"
        )
        report = project.deploy(org)
        assert [str(f) for f in report.refused] == []
        return org.schema["Lead"].fields["f__c"]

    return build


@pytest.mark.parametrize(
    ("content", "type_", "length"),
    [
        ("<type>Text</type><length>40</length>", "string", 40),
        ("<type>TextArea</type>", "textarea", 255),
        ("<type>LongTextArea</type><length>1000</length>", "textarea", 1000),
        ("<type>Html</type><length>32768</length>", "textarea", 32768),
        ("<type>Email</type>", "email", 80),
        ("<type>Phone</type>", "phone", 40),
        ("<type>Url</type>", "url", 255),
        ("<type>Date</type>", "date", 0),
        ("<type>DateTime</type>", "datetime", 0),
        ("<type>Time</type>", "time", 0),
        ("<type>EncryptedText</type><length>50</length>", "encryptedstring", 50),
    ],
)
def test_plain_types(field: Any, content: str, type_: str, length: int) -> None:
    found = field(content)
    assert (found.type, found.length, found.custom, found.permissionable) == (type_, length, True, True)


@pytest.mark.parametrize(("kind", "type_"), [("Number", "double"), ("Currency", "currency"), ("Percent", "percent")])
def test_numbers_have_precision_and_scale(field: Any, kind: str, type_: str) -> None:
    found = field(f"<type>{kind}</type><precision>16</precision><scale>2</scale><defaultValue>5</defaultValue>")
    assert (found.type, found.precision, found.scale, found.default_value) == (type_, 16, 2, 5)


def test_a_checkbox_has_its_default(field: Any) -> None:
    found = field("<type>Checkbox</type><defaultValue>true</defaultValue>")
    assert (found.type, found.default_value, found.nillable, found.required) == ("boolean", True, False, False)


def test_a_required_field_is_open_to_everybody(field: Any) -> None:
    found = field("<type>Text</type><length>9</length><required>true</required>")
    assert (found.required, found.permissionable) == (True, False)


def test_an_external_id_can_be_looked_up_by(field: Any) -> None:
    content = "<externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive>"
    found = field(f"<type>Text</type><length>9</length>{content}")
    assert (found.external_id, found.id_lookup, found.unique, found.case_sensitive) == (True, True, True, True)


def test_a_picklist_has_its_own_values(field: Any) -> None:
    values = "".join(
        f"<value><fullName>{v}</fullName><default>{d}</default><label>{v}!</label></value>"
        for v, d in (("A", "false"), ("B", "true"))
    )
    definition = f"<valueSetDefinition><sorted>false</sorted>{values}</valueSetDefinition>"
    found = field(f"<type>Picklist</type><valueSet><restricted>true</restricted>{definition}</valueSet>")
    assert [(e.value, e.label, e.default) for e in found.picklist] == [("A", "A!", False), ("B", "B!", True)]
    assert found.restricted_picklist


def test_a_picklist_may_have_global_values(org: Any, project: Any, field: Any) -> None:
    value = "<customValue><fullName>G</fullName><default>false</default><label>G</label></customValue>"
    project.put("globalValueSets/V.globalValueSet", "GlobalValueSet", f"<masterLabel>V</masterLabel>{value}")
    found = field("<type>MultiselectPicklist</type><valueSet><valueSetName>V</valueSetName></valueSet>")
    assert (found.type, [e.value for e in found.picklist]) == ("multipicklist", ["G"])


def test_a_lookup_has_both_relationship_names(field: Any) -> None:
    content = "<deleteConstraint>Restrict</deleteConstraint><relationshipName>Leads</relationshipName>"
    found = field(f"<type>Lookup</type><referenceTo>Account</referenceTo>{content}")
    assert (found.reference_to, found.relationship_name, found.child_relationship_name) == (
        ("Account",),
        "F__r",
        "Leads__r",
    )
    assert (found.restricted_delete, found.cascade_delete) == (True, False)


def test_an_auto_number_counts_by_itself(field: Any) -> None:
    found = field("<type>AutoNumber</type><displayFormat>A-{000}</displayFormat>")
    assert (found.auto_number, found.display_format, found.createable, found.required) == (
        True,
        "A-{000}",
        False,
        False,
    )


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("<type>Location</type>", "type: Location is not a type that is read; the field is not there"),
        (
            "<type>Lookup</type><referenceTo>Order</referenceTo>",
            "referenceTo: Order is no object of this org; the field is not there",
        ),
    ],
)
def test_a_field_that_cannot_be_is_not_there_and_reported(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    project.put("objects/Lead/fields/F__c.field", "CustomField", f"<label>F</label>{content}")
    report = project.deploy(org)
    assert faults(report.not_understood) == [f"objects/Lead/fields/F__c.field-meta.xml: {line}"]
    assert org.schema["Lead"].field("F__c") is None


def test_tags_without_effect_are_named(org: Any, project: Any, faults: Any) -> None:
    more = "<type>Text</type><length>9</length><brandNew>1</brandNew>"
    project.put("objects/Lead/fields/F__c.field", "CustomField", f"<label>F</label>{more}")
    where = "objects/Lead/fields/F__c.field-meta.xml: "
    assert faults(project.deploy(org).not_understood) == [
        where + "brandNew: is not understood and has no effect",
    ]


def test_a_changed_standard_field_is_reported(org: Any, project: Any, faults: Any) -> None:
    project.put("objects/Lead/fields/Rating.field", "CustomField", "<fullName>Rating</fullName><type>Picklist</type>")
    assert faults(project.deploy(org).not_understood) == [
        "objects/Lead/fields/Rating.field-meta.xml: changes a standard field; the field stays as Salesforce ships it"
    ]


def test_a_field_of_activity_is_on_tasks_and_events(org: Any, project: Any) -> None:
    project.put("objects/Activity/fields/F__c.field", "CustomField", "<label>F</label><type>Phone</type>")
    assert project.deploy(org).refused == ()
    assert org.schema["Task"].field("F__c")
    assert org.schema["Event"].field("F__c")


def test_a_field_of_an_object_that_nobody_declares_is_refused(org: Any, project: Any, faults: Any) -> None:
    project.put("objects/No__c/fields/F__c.field", "CustomField", "<label>F</label><type>Phone</type>")
    assert faults(project.deploy(org).refused) == [
        "objects/No__c/fields/F__c.field-meta.xml: No__c is not declared; add objects/No__c/No__c.object-meta.xml"
    ]
