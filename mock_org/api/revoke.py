"""/services/oauth2/revoke: the end of a token."""

import json
import re

from flask import Blueprint, Response

from mock_org.api.caller import org
from mock_org.api.oauth_form import network_at, parameters
from mock_org.auth import OAuthError
from mock_org.auth.introspection import revoke_token

bp = Blueprint("revoke", __name__)
_FUNCTION = re.compile(r"[A-Za-z_$][\w$.]{0,100}")


@bp.route("/services/oauth2/revoke", methods=["GET", "POST"])
@bp.route("/<prefix>/services/oauth2/revoke", methods=["GET", "POST"])
def revoke(prefix: str | None = None) -> Response:
    """End an access token, or a refresh token and the access tokens that came of it."""
    network_at(prefix)
    values = parameters()
    callback = values.get("callback", "")
    if not callback:
        revoke_token(org(), values.get("token", ""))
        return Response(status=200)
    if not _FUNCTION.fullmatch(callback):
        raise OAuthError("invalid_request", "callback must be the name of a function")
    return Response(f"{callback}({_outcome(values.get('token', ''))});", content_type="application/javascript")


def _outcome(token: str) -> str:
    """The answer as JSONP: an empty object, or the error."""
    try:
        revoke_token(org(), token)
    except OAuthError as error:
        return json.dumps({"error": error.error})
    return "{}"
