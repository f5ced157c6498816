"""SOAP create, update, upsert."""

from mock_org.security import SharingModel
from mock_org.security.model import DuplicateRule, MatchingRule, MatchItem
from tests.mock_org.api.soap_caller import TYPE, Soap, child, local, names, sobjects, told

ALL = "<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>"
UNSUPPORTED = (
    "INVALID_TYPE: sObject type 'Unknown' is not supported. If you are attempting to use a custom object, be sure to "
    "append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
)


def test_records_of_several_types_are_created_each_for_itself(admin):
    soap = Soap.of(admin)
    results = soap.call(
        "<create>"
        + sobjects(
            "<type>Account</type><Name>A &amp; B</Name><NumberOfEmployees>5</NumberOfEmployees>",
            "<sf:type>Contact</sf:type><sf:FirstName>Only</sf:FirstName>",
            "<type>contact</type><LastName>L</LastName><DoNotCall>1</DoNotCall>",
        )
        + "</create>"
    )
    assert [told(each, "success") for each in results] == ["true", "false", "true"]
    assert told(results[1], "id") is None
    assert names(child(results[1], "errors")) == ["fields", "message", "statusCode"]
    assert told(results[1], "statusCode") == "REQUIRED_FIELD_MISSING"
    assert told(results[1], "message") == "Required fields are missing: [LastName]"
    assert admin.query("SELECT Name, NumberOfEmployees FROM Account")[0]["NumberOfEmployees"] == 5
    assert [each["DoNotCall"] for each in admin.query("SELECT DoNotCall FROM Contact")] == [True]


def test_all_or_none_keeps_nothing_of_a_call_with_a_fault(admin):
    results = Soap.of(admin).call(
        f"<create>{sobjects('<type>Account</type><Name>A</Name>', '<type>Contact</type>')}</create>", ALL
    )
    assert [told(each, "statusCode") for each in results] == [
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "REQUIRED_FIELD_MISSING",
    ]
    assert admin.query("SELECT Id FROM Account") == []


def test_a_type_field_or_value_that_there_is_not_refuses_the_call(admin):
    soap = Soap.of(admin)
    good = "<type>Account</type><Name>A</Name>"
    for bad, expected in (
        ("<type>Unknown</type>", ("sf:INVALID_TYPE", UNSUPPORTED, "InvalidSObjectFault")),
        (
            "<Name>A</Name>",
            ("sf:INVALID_TYPE", "INVALID_TYPE: Must send a concrete entity type.", "InvalidSObjectFault"),
        ),
        (
            "<type>Account</type><Name>A</Name><NumberOfEmployees>many</NumberOfEmployees>",
            ("soapenv:Client", "'many' is not a valid value for the type xsd:int", ""),
        ),
        (
            "<type>Account</type><Name>A</Name><Name>B</Name>",
            ("soapenv:Client", "The field Name is sent twice", ""),
        ),
    ):
        assert soap.refused(f"<create>{sobjects(good, bad)}</create>") == expected
    code, text, kind = soap.refused(f"<create>{sobjects(good, '<type>Account</type><Nope>1</Nope>')}</create>")
    assert (code, kind) == ("sf:INVALID_FIELD", "InvalidFieldFault")
    assert text.startswith("INVALID_FIELD: No such column 'Nope' on entity 'Account'. If you are attempting")
    assert admin.query("SELECT Id FROM Account") == []


def test_no_more_than_200_records_and_ten_chunks(admin):
    soap = Soap.of(admin)
    many = sobjects(*["<type>Account</type><Name>A</Name>"] * 201)
    for call in ("create", "update", "upsert"):
        assert soap.refused(f"<{call}>{many}</{call}>")[1] == (
            "EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 200 records into this call"
        )
    mixed = sobjects(*["<type>Account</type><Name>A</Name>", "<type>Contact</type><LastName>A</LastName>"] * 6)
    assert "LIMIT_EXCEEDED: Cannot have more than 10 chunks" in soap.refused(f"<create>{mixed}</create>")[1]
    assert admin.query("SELECT Id FROM Account") == []
    assert soap.call("<create/>") == []


def test_update_sets_fields_to_null_and_leaves_nil_ones_alone(admin):
    account = admin.create("Account", Name="A", Phone="1", Fax="2")
    record = (
        f"<type>Account</type><Id>{account}</Id><Id>{account}</Id><Name>B</Name>"
        '<fieldsToNull>Phone</fieldsToNull><Fax xsi:nil="true"/>'
    )
    (result,) = Soap.of(admin).call(f"<update>{sobjects(record)}</update>")
    assert (told(result, "id"), told(result, "success")) == (account, "true")
    row = admin.query("SELECT Name, Phone, Fax FROM Account")[0]
    assert (row["Name"], row["Phone"], row["Fax"]) == ("B", None, "2")


def test_update_answers_a_fault_for_each_bad_id(admin):
    account = admin.create("Account", Name="A")
    results = Soap.of(admin).call(
        "<update>"
        + sobjects(
            "<type>Account</type><Name>B</Name>",
            "<type>Account</type><Id>x</Id><Name>B</Name>",
            "<type>Account</type><Id>001000000000001AAA</Id><Name>B</Name>",
            f"<type>Account</type><Id>{account}</Id><Name>B</Name>",
        )
        + "</update>"
    )
    assert [told(each, "statusCode") if told(each, "success") == "false" else "ok" for each in results] == [
        "MISSING_ARGUMENT",
        "MALFORMED_ID",
        "INVALID_CROSS_REFERENCE_KEY",
        "ok",
    ]


