"""/services/Soap/u: the partner API. Its sister APIs are refused by name."""

from dataclasses import replace
from xml.etree.ElementTree import Element

from flask import Blueprint, Response, g
from werkzeug.exceptions import RequestEntityTooLarge

from mock_org import auth
from mock_org.api.body import unpacked_body
from mock_org.api.caller import base_url, org, parse_version
from mock_org.api.errors import remember_unmatched
from mock_org.api.soap_call import Call
from mock_org.api.soap_calls import CALLS, LOGIN, REFUSED, run
from mock_org.api.soap_envelope import (
    PARTNER,
    ClientFault,
    Envelope,
    add,
    answer,
    local,
    made,
    namespace,
    read_envelope,
)
from mock_org.api.soap_faults import fault
from mock_org.api.soap_headers import read_headers, save_options
from mock_org.auth.networks import site_by_prefix
from mock_org.auth.scopes import API
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import Session

bp = Blueprint("soap", __name__)

# All that a session with an expired password can do (SOAP API Developer Guide, login(); confidence A).
FOR_PASSWORDS = ("setPassword", "resetPassword", "changeOwnPassword", "logout")
_ILLEGAL_SESSION = "Invalid Session ID found in SessionHeader: Illegal Session"
# What to use instead of the APIs that are not here.
SISTERS = {
    "c": ("enterprise API", "use the partner API, /services/Soap/u"),
    "m": ("Metadata API", "give the metadata to `mock-org serve` as SFDX folders"),
    "s": ("Apex API", "Mock Org runs no Apex"),
    "T": ("Tooling API", "use its REST resources, /services/data/vNN.N/tooling"),
}


@bp.post("/services/Soap/u/<version>")
@bp.post("/services/Soap/u/<version>/<org_id>")
@bp.post("/<prefix>/services/Soap/u/<version>")
@bp.post("/<prefix>/services/Soap/u/<version>/<org_id>")
def partner(version: str, org_id: str | None = None, prefix: str | None = None) -> Response:
    """Dispatch on the first element below Body, whatever its prefix."""
    try:
        envelope = _read()
        name = _operation(envelope)
        call = Call(envelope.call, read_headers(envelope.headers), _version(version))
        if name != LOGIN:
            _begin(call, org_id, prefix)
        return _answered(name, call)
    except SalesforceError as refused:
        if refused.code in ("NOT_IMPLEMENTED", "MALFORMED_QUERY", "MALFORMED_SEARCH"):
            remember_unmatched(f"{refused.code}: {refused.message.strip().splitlines()[-1]}")
        return fault(refused)


@bp.post("/services/Soap/<any(c, m, s, T):api>/<version>")
@bp.post("/services/Soap/<any(c, m, s, T):api>/<version>/<path:rest>")
def sister(api: str, version: str, rest: str = "") -> Response:
    """Refused by name, whatever is asked."""
    name, instead = SISTERS[api]
    try:
        asked = local(_read().call)
    except SalesforceError as refused:
        return fault(refused)
    message = f"Mock Org has no SOAP {name} and does not answer {asked}: {instead}"
    remember_unmatched(message)
    return fault(SalesforceError("NOT_IMPLEMENTED", message))


def _read() -> Envelope:
    """The request (code: ExceptionCode of the WSDL; its text confidence D)."""
    try:
        return read_envelope(unpacked_body())
    except RequestEntityTooLarge as refused:
        message = "The request is larger than what is taken here"
        raise SalesforceError("EXCEEDED_MAX_SIZE_REQUEST", message, status=413) from refused


def _operation(envelope: Envelope) -> str:
    """The name of the call (the text of the refusal: quoted in public issues; confidence B)."""
    name, space = local(envelope.call), namespace(envelope.call)
    if space == PARTNER and name in REFUSED:
        raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not answer the SOAP call {name}")
    if space != PARTNER or name not in CALLS:
        asked = f"{{{space}}}{name}" if space else name
        remember_unmatched(f"no SOAP call {asked}")
        message = f"No operation available for request {asked}, please check the WSDL for the service."
        raise ClientFault(message)
    return name


def _version(text: str) -> float:
    try:
        return parse_version(text if "." in text else f"{text}.0")
    except SalesforceError as refused:  # text quoted in public issues (confidence B)
        raise SalesforceError("UNSUPPORTED_API_VERSION", "Invalid Api version specified on URL") from refused


def _begin(call: Call, org_id: str | None, prefix: str | None) -> None:
    """Everything is done as the user of the session, and counted."""
    g.version, g.at_site = call.version, prefix is not None
    if prefix is not None and site_by_prefix(org(), prefix) is None:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    found = _session(call)
    if org_id is not None and org_id[:15] != organization_id(org())[:15]:  # public issues; confidence B
        message = "Destination URL not reset. The URL returned from login must be set"
        raise SalesforceError("INVALID_SESSION_ID", message)
    g.soap_session_id = call.options.session_id
    g.session = replace(found, options=save_options(call.options, found))
    org().api_calls.add()
    if org().api_requests > org().settings.api_requests_per_day:
        raise SalesforceError("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")


def _session(call: Call) -> Session:
    """The texts are SOAP's own (the first recorded; the second reported of tokens without the scope api)."""
    sent = call.options.session_id
    try:
        allowed = local(call.body) in FOR_PASSWORDS
        return auth.session_for(org(), sent, call.version, base_url(), API, at_site=g.at_site, for_password=allowed)
    except SalesforceError as refused:
        if refused.code not in ("INVALID_SESSION_ID", "INVALID_AUTH_HEADER"):
            raise
        known = auth.live_token(org(), sent) is not None
        message = "This session is not valid for use with the API" if known else _ILLEGAL_SESSION
        raise SalesforceError("INVALID_SESSION_ID", message) from refused


def _answered(name: str, call: Call) -> Response:
    result = run(name, call)
    response = made(f"{name}Response", {})
    if result is not None:
        add(response, "result", result)
    return answer(response, header=None if name == LOGIN else _limits())


def _limits() -> Element:
    """LimitInfoHeader, which every answer to a session has (recorded)."""
    told = {"current": org().api_requests, "limit": org().settings.api_requests_per_day, "type": "API REQUESTS"}
    return made("LimitInfoHeader", {"limitInfo": told})
