"""grant_type=authorization_code: the second half of the web-server flow."""

from dataclasses import replace

from mock_org.auth.apps import ConnectedApp
from mock_org.auth.authorization import is_over
from mock_org.auth.grants.issuing import enter_again, with_refresh
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.pkce import check_verifier
from mock_org.auth.refresh import revoke_family
from mock_org.org.oauth import AuthorizationCode


def authorization_code(request: TokenRequest) -> Issued:
    """Trade a code, once."""
    app, value = request.app(), request.text("code")
    code = _code(request, app, value)
    check_verifier(code, request.form.get("code_verifier"))
    grantee = code.grantee
    entered = enter_again(request.org, grantee, request.attempt_of(app, "OAuth Web Server"))
    issued = with_refresh(request.org, app, grantee, request.base_url, entered, code.nonce)
    request.org.oauth.codes[value] = replace(code, used=True, family=issued.token.refresh_family)
    return issued


def _code(request: TokenRequest, app: ConnectedApp, value: str) -> AuthorizationCode:
    """The code, if it may be traded by this app.

    A code that comes a second time ends the tokens of the first (RFC 6749, 4.1.2).
    """
    code = request.org.oauth.codes.get(value)
    if code is None or code.grantee.client_id != app.client_id:
        raise OAuthError("invalid_grant", "invalid authorization code")
    if code.used or is_over(request.org, code):
        revoke_family(request.org, code.family)
        raise OAuthError("invalid_grant", "expired authorization code")
    if request.text("redirect_uri") != code.redirect_uri:
        raise OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration")
    return code
