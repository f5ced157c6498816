"""The OAuth 2.0 grants of the token endpoint: client credentials, JWT bearer, username-password."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import jwt

from mock_org.auth.apps import ConnectedApp
from mock_org.auth.login import Attempt, LoginRefused, log_in, may_enter
from mock_org.auth.tokens import issue
from mock_org.org import Org, Token

PUBLIC_LOGIN_HOSTS = ("https://login.salesforce.com", "https://test.salesforce.com")


class OAuthError(Exception):
    """A refusal of the token endpoint: {"error", "error_description"} (recorded answers)."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status


Form = Mapping[str, str]
Grant = Callable[[Org, ConnectedApp, Form, Attempt, frozenset[str]], Token]


def grant(org: Org, app: ConnectedApp, form: Form, attempt: Attempt, audiences: frozenset[str]) -> Token:
    """Answer a request to the token endpoint.

    form: its parameters. audiences: the org's and its sites' URLs, which a JWT may name.
    Raises OAuthError.
    """
    answer = GRANTS.get(form.get("grant_type", ""))
    if answer is None:
        raise OAuthError("unsupported_grant_type", "grant type not supported")
    return answer(org, app, form, replace(attempt, kind="OAuth"), audiences)


def _password(org: Org, app: ConnectedApp, form: Form, attempt: Attempt, _audiences: frozenset[str]) -> Token:
    _check_client(app, form, secret_needed="client_secret" in form or form.get("client_id") == app.client_id)
    try:
        user_id = log_in(org, form.get("username", ""), form.get("password", ""), attempt)
    except LoginRefused as refused:
        raise OAuthError("invalid_grant", "authentication failure") from refused
    return issue(org, user_id, "OAuth", attempt.network_id)


def _client_credentials(org: Org, app: ConnectedApp, form: Form, attempt: Attempt, _audiences: frozenset[str]) -> Token:
    _check_client(app, form, secret_needed=True)
    return _enter(org, app.run_as_user_id, attempt, "no client credentials user enabled")


def _jwt_bearer(org: Org, app: ConnectedApp, form: Form, attempt: Attempt, audiences: frozenset[str]) -> Token:
    claims = _claims(app, form.get("assertion", ""))
    if str(claims.get("aud", "")).rstrip("/") not in audiences | frozenset(PUBLIC_LOGIN_HOSTS):
        raise OAuthError("invalid_grant", "audience is invalid")
    if _seconds(claims.get("exp")) < org.clock.now().timestamp():
        raise OAuthError("invalid_grant", "expired assertion")
    found = org.system_session().find("User", Username=str(claims.get("sub", "")))
    if not found:
        raise OAuthError("invalid_grant", "user hasn't approved this consumer")
    return _enter(org, found[0]["Id"], attempt, "user hasn't approved this consumer")


GRANTS: Mapping[str, Grant] = MappingProxyType(
    {
        "password": _password,
        "client_credentials": _client_credentials,
        "urn:ietf:params:oauth:grant-type:jwt-bearer": _jwt_bearer,
    }
)


def _enter(org: Org, user_id: str, attempt: Attempt, refusal: str) -> Token:
    try:
        may_enter(org, user_id, attempt)
    except LoginRefused as refused:
        raise OAuthError("invalid_grant", refusal) from refused
    return issue(org, user_id, "OAuth", attempt.network_id)


def _check_client(app: ConnectedApp, form: Form, *, secret_needed: bool) -> None:
    if not app.knows(form.get("client_id", "")):
        raise OAuthError("invalid_client_id", "client identifier invalid")
    if secret_needed and not hmac.compare_digest(form.get("client_secret", "").encode(), app.client_secret.encode()):
        raise OAuthError("invalid_client", "invalid client credentials")


def _claims(app: ConnectedApp, assertion: str) -> dict[str, Any]:
    """The claims of an assertion that this app signed.

    Expiry is the caller's to check: clients send `exp` as text or in milliseconds.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            assertion,
            app.public_key,
            algorithms=["RS256"],
            options={
                "verify_exp": False,
                "verify_aud": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_sub": False,
            },
        )
    except jwt.PyJWTError as fault:
        raise OAuthError("invalid_grant", "invalid assertion") from fault
    if not app.knows(str(claims.get("iss", ""))):
        raise OAuthError("invalid_client_id", "client identifier invalid")
    return claims


def _seconds(exp: object) -> float:
    """`exp` as simple-salesforce (text) and the CLI (milliseconds) send it; nothing readable counts as long past."""
    try:
        value = float(str(exp))
    except ValueError:
        return 0.0
    return value / 1000 if value > 1e11 else value
