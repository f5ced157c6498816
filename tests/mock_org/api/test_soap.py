"""SOAP login and logout."""

from defusedxml import ElementTree as ET

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


def test_an_unknown_call_is_named(world):
    assert "convertLead" in login(world, "x", call="convertLead").text
