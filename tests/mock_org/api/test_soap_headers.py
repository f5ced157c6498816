"""Headers of SOAP calls are obeyed, known to have no effect, or refused by name."""

from pathlib import Path

from mock_org.api.soap_calls import CALLS, REFUSED
from mock_org.api.soap_headers import HEADERS, REFUSED_HEADERS
from tests.mock_org.api.soap_caller import Soap, sobjects, told

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "soap.md"
ACCOUNT = f"<create>{sobjects('<type>Account</type><Name>A</Name>')}</create>"


def test_an_unknown_header_is_refused_by_name_and_nothing_is_done(admin):
    soap = Soap.of(admin)
    for name in (*REFUSED_HEADERS, "NoSuchHeader"):
        code, text, _ = soap.refused(ACCOUNT, f"<urn:{name}/>")
        assert code == "sf:NOT_IMPLEMENTED"
        assert name in text
    assert admin.query("SELECT Id FROM Account") == []


def test_a_header_of_another_namespace_is_passed_over_unless_it_must_be_understood(admin):
    soap = Soap.of(admin)
    assert soap.post("<getUserInfo/>", '<w:Action xmlns:w="urn:wsa">x</w:Action>').status_code == 200
    must = '<w:Security xmlns:w="urn:wsse" soapenv:mustUnderstand="1"/>'
    assert soap.refused("<getUserInfo/>", must)[0] == "soapenv:MustUnderstand"


def test_headers_without_effect_are_taken(admin):
    soap = Soap.of(admin)
    for name, header in HEADERS.items():
        if header.effect.startswith("no effect"):
            assert soap.post("<getUserInfo/>", f"<urn:{name}/>").status_code == 200


def test_mails_to_others_than_users_are_refused(admin):
    header = "<urn:EmailHeader><urn:triggerOtherEmail>{}</urn:triggerOtherEmail></urn:EmailHeader>"
    soap = Soap.of(admin)
    assert "triggerOtherEmail" in soap.refused(ACCOUNT, header.format("true"))[1]
    assert told(soap.call(ACCOUNT, header.format("false"))[0], "success") == "true"
    assert "xsd:boolean" in soap.refused(ACCOUNT, header.format("yes"))[1]


def test_records_that_are_written_are_recent_where_the_header_says_so(admin):
    soap = Soap.of(admin)
    soap.call(ACCOUNT)
    assert admin.get("/recent").json == []
    soap.call(ACCOUNT, "<urn:MruHeader><urn:updateMru>true</urn:updateMru></urn:MruHeader>")
    assert len(admin.get("/recent").json) == 1


def test_a_batch_size_that_is_no_number_is_refused(admin):
    header = "<urn:QueryOptions><urn:batchSize>many</urn:batchSize></urn:QueryOptions>"
    query = "<query><queryString>SELECT Id FROM Account</queryString></query>"
    assert "xsd:int" in Soap.of(admin).refused(query, header)[1]


def test_the_org_of_a_login_scope_must_be_this_one(world):
    soap = Soap(world.app.test_client(), None, version="59.0")
    admin = world.built.admin
    login = f"<login><username>{admin.username}</username><password>{admin.password}</password></login>"
    org_id = world.admin.query("SELECT Id FROM Organization")[0]["Id"]
    scope = "<urn:LoginScopeHeader><urn:{0}>{1}</urn:{0}></urn:LoginScopeHeader>"
    assert soap.post(login, scope.format("organizationId", org_id[:15])).status_code == 200
    assert soap.refused(login, scope.format("organizationId", "00D000000000001"))[0] == "INVALID_LOGIN"
    assert soap.refused(login, scope.format("portalId", "x"))[0] == "sf:NOT_IMPLEMENTED"


def test_the_documentation_lists_every_call_and_header():
    rows = [line.split("|")[1:3] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    told_of = {name.strip(" `"): text.strip() for name, text in rows}
    assert told_of.keys() == {*CALLS, *REFUSED, *HEADERS, *REFUSED_HEADERS}
    assert {name for name, text in told_of.items() if text == "refused"} == {*REFUSED, *REFUSED_HEADERS}
    assert {name: told_of[name] for name in HEADERS} == {name: each.effect for name, each in HEADERS.items()}
