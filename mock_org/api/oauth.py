"""/services/oauth2/token, at the org and below a site's prefix."""

from flask import Blueprint, Response, request

from mock_org import auth
from mock_org.api.caller import base_url, org, remote_address
from mock_org.api.errors import NO_STORE, json_answer
from mock_org.api.oauth_form import apps, network_at, parameters, place
from mock_org.auth.answers import token_answer
from mock_org.auth.devices import INTERVAL, ask
from mock_org.auth.networks import site_url

bp = Blueprint("oauth", __name__)


@bp.post("/services/oauth2/token")
@bp.post("/<prefix>/services/oauth2/token")
def token(prefix: str | None = None) -> Response:
    """Trade credentials for an access token (REST API Developer Guide and the recorded answers)."""
    network, form = network_at(prefix), parameters()
    if form.get("response_type") == "device_code" and "grant_type" not in form:
        return _device(form, place(network))
    attempt = auth.Attempt(
        "OAuth",
        network["Id"] if network else None,
        remote_address(),
        request.user_agent.string[:64] or "Unknown",
        url=request.host,
    )
    asked = auth.TokenRequest(org(), apps(), form, attempt, _audiences(), base_url())
    return json_answer(token_answer(org(), auth.grant(asked), base_url()), Cache_Control=NO_STORE)


@bp.get("/services/oauth2/token")
@bp.get("/<prefix>/services/oauth2/token")
def token_by_get(prefix: str | None = None) -> Response:
    """Refuse: secrets do not belong into URLs (Salesforce help, "OAuth Authorization Errors")."""
    network_at(prefix)
    raise auth.OAuthError("invalid_request", "must use HTTP POST")


def _device(form: dict[str, str], where: str) -> Response:
    """Begin the device flow (Salesforce help, "OAuth 2.0 Device Flow"; confidence A)."""
    app = apps().get(form.get("client_id"))
    app.check_secret(form.get("client_secret"), needed=False)
    code, device = ask(org(), app, form.get("scope"))
    answer = {
        "device_code": code,
        "user_code": device.user_code,
        "verification_uri": f"{where}/setup/connect",
        "interval": INTERVAL,
    }
    return json_answer(answer, Cache_Control=NO_STORE)


def _audiences() -> frozenset[str]:
    """The URLs that a JWT may name as its audience: the org's and its sites'."""
    sites = org().system_session().find("Network") if "Network" in org().schema else []
    return frozenset({base_url(), *(site_url(base_url(), site) for site in sites)})
