"""/services/oauth2/userinfo and /id/<org>/<user>: who the token stands for."""

from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from flask import Blueprint, Response, request

from mock_org.api.caller import org, session_id
from mock_org.api.errors import NO_STORE, json_answer
from mock_org.api.oauth_form import network_at, place
from mock_org.api.user_info import user_info
from mock_org.auth import IdentityError, OAuthError, live_token
from mock_org.auth.scopes import API, WHO, may
from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.org import NEWEST_VERSION, OLDEST_VERSION, Token
from mock_org.schema import to_18

bp = Blueprint("identity", __name__)

# Key of the identity URL's answer ← key of userinfo's.
NAMES = {
    "user_id": "user_id",
    "organization_id": "organization_id",
    "username": "preferred_username",
    "nick_name": "nickname",
    "display_name": "name",
    "email": "email",
    "email_verified": "email_verified",
    "first_name": "given_name",
    "last_name": "family_name",
    "timezone": "zoneinfo",
    "photos": "photos",
}


@bp.route("/services/oauth2/userinfo", methods=["GET", "POST"])
@bp.route("/<prefix>/services/oauth2/userinfo", methods=["GET", "POST"])
def userinfo(prefix: str | None = None) -> Response:
    """The running user in OpenID Connect's words (recorded answer)."""
    where = place(network_at(prefix))
    return json_answer(user_info(_token(), where), Cache_Control=NO_STORE)


@bp.get("/id/<org_id>/<user_id>")
@bp.get("/<prefix>/id/<org_id>/<user_id>")
def identity(org_id: str, user_id: str, prefix: str | None = None) -> Response:
    """The identity URL of a token answer: ?version=, ?format=json, xml or urlencoded."""
    where, token = place(network_at(prefix)), _token()
    if to_18(org_id) != organization_id(org()):
        raise IdentityError("Wrong_Org")
    asked = to_18(user_id)
    if asked is None or not (asked == token.user_id or _sees(token, asked)):
        raise IdentityError("Bad_Id", 404)
    info = user_info(token, where, asked)
    answer = {"id": info["sub"], "asserted_user": asked == token.user_id}
    answer |= {name: info[key] for name, key in NAMES.items()}
    answer |= {
        "addr_street": info["address"].get("street_address"),
        "addr_city": info["address"].get("locality"),
        "addr_state": info["address"].get("region"),
        "addr_country": info["address"].get("country"),
        "addr_zip": info["address"].get("postal_code"),
        "mobile_phone": info.get("phone_number"),
        "mobile_phone_verified": info.get("phone_number_verified", False),
        "is_lightning_login_user": False,
        "status": {"created_date": None, "body": None},
        "urls": _versioned(info["urls"]),
        "active": info["active"],
        "user_type": info["user_type"],
        "language": info["language"],
        "locale": info["locale"],
        "utcOffset": info["utcOffset"],
        "last_modified_date": info["updated_at"],
    }
    return _in_format(answer)


def _token() -> Token:
    """The caller's token.

    Raises IdentityError: the identity service answers one word where the data API answers a list (Salesforce help).
    """
    given = session_id() or request.values.get("access_token")
    if not given:
        raise IdentityError("Missing_OAuth_Token")
    token = live_token(org(), given)
    if token is None or token.must_change or not may(token.scopes, WHO):
        raise IdentityError("Bad_OAuth_Token")
    return token


def _sees(token: Token, user_id: str) -> bool:
    """Whether an internal user may look at another user's identity: by the API, as far as sharing reaches."""
    session = org().session(token.user_id)
    if (
        session.user.user_type != "Standard"
        or not may(token.scopes, API)
        or "ApiEnabled" not in session.user.permissions
    ):
        return False
    try:
        session.retrieve("User", user_id, ["Id"])
    except SalesforceError:
        return False
    return True


def _versioned(urls: dict[str, str]) -> dict[str, str]:
    version = request.args.get("version")
    if version is None:
        return urls
    number = f"{NEWEST_VERSION:.1f}" if version == "latest" else version
    try:
        known = OLDEST_VERSION <= float(number) <= NEWEST_VERSION
    except ValueError:
        known = False
    if not known:
        raise OAuthError("invalid_request", f"version {version} is not supported")
    return {name: url.replace("{version}", number) for name, url in urls.items()}


def _in_format(answer: dict[str, Any]) -> Response:
    """JSON, XML or form encoding: by ?format=, else by the first type of Accept that is one of them."""
    wanted = request.args.get("format") or next(
        (kind.partition("/")[2] for kind, _ in request.accept_mimetypes if kind in _TYPES), "json"
    )
    if wanted == "xml":
        body = f'<?xml version="1.0" encoding="UTF-8"?><user>{_xml(answer)}</user>'
        return Response(body, content_type="application/xml;charset=UTF-8")
    if wanted in ("urlencoded", "x-www-form-urlencoded"):
        return Response(urlencode(_flat(answer)), content_type="application/x-www-form-urlencoded;charset=UTF-8")
    if wanted != "json":
        raise OAuthError("invalid_request", f"format {wanted} is not supported")
    return json_answer(answer, Cache_Control=NO_STORE)


_TYPES = ("application/json", "application/xml", "application/x-www-form-urlencoded")


def _xml(values: dict[str, Any]) -> str:
    return "".join(
        f"<{name}>{_xml(value) if isinstance(value, dict) else escape(_text(value))}</{name}>"
        for name, value in values.items()
    )


def _flat(values: dict[str, Any], start: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in values.items():
        flat |= _flat(value, f"{start}{name}.") if isinstance(value, dict) else {start + name: _text(value)}
    return flat


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
