"""Logging in: well, badly, and with what has expired."""

import time
from typing import Any
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.contract.corpus import Case, Request
from tests.contract.stage import Stage

TOKEN = "/services/oauth2/token"
DEAD = "00D000000000001!dead"


def password(stage: Stage, case: Case) -> Request:
    """The administrator logs in by username and password."""
    admin = stage.administrator
    return _form(stage, grant_type="password", username=admin["username"], password=admin["password"])


def wrong_password(stage: Stage, case: Case) -> Request:
    """The same with another password."""
    admin = stage.administrator
    return _form(stage, grant_type="password", username=admin["username"], password="wrong")


def dead_refresh_token(stage: Stage, case: Case) -> Request:
    """A refresh token that is none."""
    return _form(stage, grant_type="refresh_token", refresh_token="5Aep861dead")


def dead_session(stage: Stage, case: Case) -> Request:
    """A session id that is none."""
    path = case.request.path.replace("SELECT ...", "SELECT Id FROM Account")
    return stage.asked(case, path=path, headers={"Authorization": f"Bearer {DEAD}"})


def no_run_as_user(stage: Stage, case: Case) -> Request:
    """Client credentials of an app without a run-as user."""
    app = _app(stage)
    return _form(stage, grant_type="client_credentials", **app)


def not_approved(stage: Stage, case: Case) -> Request:
    """A JWT for a user whom the app's administrator has not approved."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()
    app = _app(stage, admin_approved_only=True, certificate=public)
    claims = {
        "iss": app["client_id"],
        "sub": stage.administrator["username"],
        "aud": stage.org.connection.instance_url,
        "exp": int(time.time()) + 180,
    }
    assertion = jwt.encode(claims, key, algorithm="RS256")
    return _plain_form(grant_type="urn:ietf:params:oauth:grant-type:jwt-bearer", assertion=assertion)


def unknown_grant(stage: Stage, case: Case) -> Request:
    """A grant type that nobody knows."""
    return _form(stage, grant_type="nonsense")


def expired_jwt(stage: Stage, case: Case) -> Request:
    """An access token in JWT format whose time is over."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    token = jwt.encode({"exp": 1}, key, algorithm="RS256", headers={"tnk": "core/prod/x", "ver": "1.0"})
    return stage.asked(case, headers={"Authorization": f"Bearer {token}"})


def bad_soap_login(stage: Stage, case: Case) -> Request:
    """login() with a wrong password."""
    stage.by_password("SOAP login()")
    body = (
        '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>'
        '<login xmlns="urn:partner.soap.sforce.com"><username>nobody@example.com</username>'
        "<password>wrong</password></login></env:Body></env:Envelope>"
    )
    return stage.asked(case, headers={"Content-Type": "text/xml", "SOAPAction": "login"}, body=body)


SCENES = {
    "auth-001": password,
    "auth-003": password,
    "auth-005": dead_refresh_token,
    "auth-007": dead_session,
    "auth-009": wrong_password,
    "auth-011": no_run_as_user,
    "auth-013": not_approved,
    "auth-015": dead_refresh_token,
    "auth-017": unknown_grant,
    "auth-021": expired_jwt,
    "auth-023": bad_soap_login,
}


def _form(stage: Stage, **values: str) -> Request:
    connection = stage.org.connection
    app = {"client_id": connection.client_id, "client_secret": connection.client_secret}
    return _plain_form(**(app | values))


def _plain_form(**values: str) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": ""}
    return Request("POST", TOKEN, headers, urlencode(values))


def _app(stage: Stage, **policies: Any) -> dict[str, str]:
    """A connected app of the org beside the default one; its client id and secret."""
    known = {"client_id": "3MVG9contract", "client_secret": "contract-secret"}
    stage.settings(connected_apps={"Contract": {**known, **policies}})
    return known
