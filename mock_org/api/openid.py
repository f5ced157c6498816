"""/.well-known/openid-configuration and /id/keys: where OpenID Connect clients find everything."""

from flask import Blueprint, Response

from mock_org.api.caller import base_url, org
from mock_org.api.errors import json_answer
from mock_org.api.oauth_form import network_at, place
from mock_org.auth.scopes import SCOPES
from mock_org.auth.signing import key_set

bp = Blueprint("openid", __name__)

CLAIMS = [
    "active", "address", "email", "email_verified", "family_name", "given_name", "is_app_installed", "language",
    "locale", "name", "nickname", "organization_id", "phone_number", "phone_number_verified", "photos", "picture",
    "preferred_username", "profile", "sub", "updated_at", "urls", "user_id", "user_type", "zoneinfo",
]  # fmt: skip


@bp.get("/.well-known/openid-configuration")
@bp.get("/<prefix>/.well-known/openid-configuration")
def configuration(prefix: str | None = None) -> Response:
    """The discovery document (Salesforce help, "Query for the OpenID Connect Configuration")."""
    oauth = f"{place(network_at(prefix))}/services/oauth2"
    return json_answer(
        {
            # The issuer of ID tokens is the org's own address, also for sites.
            "issuer": base_url(),
            "authorization_endpoint": f"{oauth}/authorize",
            "token_endpoint": f"{oauth}/token",
            "revocation_endpoint": f"{oauth}/revoke",
            "userinfo_endpoint": f"{oauth}/userinfo",
            "jwks_uri": f"{base_url()}/id/keys",
            "introspection_endpoint": f"{oauth}/introspect",
            "scopes_supported": sorted(SCOPES),
            "response_types_supported": ["code", "token", "token id_token"],
            "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials", "password"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "display_values_supported": ["page", "popup", "touch"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic", "private_key_jwt"],
            "code_challenge_methods_supported": ["S256", "plain"],
            "claims_supported": CLAIMS,
        }
    )


@bp.get("/id/keys")
def keys() -> Response:
    """The public key that ID tokens and JWT-based access tokens are signed with."""
    return json_answer(key_set(org()))
