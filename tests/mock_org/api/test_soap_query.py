"""SOAP query, queryAll, queryMore, retrieve, search."""

import base64
import re

from tests.mock_org.api.soap_caller import NIL, TYPE, Soap, child, local, names, told

QUERY = "<query><queryString>{}</queryString></query>"


def records(result):
    return [each for each in result if local(each) == "records"]


def test_a_record_tells_type_id_and_the_fields_as_asked(admin):
    soap = Soap.of(admin)
    account = admin.create("Account", Name="A & B", NumberOfEmployees=5, AnnualRevenue=7)
    answer = soap.post(QUERY.format("SELECT Name, Id, Phone, NumberOfEmployees, AnnualRevenue FROM Account"))
    head = f"<sf:type>Account</sf:type><sf:Id>{account}</sf:Id><sf:Name>A &amp; B</sf:Name><sf:Id>{account}</sf:Id>"
    assert head in answer.text
    assert '<records xsi:type="sf:sObject">' in answer.text
    assert '<result xsi:type="QueryResult"><done>true</done><queryLocator xsi:nil="true"/>' in answer.text
    assert '<sf:Phone xsi:nil="true"/><sf:NumberOfEmployees>5</sf:NumberOfEmployees>' in answer.text
    assert "<sf:AnnualRevenue>7.0</sf:AnnualRevenue>" in answer.text
    assert answer.text.index("</records>") < answer.text.index("<size>1</size>")
    assert answer.content_type == "text/xml;charset=UTF-8"
    assert "<LimitInfoHeader><limitInfo><current>" in answer.text


def test_an_id_that_was_not_asked_for_is_nil(admin):
    admin.create("Account", Name="A")
    (result,) = Soap.of(admin).call(QUERY.format("SELECT Name FROM Account"))
    record = records(result)[0]
    assert names(record) == ["type", "Id", "Name"]
    assert child(record, "Id").get(NIL) == "true"


def test_parents_and_children_are_nested(admin):
    parent = admin.create("Account", Name="P")
    admin.create("Account", Name="C", ParentId=parent)
    admin.create("Contact", LastName="K", AccountId=parent)
    soql = "SELECT Name, Parent.Name, Owner.Username, (SELECT LastName FROM Contacts) FROM Account ORDER BY Name"
    (result,) = Soap.of(admin).call(QUERY.format(soql))
    below, above = records(result)
    assert told(child(below, "Parent"), "Name") == "P"
    assert told(child(below, "Parent"), "type") == "Account"
    assert child(below, "Contacts").get(NIL) == "true"
    assert child(above, "Parent").get(NIL) == "true"
    contacts = child(above, "Contacts")
    assert contacts.get(TYPE) == "QueryResult"
    assert names(contacts) == ["done", "queryLocator", "records", "size"]
    assert told(contacts, "records", "LastName") == "K"


