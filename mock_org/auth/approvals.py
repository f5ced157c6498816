"""Which users an app may act for: by the administrator's word, or by their own."""

from collections.abc import Collection

from mock_org import security
from mock_org.auth.apps import ConnectedApp
from mock_org.auth.oauth_error import OAuthError
from mock_org.org import Org


def check_access(org: Org, app: ConnectedApp, user_id: str) -> None:
    """Refuse users whose profile and permission sets an app with "Admin approved users are pre-authorized" has not.

    Raises OAuthError invalid_app_access (reported answer).
    """
    if not app.admin_approved_only:
        return
    user = org.running_user(user_id)
    sets = security.held_sets(org.security, user)
    named = {name.lower() for name in app.permission_sets}
    if user.profile_name not in app.profiles and sets.isdisjoint(named):
        raise OAuthError("invalid_app_access", "user is not admin approved to access this app")


def is_approved(org: Org, app: ConnectedApp, user_id: str, scopes: Collection[str]) -> bool:
    """Whether nobody needs to be asked any more."""
    if app.everybody_approved or app.admin_approved_only:
        return True
    return org.oauth.approvals.get((user_id, app.client_id), frozenset()).issuperset(scopes)


def approve(org: Org, app: ConnectedApp, user_id: str, scopes: Collection[str]) -> None:
    """Remember that a user let the app have these scopes."""
    known = org.oauth.approvals.get((user_id, app.client_id), frozenset())
    org.oauth.approvals[user_id, app.client_id] = known | frozenset(scopes)


def withdraw(org: Org, client_id: str, user_id: str) -> None:
    """Forget it: revoking a refresh token takes the approval back."""
    org.oauth.approvals.pop((user_id, client_id), None)