def test_upsert_tells_what_it_created(admin):
    account = admin.create("Account", Name="A")
    results = Soap.of(admin).call(
        "<upsert><externalIDFieldName>Id</externalIDFieldName>"
        + sobjects(f"<type>Account</type><Id>{account}</Id><Name>B</Name>", "<type>Account</type><Name>C</Name>")
        + "</upsert>"
    )
    assert [names(each) for each in results] == [["created", "id", "success"]] * 2
    assert [told(each, "created") for each in results] == ["false", "true"]
    assert (
        Soap.of(admin).refused(
            f"<upsert><externalIDFieldName>Phone</externalIDFieldName>{sobjects('<type>Account</type>')}</upsert>"
        )[0]
        == "sf:INVALID_FIELD"
    )


def test_a_lookup_may_name_its_record_by_an_external_id(admin):
    boss = admin.create("Contact", LastName="Boss", Email="boss@example.com")
    record = (
        "<type>Contact</type><LastName>A</LastName>"
        "<ReportsTo><sf:type>Contact</sf:type><sf:Email>{}</sf:Email></ReportsTo>"
    )
    soap = Soap.of(admin)
    good, bad = (sobjects(record.format(each)) for each in ("boss@example.com", "nobody@example.com"))
    results = soap.call(f"<create>{good}{bad}</create>")
    assert [told(each, "success") for each in results] == ["true", "false"]
    assert admin.query("SELECT ReportsToId FROM Contact WHERE LastName = 'A'")[0]["ReportsToId"] == boss
    assert told(results[1], "statusCode") == "INVALID_FIELD"


def test_records_are_found_by_an_external_id(admin):
    contact = admin.create("Contact", LastName="C", Email="c@example.com")
    record = "<type>Contact</type><LastName>D</LastName><Email>{}</Email>"
    several = [record.format(each) for each in ("c@example.com", "d@example.com", "e@example.com", "e@example.com")]
    results = Soap.of(admin).call(
        f"<upsert><externalIDFieldName>email</externalIDFieldName>{sobjects(*several)}</upsert>"
    )
    assert [told(each, "success") for each in results] == ["true", "true", "false", "false"]
    assert (told(results[0], "id"), told(results[0], "created")) == (contact, "false")
    assert told(results[1], "created") == "true"
    assert told(results[2], "statusCode") == "DUPLICATE_VALUE"


def test_a_duplicate_tells_what_it_is_like(world):
    match = MatchingRule("By_Name", "Account", (MatchItem("Name"),), ("1",))
    rule = DuplicateRule("Twice", "Account", "Use one of these records?", "alert", "block", True, (match,))
    before = world.org.sharing
    world.org.set_sharing(SharingModel(duplicate_rules=(rule,)))
    try:
        first = world.admin.create("Account", Name="A")
        soap = Soap.of(world.admin)
        create = f"<create>{sobjects('<type>Account</type><Name>A</Name>')}</create>"
        (result,) = soap.call(create)
        header = "<urn:DuplicateRuleHeader><urn:allowSave>true</urn:allowSave></urn:DuplicateRuleHeader>"
        (saved,) = soap.call(create, header)
    finally:
        world.org.set_sharing(before)
    error = child(result, "errors")
    assert error.get(TYPE) == "DuplicateError"
    assert told(error, "duplicateRule") == "Twice"
    record = next(each for each in error.iter() if local(each) == "record")
    assert (record.get(TYPE), told(record, "type"), told(record, "Id")) == ("sf:sObject", "Account", first)
    assert told(saved, "success") == "true"


def test_texts_are_cut_where_the_header_allows_it(admin):
    record = f"<type>Account</type><Name>{'x' * 300}</Name>"
    soap = Soap.of(admin)
    (refused,) = soap.call(f"<create>{sobjects(record)}</create>")
    assert told(refused, "statusCode") == "STRING_TOO_LONG"
    allow = "<urn:allowFieldTruncation>1</urn:allowFieldTruncation>"
    header = f"<urn:AllowFieldTruncationHeader>{allow}</urn:AllowFieldTruncationHeader>"
    (cut,) = soap.call(f"<create>{sobjects(record)}</create>", header)
    assert told(cut, "success") == "true"


def test_leads_are_assigned_only_where_the_header_asks(world):
    soap = Soap.of(world.admin)
    wrong = "<urn:AssignmentRuleHeader><urn:assignmentRuleId>{}</urn:assignmentRuleId></urn:AssignmentRuleHeader>"
    lead = f"<create>{sobjects('<type>Lead</type><LastName>L</LastName><Company>C</Company>')}</create>"
    assert soap.refused(lead, wrong.format("x"))[0] == "sf:MALFORMED_ID"
    assert soap.refused(lead, wrong.format("01Q000000000001AAA"))[0] == "sf:INVALID_CROSS_REFERENCE_KEY"
    default = "<urn:AssignmentRuleHeader><urn:useDefaultRule>true</urn:useDefaultRule></urn:AssignmentRuleHeader>"
    assert told(soap.call(lead, default)[0], "success") == "true"


def test_a_partner_cannot_write_what_the_profile_does_not_allow(world):
    partner = world.partner("P")
    (result,) = Soap.of(partner.caller).call(f"<create>{sobjects('<type>Campaign</type><Name>A</Name>')}</create>")
    assert (told(result, "success"), local(result[0])) == ("false", "errors")
    assert world.admin.query("SELECT Id FROM Campaign") == []