def test_instants_end_with_z_and_addresses_have_parts(admin):
    admin.create("Account", Name="A", BillingCity="Ulm")
    (result,) = Soap.of(admin).call(QUERY.format("SELECT CreatedDate, BillingAddress FROM Account"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told(result, "CreatedDate") or "")
    address = child(records(result)[0], "BillingAddress")
    assert address.get(TYPE) == "address"
    assert told(address, "city") == "Ulm"
    assert told(address, "street") is None


def test_aggregates_are_typed(admin):
    admin.create("Account", Name="A", AnnualRevenue=2)
    (result,) = Soap.of(admin).call(
        QUERY.format("SELECT COUNT(Id) c, Name, MAX(AnnualRevenue) FROM Account GROUP BY Name")
    )
    record = records(result)[0]
    assert told(record, "type") == "AggregateResult"
    assert [(local(each), each.get(TYPE), each.text) for each in record[2:]] == [
        ("c", "xsd:int", "1"),
        ("Name", "xsd:string", "A"),
        ("expr0", "xsd:double", "2.0"),
    ]


def test_pages_are_read_with_query_more(admin):
    admin.call(
        "POST",
        "/composite/tree/Account",
        json={
            "records": [
                {"attributes": {"type": "Account", "referenceId": f"r{n}"}, "Name": f"A{n:03d}"} for n in range(200)
            ]
        },
    )
    for number in range(200, 250):
        admin.create("Account", Name=f"A{number:03d}")
    soap = Soap.of(admin)
    size = "<urn:QueryOptions><urn:batchSize>200</urn:batchSize></urn:QueryOptions>"
    (first,) = soap.call(QUERY.format("SELECT Name FROM Account ORDER BY Name"), size)
    assert (told(first, "done"), told(first, "size"), len(records(first))) == ("false", "250", 200)
    more = f"<queryMore><queryLocator>{told(first, 'queryLocator')}</queryLocator></queryMore>"
    (rest,) = soap.call(more, size)
    assert (told(rest, "done"), told(rest, "queryLocator"), len(records(rest))) == ("true", None, 50)
    (whole,) = soap.call(QUERY.format("SELECT Name FROM Account"))
    assert told(whole, "done") == "true"
    assert soap.refused("<queryMore><queryLocator>0r8000000000001-500</queryLocator></queryMore>") == (
        "sf:INVALID_QUERY_LOCATOR",
        "INVALID_QUERY_LOCATOR: invalid query locator",
        "InvalidQueryLocatorFault",
    )


def test_deleted_records_are_found_by_query_all_only(admin):
    gone = admin.create("Account", Name="A")
    admin.call("DELETE", f"/sobjects/Account/{gone}")
    soap = Soap.of(admin)
    assert told(soap.call(QUERY.format("SELECT Id FROM Account"))[0], "size") == "0"
    (found,) = soap.call(QUERY.format("SELECT Id, IsDeleted FROM Account").replace("query>", "queryAll>"))
    assert (told(found, "size"), told(found, "IsDeleted")) == ("1", "true")


def test_a_malformed_query_tells_row_and_column(admin):
    soap = Soap.of(admin)
    code, text, kind = soap.refused(QUERY.format("SELECT Id FROM"))
    assert (code, kind) == ("sf:MALFORMED_QUERY", "MalformedQueryFault")
    assert text.startswith("MALFORMED_QUERY: ")
    answer = soap.post(QUERY.format("SELECT Id, aId FROM Account"))
    assert "<faultcode>sf:INVALID_FIELD</faultcode>" in answer.text
    assert "<sf:row>1</sf:row><sf:column>12</sf:column></sf:InvalidFieldFault></detail>" in answer.text
    assert "No such column 'aId' on entity 'Account'." in answer.text
    assert soap.refused(QUERY.format("SELECT Id FROM Nope"))[2] == "InvalidSObjectFault"


def test_records_are_retrieved_in_the_order_of_their_ids(admin):
    one, two = admin.create("Account", Name="1"), admin.create("Account", Name="2")
    soap = Soap.of(admin)
    call = "<retrieve><fieldList>Name, Phone</fieldList><sObjectType>{}</sObjectType>{}</retrieve>"
    ids = "".join(f"<ids>{each}</ids>" for each in (two, "001000000000001AAA", one[:15]))
    found = soap.call(call.format("account", ids))
    assert [each.get(NIL) or told(each, "Name") for each in found] == ["2", "true", "1"]
    assert told(found[0], "Id") == two
    assert soap.refused(call.format("Account", "<ids>x</ids>"))[2] == "InvalidIdFault"
    assert "incorrect type" in soap.refused(call.format("Account", "<ids>003000000000001AAA</ids>"))[1]
    assert soap.refused(call.format("Nope", ids))[2] == "InvalidSObjectFault"
    assert "EXCEEDED_ID_LIMIT" in soap.refused(call.format("Account", f"<ids>{one}</ids>" * 2001))[1]
    answer = soap.post(call.format("Account", ids).replace("Phone", "Nope"))
    assert "No such column 'Nope' on entity 'Account'. If you are" in answer.text
    assert "<sf:row>-1</sf:row><sf:column>-1</sf:column>" in answer.text


def test_files_come_with_their_bytes(admin):
    account = admin.create("Account", Name="A")
    body = base64.b64encode(b"hello").decode()
    file = admin.create("Attachment", Name="a.txt", ParentId=account, Body=body)
    call = f"<retrieve><fieldList>Body</fieldList><sObjectType>Attachment</sObjectType><ids>{file}</ids></retrieve>"
    (found,) = Soap.of(admin).call(call)
    assert told(found, "Body") == body


def test_a_search_finds_records(admin):
    account = admin.create("Account", Name="Findling")
    soap = Soap.of(admin)
    (found,) = soap.call("<search><searchString>FIND {Findling} RETURNING Account(Id, Name)</searchString></search>")
    assert told(found, "searchRecords", "record", "Id") == account
    assert soap.refused("<search><searchString>FIND</searchString></search>")[2] == "MalformedSearchFault"


def test_a_partner_sees_what_sharing_gives(world):
    hidden = world.admin.create("Account", Name="Hidden")
    partner = world.partner("Seen")
    soap = Soap.of(partner.caller)
    (found,) = soap.call(QUERY.format("SELECT Name FROM Account"))
    assert [told(each, "Name") for each in records(found)] == ["Seen"]
    call = f"<retrieve><fieldList>Name</fieldList><sObjectType>Account</sObjectType><ids>{hidden}</ids></retrieve>"
    assert soap.call(call)[0].get(NIL) == "true"
