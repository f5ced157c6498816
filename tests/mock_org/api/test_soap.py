"""The SOAP door: log-in, dispatch, sessions, faults, sister APIs."""

import gzip

from defusedxml import ElementTree as ET

from mock_org import auth
from mock_org.api.soap_calls import CALLS, REFUSED
from tests.mock_org.api.soap_caller import Soap, fault_of, told

BODY = (
    '<?xml version="1.0"?><{p}:Envelope xmlns:{p}="http://schemas.xmlsoap.org/soap/envelope/">'
    '<{p}:Body><n1:{call} xmlns:n1="urn:partner.soap.sforce.com">'
    "<n1:username>{user}</n1:username><n1:password>{password}</n1:password></n1:{call}></{p}:Body></{p}:Envelope>"
)


def post(world, body, version="59.0"):
    return world.app.test_client().post(
        f"/services/Soap/u/{version}", data=body, headers={"SOAPAction": "login"}, content_type="text/xml"
    )


def login(world, password, prefix="soapenv", version="59.0", call="login"):
    user = world.built.admin.username
    return post(world, BODY.format(p=prefix, user=user, password=password, call=call), version)


def test_login_answers_what_clients_look_for(world):
    admin = world.built.admin
    for prefix in ("env", "se", "soapenv", "soap-env"):
        answer = login(world, admin.password + admin.security_token, prefix)
        assert answer.status_code == 200
        assert "<sessionId>00D" in answer.text
        assert "<serverUrl>http://localhost/services/Soap/u/59.0/00D" in answer.text
        ET.fromstring(answer.text)


def test_the_session_id_serves_rest(world):
    answer = login(world, world.built.admin.password)
    session_id = answer.text.split("<sessionId>")[1].split("<")[0]
    for header in ({"X-SFDC-Session": session_id}, {"Authorization": f"OAuth {session_id}"}):
        assert world.app.test_client().get("/services/data/v62.0/limits", headers=header).status_code == 200


def test_a_wrong_password_is_a_fault_with_the_recorded_text(world):
    answer = login(world, "guess")
    assert answer.status_code == 500
    assert "<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>" in answer.text
    text = "Invalid username, password, security token; or user locked out."
    assert f"<sf:exceptionMessage>{text}</sf:exceptionMessage>" in answer.text


def test_login_has_left_the_newest_versions(world):
    answer = login(world, world.built.admin.password, version="65.0")
    assert answer.status_code == 500
    assert "UNSUPPORTED_API_VERSION" in answer.text


def test_what_is_no_soap_call_is_a_fault(world):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    for body in ("", "no xml", "<a/>", bomb, BODY.format(p="s", user="<", password="x", call="login")):
        answer = post(world, body)
        assert answer.status_code == 500
        assert "Fault" in answer.text
        assert "Traceback" not in answer.text


def test_a_call_is_found_whatever_the_prefix(world, admin):
    for prefix in ("env", "se", "soapenv", "soap-env", "soap"):
        text = (
            f'<{prefix}:Envelope xmlns:{prefix}="http://schemas.xmlsoap.org/soap/envelope/"><{prefix}:Header>'
            f'<h:SessionHeader xmlns:h="urn:partner.soap.sforce.com"><h:sessionId>{admin.session_id}</h:sessionId>'
            f"</h:SessionHeader></{prefix}:Header><{prefix}:Body><getServerTimestamp "
            f'xmlns="urn:partner.soap.sforce.com"/></{prefix}:Body></{prefix}:Envelope>'
        )
        answer = post(world, text)
        assert "<getServerTimestampResponse><result><timestamp>" in answer.text


def test_an_unknown_call_is_a_fault_of_the_client(world, admin):
    soap = Soap.of(admin)
    code, text, detail = soap.refused("<noSuchCall/>")
    assert (code, detail) == ("soapenv:Client", "")
    assert text == (
        "No operation available for request {urn:partner.soap.sforce.com}noSuchCall, "
        "please check the WSDL for the service."
    )
    assert "{urn:other}query" in soap.refused('<query xmlns="urn:other"/>')[1]
    assert "request query," in soap.refused('<query xmlns=""/>')[1]
    assert next(each.why for each in world.org.unmatched).endswith("}noSuchCall")


def test_an_argument_that_a_call_has_not_is_refused(admin):
    soap = Soap.of(admin)
    for name in CALLS.keys() - {"login"}:
        code, text, _ = soap.refused(f"<{name}><mergeRequests/></{name}>")
        assert code == "soapenv:Client"
        assert text == "Element {urn:partner.soap.sforce.com}mergeRequests invalid at this location"


def test_calls_that_are_not_built_are_refused_by_name(world, admin):
    for name in REFUSED:
        code, text, _ = Soap.of(admin).refused(f"<{name}/>")
        assert (code, text) == ("sf:NOT_IMPLEMENTED", f"NOT_IMPLEMENTED: Mock Org does not answer the SOAP call {name}")
    assert not REFUSED & CALLS.keys()


def test_every_call_but_login_needs_a_session(world):
    for session_id in (None, "nonsense", "eyJh.b.c"):
        soap = Soap(world.app.test_client(), session_id)
        for name in CALLS.keys() - {"login"}:
            assert soap.refused(f"<{name}/>") == (
                "sf:INVALID_SESSION_ID",
                "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session",
                "UnexpectedErrorFault",
            )


