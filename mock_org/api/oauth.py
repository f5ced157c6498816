"""/services/oauth2: token, userinfo, revoke; the token endpoint below a site's prefix too."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request

from mock_org import auth
from mock_org.api.caller import base_url, org, remote_address
from mock_org.api.errors import json_answer
from mock_org.auth.networks import site_by_prefix, site_url
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import Token

bp = Blueprint("oauth", __name__)
NO_STORE = "no-cache,must-revalidate,max-age=0,no-store,private"


@bp.post("/services/oauth2/token")
@bp.post("/<prefix>/services/oauth2/token")
def token(prefix: str | None = None) -> Response:
    """Trade credentials for an access token (REST API Developer Guide and the recorded answers)."""
    network = _network(prefix)
    app: auth.ConnectedApp = current_app.extensions["mock_org_app"]
    attempt = auth.Attempt(
        "OAuth",
        network["Id"] if network else None,
        remote_address(),
        request.user_agent.string[:64] or "Unknown",
        url=request.host,
    )
    issued = auth.grant(org(), app, _form(), attempt, _audiences())
    return json_answer(_answer(issued, app, network), Cache_Control=NO_STORE)


@bp.post("/services/oauth2/revoke")
def revoke() -> Response:
    """End a session."""
    if not auth.end(org(), request.form.get("token")):
        raise auth.OAuthError("unsupported_token_type", "this token type is not supported")
    return Response(status=200)


def _form() -> Mapping[str, str]:
    """The form fields; client id and secret may come as HTTP Basic credentials instead."""
    form = request.form.to_dict()
    basic = request.authorization
    if basic is not None and basic.type == "basic":
        form.setdefault("client_id", basic.username or "")
        form.setdefault("client_secret", basic.password or "")
    return form


def _network(prefix: str | None) -> dict[str, str] | None:
    if prefix is None:
        return None
    network = site_by_prefix(org(), prefix)
    if network is None:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return network


def _audiences() -> frozenset[str]:
    """The URLs that a JWT may name as its audience: the org's and its sites'."""
    sites = org().system_session().find("Network") if "Network" in org().schema else []
    return frozenset({base_url(), *(site_url(base_url(), site) for site in sites)})


def _answer(token: Token, app: auth.ConnectedApp, network: dict[str, str] | None) -> dict[str, str]:
    identity = f"{base_url()}/id/{organization_id(org())}/{token.user_id}"
    issued_at = str(int(token.created.timestamp() * 1000))
    digest = hmac.new(app.client_secret.encode(), (identity + issued_at).encode(), hashlib.sha256).digest()
    answer = {
        "access_token": token.session_id,
        "instance_url": base_url(),
        "id": identity,
        "token_type": "Bearer",
        "issued_at": issued_at,
        "signature": base64.b64encode(digest).decode(),
        "scope": "full",
    }
    if network:
        answer |= {"sfdc_community_url": site_url(base_url(), network), "sfdc_community_id": network["Id"]}
    return answer
