"""Refresh tokens: given, traded for access tokens, rotated where the app says so, revoked as a family."""

import secrets
from dataclasses import replace
from datetime import timedelta

from mock_org.auth.approvals import withdraw
from mock_org.auth.apps import ConnectedApp
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.sessions import drop
from mock_org.org import Org
from mock_org.org.oauth import Grantee, RefreshToken

PREFIX = "5Aep861"  # real ones begin so


def give(org: Org, grantee: Grantee, family: str | None = None) -> tuple[str, str]:
    """A new refresh token and its family."""
    value, family = PREFIX + secrets.token_urlsafe(48), family or secrets.token_hex(16)
    org.oauth.refresh_tokens[value] = RefreshToken(grantee, family, org.clock.now())
    return value, family


def live(org: Org, value: str | None, days: int | None = None) -> RefreshToken | None:
    """The refresh token, if it still counts.

    days: its life by the app's policy; None is until it is revoked.
    """
    found = org.oauth.refresh_tokens.get(value or "")
    if found is None or not found.live:
        return None
    expired = days is not None and org.clock.now() >= found.created + timedelta(days=days)
    return None if expired else found


def trade(org: Org, app: ConnectedApp, value: str) -> tuple[RefreshToken, str | None]:
    """What a refresh token stands for, and the one that replaces it where the app rotates them.

    A token that was replaced before ends its whole family: somebody else has it (RFC 9700, 4.14.2).
    Raises OAuthError.
    """
    found = live(org, value, app.refresh_token_days)
    if found is None or found.grantee.client_id != app.client_id:
        stale = org.oauth.refresh_tokens.get(value)
        if stale is not None and not stale.live:
            revoke_family(org, stale.family)
        raise OAuthError("invalid_grant", "expired access/refresh token")
    if not app.rotate_refresh_tokens:
        return found, None
    org.oauth.refresh_tokens[value] = replace(found, live=False)
    return found, give(org, found.grantee, found.family)[0]


def revoke(org: Org, value: str) -> bool:
    """End a refresh token and the access tokens that came of it. Whether there was one."""
    found = live(org, value)
    if found is None:
        return False
    revoke_family(org, found.family)
    withdraw(org, found.grantee.client_id, found.grantee.user_id)
    return True


def revoke_family(org: Org, family: str | None) -> None:
    """End all tokens that go back to one log-in."""
    if family is None:
        return
    for value, token in list(org.oauth.refresh_tokens.items()):
        if token.family == family:
            org.oauth.refresh_tokens[value] = replace(token, live=False)
    for session_id, access in list(org.tokens.items()):
        if access.refresh_family == family and session_id not in org.pinned:
            drop(org, session_id)
