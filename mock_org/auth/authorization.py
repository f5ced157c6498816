"""The first half of the web-server and user-agent flows: what a client asked for, and what its callback URL is told."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from mock_org.auth.apps import Apps, ConnectedApp
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.pkce import METHODS
from mock_org.auth.scopes import granted
from mock_org.org import Org
from mock_org.org.oauth import AuthorizationCode, Grantee

CODE_LIFE = timedelta(minutes=15)  # Salesforce help, "OAuth 2.0 Web Server Flow" (confidence A)
RESPONSE_TYPES = ("code", "token", "token id_token", "id_token token")
PROMPTS = frozenset({"login", "consent", "none", "select_account"})
DISPLAYS = ("", "page", "popup", "touch", "mobile")


@dataclass(frozen=True, slots=True)
class Authorization:
    """A request that may be answered at the client's callback URL."""

    app: ConnectedApp
    response_type: str
    redirect_uri: str
    state: str | None
    scopes: tuple[str, ...] = ()
    prompts: frozenset[str] = frozenset()
    login_hint: str = ""
    challenge: str | None = field(default=None, repr=False)
    method: str = "S256"
    nonce: str | None = None

    def callback(self, **answer: str | None) -> str:
        """The callback URL with this answer: in its query, or for the user-agent flow in its fragment."""
        values = {**answer, "state": self.state}
        text = urlencode({name: value for name, value in values.items() if value is not None})
        if self.response_type != "code":
            return f"{self.redirect_uri}#{text}"
        return f"{self.redirect_uri}{'&' if urlsplit(self.redirect_uri).query else '?'}{text}"

    def refusal(self, error: OAuthError) -> str:
        """The callback URL with a refusal."""
        return self.callback(error=error.error, error_description=error.description)


class AuthorizationRefused(OAuthError):
    """A refusal that the client may be told, at `url`."""

    def __init__(self, asked: Authorization, error: OAuthError) -> None:
        super().__init__(error.error, error.description)
        self.url = asked.refusal(error)


def read_authorization(apps: Apps, values: Mapping[str, str]) -> Authorization:
    """Check a request to the authorization endpoint.

    Raises OAuthError where client or callback URL are wrong (nobody is sent there), AuthorizationRefused otherwise.
    """
    app, uri = apps.get(values.get("client_id")), values.get("redirect_uri", "")
    if not uri:
        raise OAuthError("redirect_uri_missing", "redirect_uri not provided")
    if not app.calls_back_at(uri):
        raise OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration")
    kind = " ".join(values.get("response_type", "").split())
    asked = Authorization(app, kind if kind in RESPONSE_TYPES else "code", uri, values.get("state"))
    try:
        return _read(asked, kind, values)
    except OAuthError as error:
        raise AuthorizationRefused(asked, error) from error


def new_code(org: Org, asked: Authorization, user_id: str, network_id: str | None) -> str:
    """A code for a user who has agreed."""
    oauth, now = org.oauth, org.clock.now()
    oauth.codes = {value: code for value, code in oauth.codes.items() if not is_over(org, code)}
    value = "aPrx" + secrets.token_urlsafe(48)
    grantee = Grantee(user_id, asked.app.client_id, asked.scopes, network_id)
    oauth.codes[value] = AuthorizationCode(grantee, asked.redirect_uri, now, asked.challenge, asked.method, asked.nonce)
    return value


def is_over(org: Org, code: AuthorizationCode) -> bool:
    """Whether a code has lived its time."""
    return org.clock.now() >= code.created + CODE_LIFE


def _read(asked: Authorization, kind: str, values: Mapping[str, str]) -> Authorization:
    if kind not in RESPONSE_TYPES:
        named = f"Mock Org does not support response_type {kind}" if kind.startswith("hybrid") else ""
        raise OAuthError("unsupported_response_type", named or "response type is not supported")
    prompts = frozenset(values.get("prompt", "").split())
    if values.get("immediate", "").lower() == "true":
        prompts |= {"none"}
    method = values.get("code_challenge_method", "S256")
    _check(prompts, method, values)
    challenge = values.get("code_challenge") or None
    if challenge is None and kind == "code" and asked.app.require_pkce:
        raise OAuthError("invalid_request", "missing required code challenge")  # reported answer
    return Authorization(
        asked.app,
        kind,
        asked.redirect_uri,
        asked.state,
        granted(asked.app.scopes, values.get("scope")),
        prompts,
        values.get("login_hint", ""),
        challenge,
        method,
        values.get("nonce"),
    )


def _check(prompts: frozenset[str], method: str, values: Mapping[str, str]) -> None:
    """The texts: confidence D."""
    if not prompts <= PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise OAuthError("invalid_request", "invalid prompt")
    if values.get("display", "") not in DISPLAYS:
        raise OAuthError("invalid_request", "invalid display")
    if method not in METHODS:
        raise OAuthError("invalid_request", "invalid code challenge method")
