"""grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer: an assertion that the app's certificate signed."""

from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from mock_org.auth.approvals import check_access, is_approved
from mock_org.auth.apps import Apps, ConnectedApp
from mock_org.auth.grants.issuing import enter, plain
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.scopes import without_refresh

PUBLIC_LOGIN_HOSTS = ("https://login.salesforce.com", "https://test.salesforce.com")
# Said of assertions, too (seen in clients' logs: simple-salesforce#491, newrelic-salesforce-exporter#31; confidence B).
EXPIRED = "expired authorization code"
NOT_APPROVED = "user hasn't approved this consumer"
_UNCHECKED: Any = {f"verify_{name}": False for name in ("exp", "aud", "iat", "nbf", "sub")}


def jwt_bearer(request: TokenRequest) -> Issued:
    """Trade an assertion."""
    org = request.org
    app, claims = _claims(request.apps, request.form.get("assertion", ""))
    if str(claims.get("aud", "")).rstrip("/") not in request.audiences | frozenset(PUBLIC_LOGIN_HOSTS):
        raise OAuthError("invalid_grant", "audience is invalid")
    if _seconds(claims.get("exp")) < org.clock.now().timestamp():
        raise OAuthError("invalid_grant", EXPIRED)
    found = org.system_session().find("User", Username=str(claims.get("sub", "")))
    if not found:
        raise OAuthError("invalid_grant", NOT_APPROVED)
    user_id = str(found[0]["Id"])
    check_access(org, app, user_id)
    if not is_approved(org, app, user_id, without_refresh(app.scopes)):
        raise OAuthError("invalid_grant", NOT_APPROVED)
    attempt = request.attempt_of(app, None)
    entered = enter(org, user_id, attempt, NOT_APPROVED)
    return plain(org, app, entered, request.base_url)


def _claims(apps: Apps, assertion: str) -> tuple[ConnectedApp, dict[str, Any]]:
    """The app and the claims that it signed.

    Expiry is the caller's to check: clients send `exp` as text or in milliseconds.
    """
    try:
        issuer = str(jwt.decode(assertion, options={"verify_signature": False}).get("iss", ""))
    except jwt.PyJWTError as fault:
        raise OAuthError("invalid_grant", "invalid assertion") from fault
    app = apps.get(issuer)
    try:
        claims: dict[str, Any] = jwt.decode(assertion, _key(app), algorithms=["RS256"], options=_UNCHECKED)
    except (jwt.PyJWTError, ValueError) as fault:
        raise OAuthError("invalid_grant", "invalid assertion") from fault
    return app, claims


def _key(app: ConnectedApp) -> str:
    """The public key in PEM; a certificate holds one."""
    if "BEGIN CERTIFICATE" not in app.public_key:
        return app.public_key
    public = x509.load_pem_x509_certificate(app.public_key.encode()).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.PEM, form).decode()


def _seconds(exp: object) -> float:
    """`exp` as simple-salesforce (text) and the CLI (milliseconds) send it; nothing readable counts as long past."""
    try:
        value = float(str(exp))
    except ValueError:
        return 0.0
    return value / 1000 if value > 1e11 else value
