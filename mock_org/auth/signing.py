"""The org's signing key: its public half as JWKS, ID tokens and JWT-based access tokens."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from mock_org.org import Org, Token

ID_TOKEN_SECONDS = 120  # two minutes, as Salesforce's ID tokens live (confidence C)


def key_set(org: Org) -> dict[str, Any]:
    """The answer of /id/keys."""
    jwk = json.loads(RSAAlgorithm.to_jwk(_key(org).public_key()))
    public = {name: jwk[name] for name in ("kty", "n", "e")}
    return {"keys": [public | {"use": "sig", "alg": "RS256", "kid": _key_id(org)}]}


def sign(org: Org, claims: Mapping[str, Any], **headers: str) -> str:
    """A JWT signed by the org."""
    return jwt.encode(dict(claims), _pem(org), algorithm="RS256", headers={"kid": _key_id(org)} | headers)


def id_token(org: Org, token: Token, subject: str, issuer: str, nonce: str | None) -> str:
    """The ID token that goes with an access token (OpenID Connect Core, 2 and 3.1.3.6)."""
    issued = int(token.created.timestamp())
    digest = hashlib.sha256(token.session_id.encode()).digest()
    claims = {
        "at_hash": base64.urlsafe_b64encode(digest[:16]).decode().rstrip("="),
        "sub": subject,
        "aud": token.client_id,
        "iss": issuer,
        "iat": issued,
        "exp": issued + ID_TOKEN_SECONDS,
    }
    return sign(org, claims | ({"nonce": nonce} if nonce else {}))


def _pem(org: Org) -> str:
    if org.oauth.signing_key is None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        org.oauth.signing_key = pem.decode()
    return org.oauth.signing_key


def _key(org: Org) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(_pem(org).encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def _key_id(org: Org) -> str:
    return hashlib.sha256(_pem(org).encode()).hexdigest()[:16]
