"""/services/oauth2/introspect and revoke: what a token is, and its end."""

import re
from datetime import timedelta
from typing import Any

from mock_org.auth.apps import ConnectedApp
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.refresh import PREFIX, live, revoke
from mock_org.auth.tokens import JWT_FORM, end, live_token
from mock_org.org import Org, Token
from mock_org.org.oauth import RefreshToken

_ACCESS_FORM = re.compile(r"00D\w{12,15}!\S+")
INACTIVE = {"active": False}


def introspect(org: Org, app: ConnectedApp, value: str, identity: str) -> dict[str, Any]:
    """The state of a token, for the app that it was given to (Salesforce help, "OpenID Connect Token Introspection").

    identity: base of identity URLs, up to the user's id.
    """
    refresh = live(org, value, app.refresh_token_days)
    if refresh is not None:
        return _refresh(org, refresh, identity) if _is_for(app, refresh.grantee.client_id) else INACTIVE
    # Looking at a session keeps it alive no longer.
    token = live_token(org, value, using=False)
    if token is None or not _is_for(app, token.client_id):
        return INACTIVE
    return _access(org, token, identity)


def revoke_token(org: Org, value: str) -> None:
    """End an access token, or a refresh token with the access tokens that came of it.

    Raises OAuthError invalid_token for one that was a token, unsupported_token_type for everything else.
    """
    if revoke(org, value) or (live_token(org, value) is not None and end(org, value)):
        return
    if value.startswith(PREFIX) or _ACCESS_FORM.fullmatch(value) or JWT_FORM.fullmatch(value):
        raise OAuthError("invalid_token", "invalid token")
    raise OAuthError("unsupported_token_type", "this token type is not supported")


def _is_for(app: ConnectedApp, client_id: str | None) -> bool:
    return app.introspects_all or app.client_id == client_id


def _access(org: Org, token: Token, identity: str) -> dict[str, Any]:
    issued = int(token.created.timestamp())
    expires = token.expires or token.used + timedelta(seconds=org.settings.session_seconds)
    return _common(org, token.scopes or ("full",), token.client_id, token.user_id, identity) | {
        "token_type": "access_token",
        "exp": int(expires.timestamp()),
        "iat": issued,
        "nbf": issued,
    }


def _refresh(org: Org, token: RefreshToken, identity: str) -> dict[str, Any]:
    issued = int(token.created.timestamp())
    grantee = token.grantee
    return _common(org, grantee.scopes, grantee.client_id, grantee.user_id, identity) | {
        "token_type": "refresh_token",
        "iat": issued,
        "nbf": issued,
    }


def _common(org: Org, scopes: tuple[str, ...], client_id: str | None, user_id: str, identity: str) -> dict[str, Any]:
    return {
        "active": True,
        "scope": " ".join(scopes),
        "client_id": client_id or "",
        "username": org.system_session().find("User", Id=user_id)[0]["Username"],
        "sub": f"{identity}/{user_id}",
    }
