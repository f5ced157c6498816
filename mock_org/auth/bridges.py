"""/services/oauth2/singleaccess: from an access token into a browser session, once and within a minute."""

import secrets
from datetime import timedelta

from mock_org.auth.oauth_error import IdentityError
from mock_org.auth.scopes import WEB, may
from mock_org.auth.tokens import live_token
from mock_org.org import Org
from mock_org.org.oauth import Bridge

LIFE = timedelta(minutes=1)  # Salesforce help, "Generate a Frontdoor URL to Bridge into UI Sessions" (confidence B)


def build(org: Org, session_id: str | None, path: str) -> str:
    """A one-time password for frontdoor.jsp; `path` is where the browser goes then.

    Raises IdentityError for no token, a dead one, and one without the scope web or full (the word: confidence C).
    """
    if not session_id:
        raise IdentityError("Missing_OAuth_Token")
    token = live_token(org, session_id)
    if token is None or token.kind in ("Site", "LoginAs") or not may(token.scopes, WEB):
        raise IdentityError("Bad_OAuth_Token")
    now = org.clock.now()
    org.oauth.bridges = {otp: each for otp, each in org.oauth.bridges.items() if now < each.created + LIFE}
    otp = secrets.token_urlsafe(48)
    org.oauth.bridges[otp] = Bridge(token.user_id, token.network_id, path, now)
    return otp


def cross(org: Org, otp: str) -> Bridge | None:
    """Use a one-time password; None for one that is unknown, used or too old."""
    found = org.oauth.bridges.pop(otp, None)
    return found if found is not None and org.clock.now() < found.created + LIFE else None
