"""Who is calling: log-ins by password, OAuth and SOAP become tokens, tokens become Sessions."""

from mock_org.auth.apps import Apps, ConnectedApp, default_app
from mock_org.auth.attempts import Attempt, Entered
from mock_org.auth.grants import GRANTS, Issued, TokenRequest, grant
from mock_org.auth.login import log_in, may_enter
from mock_org.auth.oauth_error import IdentityError, OAuthError
from mock_org.auth.passwords import change_own_password, generate_password, password_expired, set_password
from mock_org.auth.refusals import ChallengeIssued, LoginRefused, SecondFactorNeeded
from mock_org.auth.tokens import browser_token, end, issue, live_token, session_for

__all__ = [
    "GRANTS",
    "Apps",
    "Attempt",
    "ChallengeIssued",
    "ConnectedApp",
    "Entered",
    "IdentityError",
    "Issued",
    "LoginRefused",
    "OAuthError",
    "SecondFactorNeeded",
    "TokenRequest",
    "browser_token",
    "change_own_password",
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
