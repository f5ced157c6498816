"""Formula fields, roll-up summaries, default values, lookup filters and validation rules as their files state them."""

from typing import Any

import pytest

from mock_org.soql import And, Comparison, Literal, Path

COUNT = "<type>Summary</type><summaryOperation>count</summaryOperation>"
FILTER = (
    "<summaryFilterItems><field>D__c.Name</field><operation>equals</operation>"
    "<valueField>$User.Id</valueField></summaryFilterItems>"
)
FIELD = "objects/Lead/fields/F__c.field"
RULE = "objects/Lead/validationRules/R.validationRule"


def put_field(project: Any, content: str, path: str = FIELD) -> Any:
    return project.put(path, "CustomField", f"<label>F</label>{content}")


def rule(formula: str, more: str = "", active: str = "true") -> str:
    return (
        f"<active>{active}</active><errorConditionFormula>{formula}</errorConditionFormula>"
        f"<errorMessage>No.</errorMessage>{more}"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<type>Text</type><formula>LastName</formula>", ("string", 1300, 0, True)),
        ("<type>Number</type><precision>9</precision><scale>1</scale><formula>1 + 1</formula>", ("double", 0, 1, True)),
        (
            "<type>Percent</type><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs><formula>0.5</formula>",
            ("percent", 0, 2, False),
        ),
        ("<type>Checkbox</type><formula>TRUE</formula>", ("boolean", 0, 0, True)),
        ("<type>Date</type><formula>TODAY()</formula>", ("date", 0, 0, True)),
    ],
)
def test_a_formula_field_is_read_only_and_has_no_column(
    org: Any, project: Any, content: str, expected: tuple[Any, ...]
) -> None:
    report = put_field(project, content).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    found = org.schema["Lead"].fields["f__c"]
    assert (found.type, found.length, found.scale, found.formula_treat_blank_as_zero) == expected
    assert (found.calculated, found.createable, found.updateable, found.has_column) == (True, False, False, False)
    assert found.formula


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("<type>Text</type><formula>Nope__c</formula>", "formula: Field Nope__c does not exist. Check spelling."),
        ("<type>Text</type><formula>LEFT(</formula>", "formula: Syntax error.  Missing ')'"),
        (
            "<type>Text</type><formula>LINKTO(1,2,3)</formula>",
            "formula: Function LINKTO is not supported by this mock org",
        ),
        (
            "<type>Number</type><formula>LastName</formula>",
            "formula: Formula result is data type (Text), incompatible with expected data type (Number).",
        ),
        (
            "<type>Picklist</type><formula>LastName</formula>",
            "type: is Picklist; a formula gives Checkbox, Currency, Date, DateTime, Number, Percent, Text, Time",
        ),
        (
            "<type>Text</type><formula>F__c</formula>",
            "formula: The formula refers to itself, directly or through other formulas: F__c → F__c",
        ),
        ("<type>Date</type><defaultValue>TODAY(</defaultValue>", "defaultValue: Syntax error.  Missing ')'"),
        (
            "<type>Text</type><length>9</length><defaultValue>LastName</defaultValue>",
            "defaultValue: Field LastName may not be used in this type of formula",
        ),
        (
            COUNT + "<summaryForeignKey>Contact.AccountId</summaryForeignKey>",
            "summaryForeignKey: Contact.AccountId is no master-detail relationship to Lead",
        ),
    ],
)
def test_what_cannot_be_computed_is_refused_with_its_place(
    org: Any, project: Any, faults: Any, content: str, line: str
) -> None:
    report = put_field(project, content).deploy(org)
    assert f"{FIELD}-meta.xml: {line}" in faults(report.refused)
    assert org.schema["Lead"].field("F__c") is None


def test_a_default_value_that_is_no_plain_one_is_a_formula(org: Any, project: Any) -> None:
    put_field(project, "<type>Date</type><defaultValue>TODAY() + 7</defaultValue>").deploy(org)
    found = org.schema["Lead"].fields["f__c"]
    assert (found.default_value, found.default_formula, found.defaulted_on_create) == (None, "TODAY() + 7", True)
    put_field(project, '<type>Text</type><length>9</length><defaultValue>"x"</defaultValue>').deploy(org)
    found = org.schema["Lead"].fields["f__c"]
    assert (found.default_value, found.default_formula) == ("x", None)


def test_an_auto_number_begins_where_its_file_says(org: Any, project: Any) -> None:
    number = "<displayFormat>A-{0}</displayFormat><startingNumber>70</startingNumber>"
    put_field(project, f"<type>AutoNumber</type>{number}").deploy(org)
    assert org.schema["Lead"].fields["f__c"].starting_number == 70
    name = f"<label>B</label><nameField><label>No</label><type>AutoNumber</type>{number}</nameField>"
    project.put("objects/B__c/B__c.object", "CustomObject", name).deploy(org)
    assert org.schema["B__c"].fields["name"].starting_number == 70


def test_active_validation_rules_are_kept_and_inactive_ones_go(org: Any, project: Any) -> None:
    display = "<errorDisplayField>Rating</errorDisplayField><description>d</description>"
    report = project.put(RULE, "ValidationRule", rule("ISBLANK(Company)", display)).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    found = org.rules.validation["lead", "r"]
    assert (found.sobject, found.formula, found.message, found.display_field) == (
        "Lead",
        "ISBLANK(Company)",
        "No.",
        "Rating",
    )
    project.put(RULE, "ValidationRule", rule("ISBLANK(Company)", active="false")).deploy(org)
    assert dict(org.rules.validation) == {}


