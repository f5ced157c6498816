"""/services/Soap/u: login and logout of the partner API."""

from typing import Any
from xml.etree import ElementTree as ET

from defusedxml import ElementTree as SafeET
from defusedxml.common import DefusedXmlException
from flask import Blueprint, Response, render_template, request

from mock_org import auth
from mock_org.api.caller import base_url, org, parse_version, remote_address
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError

bp = Blueprint("soap", __name__, template_folder="templates")

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
# login() left the API with version 65.0 (Salesforce release notes, Winter '26).
LAST_WITH_LOGIN = 64.0


@bp.post("/services/Soap/u/<version>")
@bp.post("/services/Soap/u/<version>/<org_id>")
@bp.post("/<prefix>/services/Soap/u/<version>")
def partner(version: str, org_id: str | None = None, prefix: str | None = None) -> Response:
    """Dispatch on the first element below Body, whatever its prefix."""
    try:
        call, header = _read(request.get_data())
        name = _local(call.tag)
        number = parse_version(version if "." in version else version + ".0")
        if name == "login":
            return _login(call, number)
        if name == "logout":
            return _logout(header)
        raise SalesforceError("UNSUPPORTED_CLIENT", f"Mock Org's SOAP API answers login and logout, not {name}")
    except SalesforceError as error:
        return fault(error)


def fault(error: SalesforceError) -> Response:
    """A SOAP fault; status 500, as recorded."""
    login = error.code == "INVALID_LOGIN"
    return _answer(
        500,
        "fault",
        faultcode=error.code if login else f"sf:{error.code}",
        code=error.code,
        message=error.message,
        kind="LoginFault" if login else "UnexpectedErrorFault",
    )


def _login(call: ET.Element, version: float) -> Response:
    if version > LAST_WITH_LOGIN:
        raise SalesforceError("UNSUPPORTED_API_VERSION", "login() is not available in API version 65.0 and later")
    values = {_local(child.tag): child.text or "" for child in call}
    attempt = auth.Attempt(
        "SOAP",
        source_ip=remote_address(),
        browser=request.user_agent.string[:64] or "Unknown",
        url=request.host,
        api_version=f"{version:.1f}",
    )
    user_id = auth.log_in(org(), values.get("username", ""), values.get("password", ""), attempt)
    token = auth.issue(org(), user_id, "SOAP")
    return _login_result(user_id, token.session_id, version)


def _login_result(user_id: str, session_id: str, version: float) -> Response:
    user = org().system_session().find("User", Id=user_id)[0]
    org_id = organization_id(org())
    return _answer(
        200,
        "login",
        metadata_server_url=f"{base_url()}/services/Soap/m/{version:.1f}/{org_id[:15]}",
        server_url=f"{base_url()}/services/Soap/u/{version:.1f}/{org_id[:15]}",
        session_id=session_id,
        info=_user_info(user, org_id),
    )


def _user_info(user: dict[str, Any], org_id: str) -> dict[str, str | None]:
    name = org().system_session().find("Organization")[0]["Name"]
    return {
        "organizationId": org_id,
        "organizationName": name,
        "profileId": user["ProfileId"],
        "roleId": user["UserRoleId"],
        "sessionSecondsValid": str(org().settings.session_seconds),
        "userEmail": user["Email"],
        "userFullName": user["Name"],
        "userId": user["Id"],
        "userLanguage": user["LanguageLocaleKey"],
        "userLocale": user["LocaleSidKey"],
        "userName": user["Username"],
        "userTimeZone": user["TimeZoneSidKey"],
        "userType": user["UserType"],
    }


def _logout(header: ET.Element | None) -> Response:
    found = None if header is None else next((e for e in header.iter() if _local(e.tag) == "sessionId"), None)
    if found is None or not auth.end(org(), (found.text or "").strip()):
        raise SalesforceError("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader: Illegal Session")
    return _answer(200, "logout")


def _read(data: bytes) -> tuple[ET.Element, ET.Element | None]:
    """The first element below Body, and the Header."""
    try:
        root = SafeET.fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError) as wrong:
        raise SalesforceError("INVALID_REQUEST", f"The request is no well-formed SOAP envelope: {wrong}") from wrong
    body = root.find(f"{{{ENVELOPE}}}Body")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or body is None or len(body) == 0:
        raise SalesforceError("INVALID_REQUEST", "The request has no SOAP Body with a call in it")
    return body[0], root.find(f"{{{ENVELOPE}}}Header")


def _answer(status: int, template: str, **values: Any) -> Response:
    """Clients look for literal <sessionId> and <sf:exceptionCode>: the prefixes are part of the contract."""
    text = render_template(f"soap/{template}.xml", **values)
    return Response(text, status, content_type="text/xml;charset=utf-8")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
