"""grant_type=client_credentials: the app acts as its run-as user."""

from mock_org.auth.approvals import check_access
from mock_org.auth.grants.issuing import enter, plain
from mock_org.auth.grants.request import Issued, TokenRequest
from mock_org.auth.oauth_error import OAuthError

NO_USER = "no client credentials user enabled"


def client_credentials(request: TokenRequest) -> Issued:
    """Trade client id and secret."""
    app = request.app(secret_needed=True)
    if app.run_as_user_id is None:
        raise OAuthError("invalid_grant", NO_USER)  # reported answer
    check_access(request.org, app, app.run_as_user_id)
    attempt = request.attempt_of(app, "OAuth Client Credentials")
    entered = enter(request.org, app.run_as_user_id, attempt, NO_USER)
    return plain(request.org, app, entered, request.base_url)
