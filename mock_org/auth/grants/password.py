"""grant_type=password: the username-password flow, which new orgs block."""

from dataclasses import replace

from mock_org.auth.approvals import check_access
from mock_org.auth.grants.issuing import TOLD, plain
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.login import PASSWORD_FLOW, log_in
from mock_org.auth.oauth_error import OAuthError
from mock_org.auth.refusals import LoginRefused


def password(request: TokenRequest) -> Issued:
    """Trade a username and a password, with the security token behind it or without.

    A wrong password and a blocked flow get the same answer (reported).
    """
    app, form = request.app(), request.form
    if not request.org.settings.username_password_flow:
        raise OAuthError("invalid_grant", "authentication failure")
    attempt = request.attempt_of(app, PASSWORD_FLOW)
    try:
        entered = log_in(request.org, form.get("username", ""), form.get("password", ""), attempt)
    except LoginRefused as refused:
        raise OAuthError("invalid_grant", TOLD.get(refused.kind, "authentication failure")) from refused
    check_access(request.org, app, entered.user_id)
    return replace(plain(request.org, app, entered, request.base_url), tells_scope=False)
