"""The last step of every grant: the user may enter, the app may act for him, the tokens are made."""

from dataclasses import replace
from datetime import timedelta

from mock_org.auth.apps import ConnectedApp
from mock_org.auth.attempts import Attempt, Entered
from mock_org.auth.grants.request import Issued
from mock_org.auth.login import may_enter
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.refresh import give
from mock_org.auth.refusals import LoginRefused
from mock_org.auth.scopes import REFRESH, without_refresh
from mock_org.auth.signing import sign
from mock_org.auth.tokens import issue, organization_id
from mock_org.org import Org, Token
from mock_org.org.oauth import Grantee

JWT_MINUTES = 30  # the shortest life that can be chosen for JWT-based access tokens (confidence C)


# What clients are told beside that they may not: seen of several grants (confidence B).
TOLD = {"restricted_ip": "ip restricted", "restricted_time": "invalid login hours"}


def enter(org: Org, user_id: str, attempt: Attempt, refusal: str) -> Entered:
    """Let a user in whose identity is proven.

    Raises OAuthError invalid_grant with this text, or that the address or the hour is wrong.
    """
    try:
        return may_enter(org, user_id, attempt)
    except LoginRefused as refused:
        raise OAuthError("invalid_grant", TOLD.get(refused.kind, refusal)) from refused


def enter_again(org: Org, grantee: Grantee, attempt: Attempt) -> Entered:
    """Let a user in who has logged in by a browser, now or some time ago.

    Raises OAuthError inactive_user for one who is so by now (Salesforce help, "OAuth Authorization Errors";
    confidence B), invalid_grant otherwise.
    """
    try:
        return may_enter(org, grantee.user_id, replace(attempt, kind="OAuthUser", network_id=grantee.network_id))
    except LoginRefused as refused:
        if refused.kind == "inactive":
            raise OAuthError("inactive_user", "user is inactive") from refused
        raise OAuthError("invalid_grant", TOLD.get(refused.kind, "authentication failure")) from refused


def plain(org: Org, app: ConnectedApp, entered: Entered, base_url: str) -> Issued:
    """An access token with all scopes of the app and no refresh token: grants without a browser.

    Raises OAuthError for an app without a scope (reported answer).
    """
    scopes = without_refresh(app.scopes)
    if not scopes:
        raise OAuthError("invalid_grant", "no valid scopes defined")
    grantee = Grantee(entered.user_id, app.client_id, scopes, entered.attempt.network_id)
    return access(org, app, grantee, base_url, entered)


def access(
    org: Org,
    app: ConnectedApp,
    grantee: Grantee,
    base_url: str,
    entered: Entered | None,
    *,
    nonce: str | None = None,
    family: str | None = None,
) -> Issued:
    """An access token for what was granted.

    family: of the refresh token it comes of.
    """
    token = issue(
        org,
        grantee.user_id,
        "OAuth",
        grantee.network_id,
        client_id=app.client_id,
        scopes=grantee.scopes,
        refresh_family=family,
        entered=entered,
    )
    if app.token_format == "jwt":
        token = _as_jwt(org, token, base_url)
    return Issued(token, app, grantee.scopes, nonce=nonce)


def with_refresh(
    org: Org, app: ConnectedApp, grantee: Grantee, base_url: str, entered: Entered | None, nonce: str | None = None
) -> Issued:
    """An access token and, with the scope refresh_token, a refresh token."""
    if REFRESH.isdisjoint(grantee.scopes):
        return access(org, app, grantee, base_url, entered, nonce=nonce)
    value, family = give(org, grantee)
    return replace(access(org, app, grantee, base_url, entered, nonce=nonce, family=family), refresh_token=value)


def _as_jwt(org: Org, token: Token, base_url: str) -> Token:
    issued = int(token.created.timestamp())
    expires = token.created + timedelta(minutes=JWT_MINUTES)
    claims = {
        "scp": " ".join(token.scopes or ()),
        "sub": f"uid:{token.user_id}",
        "iss": base_url,
        "client_id": token.client_id,
        "aud": [base_url],
        "nbf": issued,
        "iat": issued,
        "exp": int(expires.timestamp()),
        "mty": "oauth",
        "jti": token.session_id.partition("!")[2][:32],
    }
    value = sign(org, claims, tty="sfdc-core-token", tnk=f"core/prod/{organization_id(org)}", ver="1.0")
    del org.tokens[token.session_id]
    org.tokens[value] = replace(token, session_id=value, expires=expires)
    return org.tokens[value]
