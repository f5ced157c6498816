"""SOAP convertLead."""

from tests.mock_org.api.soap_caller import Soap, told


def converted(admin):
    return admin.query("SELECT ApiName FROM LeadStatus WHERE IsConverted = true")[0]["ApiName"]


def convert(lead, status, more=""):
    return f"<leadConverts><leadId>{lead}</leadId><convertedStatus>{status}</convertedStatus>{more}</leadConverts>"


def test_leads_are_converted_each_for_itself(admin):
    one = admin.create("Lead", LastName="L", Company="C")
    two = admin.create("Lead", LastName="M", Company="D")
    status = converted(admin)
    good = convert(
        one, status, "<doNotCreateOpportunity>false</doNotCreateOpportunity><opportunityName>O</opportunityName>"
    )
    results = Soap.of(admin).call(f"<convertLead>{good}{convert(two, 'Nope')}</convertLead>")
    assert [told(each, "success") for each in results] == ["true", "false"]
    assert (told(results[0], "leadId"), told(results[1], "leadId")) == (one, two)
    assert admin.query("SELECT Name FROM Opportunity")[0]["Name"] == "O"
    assert admin.query("SELECT Id FROM Account")[0]["Id"] == told(results[0], "accountId")
    assert admin.query("SELECT Id FROM Contact")[0]["Id"] == told(results[0], "contactId")
    assert (told(results[1], "accountId"), told(results[1], "statusCode")) == (None, "INVALID_STATUS")


def test_all_or_none_converts_nothing_when_one_is_refused(admin):
    one, status = admin.create("Lead", LastName="L", Company="C"), converted(admin)
    header = "<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>"
    body = f"<convertLead>{convert(one, status)}{convert('x', status)}</convertLead>"
    results = Soap.of(admin).call(body, header)
    assert [told(each, "statusCode") for each in results] == ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "MALFORMED_ID"]
    assert admin.query("SELECT Id FROM Account") == []


def test_an_unknown_part_is_refused_by_name(admin):
    body = f"<convertLead>{convert('x', 'y', '<accountRecord><Name>A</Name></accountRecord>')}</convertLead>"
    assert "accountRecord" in Soap.of(admin).refused(body)[1]
    flag = convert("x", "y", "<doNotCreateOpportunity>maybe</doNotCreateOpportunity>")
    assert "xsd:boolean" in Soap.of(admin).refused(f"<convertLead>{flag}</convertLead>")[1]
