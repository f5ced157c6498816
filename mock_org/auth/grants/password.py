"""grant_type=password: the username-password flow, which new orgs block."""

from dataclasses import replace

from mock_org.auth.approvals import check_access
from mock_org.auth.grants.issuing import plain
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.login import LoginRefused, log_in
from mock_org.auth.oauth_error import OAuthError


def password(request: TokenRequest) -> Issued:
    """Trade a username and a password, with the security token behind it or without.

    A wrong password and a blocked flow get the same answer (reported).
    """
    app, form = request.app(), request.form
    if not request.org.settings.username_password_flow:
        raise OAuthError("invalid_grant", "authentication failure")
    attempt = request.attempt_of(app, "OAuth Username-Password")
    try:
        user_id = log_in(request.org, form.get("username", ""), form.get("password", ""), attempt)
    except LoginRefused as refused:
        raise OAuthError("invalid_grant", "authentication failure") from refused
    check_access(request.org, app, user_id)
    return replace(plain(request.org, app, user_id, attempt.network_id, request.base_url), tells_scope=False)
