"""SOAP describes."""

from tests.mock_org.api.soap_caller import Soap, child, local, names, told


def test_an_sobject_is_described_in_the_order_of_the_wsdl(admin):
    (result,) = Soap.of(admin).call("<describeSObject><sObjectType>account</sObjectType></describeSObject>")
    seen = list(dict.fromkeys(names(result)))
    assert child(result, "name").text == "Account"
    assert [name for name in seen if not name.startswith("url")] == sorted(n for n in seen if not n.startswith("url"))
    assert seen[-3:] == ["urlDetail", "urlEdit", "urlNew"]
    assert not {"urls", "listviewable"} & set(seen)
    fields = {child(each, "name").text: each for each in result if local(each) == "fields"}
    assert child(fields["ParentId"], "referenceTo").text == "Account"
    assert child(fields["ParentId"], "soapType").text == "tns:ID"
    assert "calculatedFormula" not in names(fields["Name"])
    assert told(child(fields["Type"], "picklistValues"), "value")


def test_several_are_described_and_an_unknown_one_refuses_the_call(admin):
    call = "<describeSObjects>{}</describeSObjects>"
    soap = Soap.of(admin)
    both = "<sObjectType>Lead</sObjectType><sObjectType>Case</sObjectType>"
    assert [child(each, "name").text for each in soap.call(call.format(both))] == ["Lead", "Case"]
    assert soap.refused(call.format("<sObjectType>Nope</sObjectType>"))[2] == "InvalidSObjectFault"
    assert soap.refused(call.format(both * 51))[0] == "sf:EXCEEDED_ID_LIMIT"


def test_what_the_caller_cannot_read_is_not_described(world):
    partner = Soap.of(world.partner("P").caller)
    (result,) = partner.call("<describeGlobal/>")
    listed = {child(each, "name").text for each in result if local(each) == "sobjects"}
    assert "Account" in listed
    assert "Campaign" not in listed
    campaign = "<describeSObject><sObjectType>Campaign</sObjectType></describeSObject>"
    assert partner.refused(campaign)[0] == "sf:INVALID_TYPE"
    assert (told(result, "encoding"), told(result, "maxBatchSize")) == ("UTF-8", "200")