def test_a_session_without_the_scope_api_is_told_so(world, admin):
    token = auth.issue(world.org, admin.user_id, "OAuth", scopes=("openid",))
    soap = Soap(world.app.test_client(), token.session_id)
    assert soap.refused("<getUserInfo/>")[1] == ("INVALID_SESSION_ID: This session is not valid for use with the API")


def test_logout_ends_the_session(world):
    user = world.user("Lou", "Sales Rep")
    caller = world.caller(user)
    soap = Soap.of(caller)
    assert soap.post("<logout/>").status_code == 200
    assert soap.refused("<logout/>")[0] == "sf:INVALID_SESSION_ID"
    assert caller.get("/limits").status_code == 401


def test_sessions_are_invalidated_by_their_owner_or_who_manages_users(world, admin):
    user = world.user("Lou", "Sales Rep")
    caller, other = world.caller(user), world.caller(user)
    call = "<invalidateSessions><sessionIds>{}</sessionIds></invalidateSessions>"
    (refused,) = Soap.of(caller).call(call.format(admin.session_id))
    assert (told(refused, "success"), told(refused, "statusCode")) == ("false", "INVALID_SESSION_ID")
    assert told(Soap.of(caller).call(call.format(other.session_id))[0], "success") == "true"
    assert told(Soap.of(admin).call(call.format(caller.session_id))[0], "success") == "true"
    assert caller.get("/limits").status_code == other.get("/limits").status_code == 401


def test_the_caller_is_told_who_he_is(admin):
    (info,) = Soap.of(admin).call("<getUserInfo/>")
    assert told(info, "userId") == admin.user_id
    assert told(info, "userDefaultCurrencyIsoCode") is None
    assert (told(info, "organizationId") or "").startswith("00D")


def test_the_version_and_the_org_of_the_url_must_be_there(admin):
    soap = Soap.of(admin)
    for version in ("20.0", "99.0", "abc"):
        answer = soap.post("<getUserInfo/>", path=f"/services/Soap/u/{version}")
        assert "UNSUPPORTED_API_VERSION: Invalid Api version specified on URL" in answer.text
    org_id = admin.query("SELECT Id FROM Organization")[0]["Id"]
    for each in (org_id, org_id[:15]):
        assert soap.post("<getUserInfo/>", path=f"/services/Soap/u/62.0/{each}").status_code == 200
    wrong = soap.post("<getUserInfo/>", path="/services/Soap/u/62.0/00D000000000001")
    assert "Destination URL not reset. The URL returned from login must be set" in wrong.text


def test_calls_count_among_the_requests_of_the_day(world, admin):
    before = world.org.api_requests
    answer = Soap.of(admin).post("<getUserInfo/>")
    assert world.org.api_requests == before + 1
    assert f"<current>{before + 1}</current>" in answer.text


def test_a_user_without_api_enabled_is_refused(world, admin):
    caller = world.caller(world.user("Lou", "Sales Rep"))
    soap = Soap.of(caller)
    assert soap.post("<getUserInfo/>").status_code == 200
    assert admin.update("Profile", world.profile("Sales Rep"), PermissionsApiEnabled=False).status_code == 204
    assert soap.refused("<getUserInfo/>")[0] == "sf:API_DISABLED_FOR_ORG"


def test_sister_apis_are_refused_and_say_what_to_use(world, admin):
    soap = Soap.of(admin)
    org_id = admin.query("SELECT Id FROM Organization")[0]["Id"][:15]
    for path, word in (
        ("c/62.0", "/services/Soap/u"),
        (f"m/62.0/{org_id}", "SFDX"),
        (f"s/67.0/{org_id}", "Apex"),
        ("T/62.0", "tooling"),
    ):
        answer = soap.post("<executeAnonymous/>", path=f"/services/Soap/{path}")
        code, text, _ = fault_of(answer)
        assert (answer.status_code, code) == (500, "sf:NOT_IMPLEMENTED")
        assert word in text
        assert "executeAnonymous" in text


def test_a_bomb_and_a_broken_body_are_faults_everywhere(world):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    client = world.app.test_client()
    for path in ("u/62.0", "m/62.0", "s/62.0"):
        answer = client.post(f"/services/Soap/{path}", data=bomb, content_type="text/xml")
        assert fault_of(answer)[0] == "soapenv:Client"
    packed = gzip.compress(BODY.format(p="s", user="x", password="x", call="login").encode())
    answer = client.post("/services/Soap/u/59.0", data=packed, headers={"Content-Encoding": "gzip"})
    assert fault_of(answer)[0] == "INVALID_LOGIN"
    large = client.post("/services/Soap/u/59.0", data=b" " * (world.app.config["MAX_CONTENT_LENGTH"] + 1))
    assert (large.status_code, fault_of(large)[0]) == (413, "sf:EXCEEDED_MAX_SIZE_REQUEST")
    answer = client.post("/services/Soap/u/59.0", data=packed, headers={"Content-Encoding": "br"})
    assert fault_of(answer)[0] == "sf:UNSUPPORTED_MEDIA_TYPE"