def test_rules_of_an_earlier_deploy_stay(org: Any, project: Any) -> None:
    project.put(RULE, "ValidationRule", rule("ISBLANK(Company)")).deploy(org)
    (project.folder / f"{RULE}-meta.xml").unlink()
    other = "objects/Account/validationRules/S.validationRule"
    project.put(other, "ValidationRule", rule("ISNEW()")).deploy(org)
    assert set(org.rules.validation) == {("lead", "r"), ("account", "s")}


def test_a_rule_in_the_objects_own_file_is_read(org: Any, project: Any) -> None:
    inline = f"<validationRules><fullName>R</fullName>{rule('ISNEW()')}</validationRules>"
    project.put("objects/Lead/Lead.object", "CustomObject", inline).deploy(org)
    assert ("lead", "r") in org.rules.validation


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (rule("Company"), "errorConditionFormula: Formula result is data type (Text), incompatible with expected data"),
        (rule("ISNEW()", "<errorDisplayField>X__c</errorDisplayField>"), "errorDisplayField: X__c is no field of Lead"),
        ("<active>true</active><errorMessage>No.</errorMessage>", "errorConditionFormula: is missing"),
    ],
)
def test_a_rule_that_is_wrong_is_refused(org: Any, project: Any, faults: Any, content: str, line: str) -> None:
    report = project.put(RULE, "ValidationRule", content).deploy(org)
    assert faults(report.refused)[0].startswith(f"{RULE}-meta.xml: {line}")


LOOKUP = "<type>Lookup</type><referenceTo>Contact</referenceTo><relationshipName>Fs</relationshipName>"


def filtered(items: str, more: str = "", optional: str = "false") -> str:
    head = f"<active>true</active><isOptional>{optional}</isOptional>{more}"
    return f"{LOOKUP}<lookupFilter>{head}{items}</lookupFilter>"


def item(field: str, value: str) -> str:
    return f"<filterItems><field>{field}</field><operation>equals</operation>{value}</filterItems>"


def test_a_lookup_filter_is_a_condition_on_the_record_that_is_chosen(org: Any, project: Any) -> None:
    items = item("Contact.Department", "<value>IT</value>")
    items += item("Contact.Title", "<valueField>$Source.Company</valueField>")
    report = put_field(project, filtered(items, "<errorMessage>Other.</errorMessage>")).deploy(org)
    assert (report.refused, report.not_understood) == ((), ())
    found = org.rules.filters["lead", "f__c"]
    assert (found.target, found.message) == ("Contact", "Other.")
    assert found.condition == And(
        (
            Comparison(Path(("Department",)), "=", Literal("IT", "string")),
            Comparison(Path(("Title",)), "=", Literal("Company", "source")),
        )
    )


def test_an_optional_lookup_filter_refuses_nothing(org: Any, project: Any) -> None:
    put_field(project, filtered(item("Contact.Department", "<value>IT</value>"), optional="true")).deploy(org)
    assert dict(org.rules.filters) == {}


def test_a_lookup_filter_that_cannot_be_asked_is_reported(org: Any, project: Any, faults: Any) -> None:
    items = item("Contact.Department", "<valueField>$User.Department</valueField>")
    report, why = put_field(project, filtered(items)).deploy(org), "valueField $User.Department is not read"
    assert faults(report.not_understood) == [
        f"{FIELD}-meta.xml: lookupFilter: is not applied, every record may be chosen: " + why
    ]
    assert report.refused == ()


def details(project: Any, summary: str) -> Any:
    detail = "<label>D</label><nameField><label>N</label><type>Text</type></nameField>"
    project.put("objects/D__c/D__c.object", "CustomObject", f"{detail}<sharingModel>ControlledByParent</sharingModel>")
    via = "<type>MasterDetail</type><referenceTo>Account</referenceTo><relationshipName>Ds</relationshipName>"
    put_field(project, via, "objects/D__c/fields/A__c.field")
    put_field(project, "<type>Currency</type><scale>2</scale>", "objects/D__c/fields/Amount__c.field")
    key = "<summaryForeignKey>D__c.A__c</summaryForeignKey>"
    return put_field(project, f"<type>Summary</type>{key}{summary}", "objects/Account/fields/S__c.field")


@pytest.mark.parametrize(
    ("summary", "type_", "scale"),
    [
        ("<summaryOperation>count</summaryOperation>", "double", 0),
        (
            "<summaryOperation>sum</summaryOperation><summarizedField>D__c.Amount__c</summarizedField>",
            "currency",
            2,
        ),
        (
            "<summaryOperation>max</summaryOperation><summarizedField>D__c.CreatedDate</summarizedField>",
            "datetime",
            0,
        ),
    ],
)
def test_a_summary_is_of_the_type_that_it_sums_up(org: Any, project: Any, summary: str, type_: str, scale: int) -> None:
    report = details(project, summary).deploy(org)
    assert report.refused == ()
    found = org.schema["Account"].fields["s__c"]
    assert (found.type, found.scale, found.calculated, found.createable) == (type_, scale, True, False)
    assert found.has_column
    assert org.rules.rollups["account", "s__c"].detail == "D__c"


@pytest.mark.parametrize(
    ("summary", "element"),
    [
        (
            "<summaryOperation>sum</summaryOperation><summarizedField>D__c.Name</summarizedField>",
            "summarizedField",
        ),
        (
            "<summaryOperation>count</summaryOperation>" + FILTER,
            "summaryFilterItems",
        ),
    ],
)
def test_a_summary_of_what_is_not_there_is_refused(org: Any, project: Any, summary: str, element: str) -> None:
    assert element in [fault.element for fault in details(project, summary).deploy(org).refused]
