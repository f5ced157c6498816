"""OAuth scopes: which there are, what an app may get of those it asks for, what a token with them may do."""

from collections.abc import Collection
from types import MappingProxyType

from mock_org.auth.oauth_error import OAuthError

# Scope → the words of the consent page (Salesforce help, "OAuth Tokens and Scopes"; confidence B).
SCOPES = MappingProxyType(
    {
        "api": "Manage user data via APIs",
        "web": "Manage user data via Web browsers",
        "full": "Full access",
        "refresh_token": "Perform requests at any time",
        "offline_access": "Perform requests at any time",
        "openid": "Access unique user identifiers",
        "id": "Access the identity URL service",
        "profile": "Access the identity URL service",
        "email": "Access the identity URL service",
        "address": "Access the identity URL service",
        "phone": "Access the identity URL service",
        "visualforce": "Access Visualforce applications",
        "chatter_api": "Access Connect REST API resources",
        "custom_permissions": "Access custom permissions",
        "content": "Access content resources",
        "lightning": "Access Lightning applications",
        "wave_api": "Access Analytics REST API resources",
        "eclair_api": "Access Analytics REST API Charts Geodata resources",
        "pardot_api": "Manage Pardot services",
    }
)
REFRESH = frozenset({"refresh_token", "offline_access"})
IDENTITY = frozenset({"id", "profile", "email", "address", "phone"})
API = frozenset({"api", "full"})
CHATTER = API | {"chatter_api"}
WEB = frozenset({"web", "full"})
# sf logs in with "refresh_token api web" and reads userinfo: api is enough for it (confidence B).
WHO = IDENTITY | API | {"openid"}


def granted(allowed: Collection[str], asked: str | None) -> tuple[str, ...]:
    """The scopes of a new token: those asked for, or all that the app has.

    `full` stands for every other scope but a refresh token (same help page; confidence A).
    Raises OAuthError invalid_scope.
    """
    if not (asked or "").strip():
        return tuple(allowed)
    wanted = tuple(dict.fromkeys((asked or "").split()))
    have = set(allowed)
    have |= IDENTITY if "id" in have else set()
    have |= REFRESH if have & REFRESH else set()
    have |= SCOPES.keys() - REFRESH if "full" in have else set()
    if not have.issuperset(wanted):
        raise OAuthError("invalid_scope", "the requested scope is not allowed")
    return wanted


def without_refresh(scopes: Collection[str]) -> tuple[str, ...]:
    """The scopes of a token that no refresh token goes with."""
    return tuple(scope for scope in scopes if scope not in REFRESH)


def may(scopes: Collection[str] | None, needed: frozenset[str]) -> bool:
    """Whether a token with these scopes has one of those needed; without scopes it is a session that may all."""
    return scopes is None or not needed.isdisjoint(scopes)
