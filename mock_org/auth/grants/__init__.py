"""The OAuth 2.0 grants of the token endpoint, one a file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mock_org.auth.grants.authorization_code import authorization_code
from mock_org.auth.grants.client_credentials import client_credentials
from mock_org.auth.grants.device import device
from mock_org.auth.grants.jwt_bearer import PUBLIC_LOGIN_HOSTS, jwt_bearer
from mock_org.auth.grants.password import password
from mock_org.auth.grants.refresh_token import refresh_token
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.oauth_error import OAuthError

__all__ = ["GRANTS", "PUBLIC_LOGIN_HOSTS", "REFUSED", "Issued", "TokenRequest", "grant"]

GRANTS: Mapping[str, Callable[[TokenRequest], Issued]] = MappingProxyType(
    {
        "authorization_code": authorization_code,
        "client_credentials": client_credentials,
        "device": device,
        "password": password,
        "refresh_token": refresh_token,
        "urn:ietf:params:oauth:grant-type:jwt-bearer": jwt_bearer,
    }
)
# Salesforce has these, Mock Org does not.
REFUSED = frozenset(
    {
        "assertion",
        "hybrid_auth_code",
        "hybrid_refresh",
        "urn:ietf:params:oauth:grant-type:saml2-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
    }
)


def grant(request: TokenRequest) -> Issued:
    """Answer a request to the token endpoint.

    Raises OAuthError.
    """
    name = request.form.get("grant_type", "")
    answer = GRANTS.get(name)
    if name in REFUSED:
        raise OAuthError("unsupported_grant_type", f"Mock Org does not support the grant type {name}")
    if answer is None:
        raise OAuthError("unsupported_grant_type", "grant type not supported")
    if request.form.get("scope"):
        raise OAuthError("invalid_request", "scope parameter not supported")  # reported of several grants
    return answer(request)
