"""grant_type=device: a device asks again and again until its user has answered on another one."""

from mock_org.auth.devices import poll
from mock_org.auth.grants.issuing import enter_again, with_refresh
from mock_org.auth.grants.request import Issued, TokenRequest


def device(request: TokenRequest) -> Issued:
    """Trade a device code that a user has approved."""
    app = request.app(secret_needed=False)
    value = request.text("code")
    grantee = poll(request.org, app, value)
    entered = enter_again(request.org, grantee, request.attempt_of(app, None))
    del request.org.oauth.devices[value]
    return with_refresh(request.org, app, grantee, request.base_url, entered)
