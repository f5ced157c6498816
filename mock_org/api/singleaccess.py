"""/services/oauth2/singleaccess: a URL that opens a browser session once. It is a credential."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response

from mock_org.api.caller import org, session_id
from mock_org.api.errors import NO_STORE, json_answer
from mock_org.api.oauth_form import network_at, parameters, place
from mock_org.auth import IdentityError
from mock_org.auth.bridges import build

bp = Blueprint("singleaccess", __name__)


@bp.route("/services/oauth2/singleaccess", methods=["GET", "POST"])
@bp.route("/<prefix>/services/oauth2/singleaccess", methods=["GET", "POST"])
def singleaccess(prefix: str | None = None) -> Response:
    """Trade an access token with the scope web or full for a one-time frontdoor URL."""
    where, values = place(network_at(prefix)), parameters()
    path = _path(values.get("redirect_uri", ""))
    otp = build(org(), session_id() or values.get("access_token"), path)
    query = {"otp": otp} | ({"startURL": path} if path else {})
    return json_answer({"frontdoor_uri": f"{where}/secur/frontdoor.jsp?{urlencode(query)}"}, Cache_Control=NO_STORE)


def _path(text: str) -> str:
    """The page to go to: a path of this host, with or without its first slash.

    Raises IdentityError for anything that could lead elsewhere (the word: confidence D).
    """
    path = text if text.startswith("/") or not text else "/" + text
    try:
        parts = urlsplit(text)
    except ValueError as fault:
        raise IdentityError("Invalid_Param", 400) from fault
    strange = parts.scheme or parts.netloc or path.startswith(("//", "/\\")) or any(c <= " " or c == "\\" for c in path)
    if strange:
        raise IdentityError("Invalid_Param", 400)
    return path
