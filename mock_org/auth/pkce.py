"""Proof Key for Code Exchange (RFC 7636): S256 unless `plain` was said, as the CLI relies on."""

import base64
import hashlib
import hmac

from mock_org.auth.oauth_error import OAuthError
from mock_org.org.oauth import AuthorizationCode

METHODS = ("S256", "plain")


def challenge_of(verifier: str, method: str) -> str:
    """What a client with this verifier must have sent as code_challenge."""
    if method == "plain":
        return verifier
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def check_verifier(code: AuthorizationCode, verifier: str | None) -> None:
    """Raise OAuthError unless the verifier belongs to the code's challenge; without one there must be none."""
    if code.challenge is None and verifier is None:
        return
    given = challenge_of(verifier or "", code.method).encode("utf-8", "replace")
    if not verifier or not hmac.compare_digest(given, (code.challenge or "").rstrip("=").encode()):
        raise OAuthError("invalid_grant", "invalid code verifier")
