"""/services/oauth2/introspect: what a token is worth, for the app that it was given to."""

from flask import Blueprint, Response

from mock_org.api.caller import base_url, org
from mock_org.api.errors import NO_STORE, json_answer
from mock_org.api.oauth_form import apps, network_at, parameters
from mock_org.auth import OAuthError
from mock_org.auth.answers import identity_base
from mock_org.auth.introspection import introspect as state_of

bp = Blueprint("introspect", __name__)


@bp.post("/services/oauth2/introspect")
@bp.post("/<prefix>/services/oauth2/introspect")
def introspect(prefix: str | None = None) -> Response:
    """Tell whether a token is active, and for whom (OpenID Connect Token Introspection)."""
    network_at(prefix)
    form = parameters()
    app = apps().get(form.get("client_id"))
    app.check_secret(form.get("client_secret"), needed=app.require_secret)
    if not form.get("token"):
        raise OAuthError("invalid_request", "missing required parameter: token")
    state = state_of(org(), app, form["token"], identity_base(org(), base_url()))
    return json_answer(state, Cache_Control=NO_STORE)
