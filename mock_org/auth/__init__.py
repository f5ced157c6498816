"""Who is calling: log-ins by password, JWT and client credentials become tokens, tokens become Sessions."""

from mock_org.auth.apps import ConnectedApp, default_app
from mock_org.auth.grants import GRANTS, OAuthError, grant
from mock_org.auth.login import Attempt, LoginRefused, log_in, may_enter
from mock_org.auth.passwords import generate_password, password_expired, set_password
from mock_org.auth.tokens import end, issue, live_token, session_for

__all__ = [
    "GRANTS",
    "Attempt",
    "ConnectedApp",
    "LoginRefused",
    "OAuthError",
    "default_app",
    "end",
    "generate_password",
    "grant",
    "issue",
    "live_token",
    "log_in",
    "may_enter",
    "password_expired",
    "session_for",
    "set_password",
]
