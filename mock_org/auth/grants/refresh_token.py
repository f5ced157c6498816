"""grant_type=refresh_token: a new access token, and where the app rotates them a new refresh token."""

from dataclasses import replace

from mock_org.auth.approvals import check_access
from mock_org.auth.grants.issuing import access, enter_again
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.refresh import trade


def refresh_token(request: TokenRequest) -> Issued:
    """Trade a refresh token. A dead one is told before the client is looked at (recorded answer)."""
    org, value = request.org, request.form.get("refresh_token", "")
    if value not in org.oauth.refresh_tokens:
        raise OAuthError("invalid_grant", "expired access/refresh token")
    app = request.app()
    found, replacement = trade(org, app, value)
    check_access(org, app, found.grantee.user_id)
    entered = enter_again(org, found.grantee, request.attempt_of(app, "OAuth Refresh Token"))
    issued = access(org, app, found.grantee, request.base_url, entered, family=found.family)
    return replace(issued, refresh_token=replacement)
