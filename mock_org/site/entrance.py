"""Coming in by a page: what a log-in form sent, and the session, the new password or the code that follows it."""

import re
from urllib.parse import urlencode

from flask import Response, redirect, request

from mock_org import auth
from mock_org.auth import known_browsers
from mock_org.site.visit import Arrival
from mock_org.web.guard import SID, set_cookie

# The text of Aura and LWR sites; the same for an unknown user, a wrong password, an inactive user and a non-member.
FAILED = "Your login attempt has failed. Make sure the username and password are correct."
EXPIRED = "Your session has expired. Log in again."
CHANGE_PASSWORD = "/_ui/system/security/ChangePassword"
VERIFICATION = "/_ui/identity/verification/method/EmailVerificationFinishUi"
PASSKEY = "/_ui/identity/verification/method/WebAuthnVerificationFinishUi"
AUTHENTICATOR = "/_ui/identity/verification/method/TotpVerificationFinishUi"
# The cookies of a browser that is known, and of one that is waited for.
KNOWN_BROWSER = "oinfo"
WAITING = "verification"
_YEAR = 365 * 86400
_BROWSER = re.compile(r"(?P<name>Firefox|Edg|Chrome|Version)/(?P<version>\d+)")


def credentials() -> tuple[str, str]:
    """Username and password of a log-in form."""
    form = request.form
    return form.get("username", "").strip(), form.get("pw") or form.get("password", "")


def attempt(arrival: Arrival) -> auth.Attempt:
    """The attempt as LoginHistory tells it: of a site's member, or of an internal user at the org."""
    known = _BROWSER.search(request.user_agent.string)
    return auth.Attempt(
        "Site" if arrival.site.id else "UI",
        arrival.site.id or None,
        source_ip=request.remote_addr or "127.0.0.1",
        browser=f"{known['name']} {known['version']}" if known else "Unknown",
        url=request.host + arrival.site.url("/login"),
        subtype="UI Username-Password",
        known=request.cookies.get(KNOWN_BROWSER),
    )


def enter_by_password(arrival: Arrival, target: str) -> Response:
    """Answer a log-in form: a browser session and on to `target`, or to the page that asks for a code or a factor.

    Raises LoginRefused.
    """
    came = attempt(arrival)
    try:
        entered = auth.log_in(arrival.org, *credentials(), came)
    except auth.SecondFactorNeeded as needed:
        return _redirect(arrival.site.servlet(PASSKEY if needed.resistant else AUTHENTICATOR))
    except auth.ChallengeIssued as challenge:
        token = known_browsers.send_code(arrival.org, challenge.user_id, came, target)
        response = _redirect(arrival.site.servlet(VERIFICATION))
        set_cookie(response, request, WAITING, token)
        return response
    return admitted(arrival, entered, target)


def admitted(arrival: Arrival, entered: auth.Entered, target: str) -> Response:
    """The session of a log-in that succeeded, and on to `target`; who must change the password does so first."""
    kind = "Site" if arrival.site.id else "UI"
    token = auth.issue(arrival.org, entered.user_id, kind, arrival.site.id or None, entered=entered)
    response = _redirect(password_page(arrival, target) if token.must_change else target)
    set_cookie(response, request, SID, token.session_id)
    return response


def password_page(arrival: Arrival, target: str) -> str:
    """Where the password is changed, and how it goes on then."""
    return f"{arrival.site.servlet(CHANGE_PASSWORD)}?{urlencode({'retURL': target})}"


def know_browser(response: Response, arrival: Arrival, user_id: str) -> None:
    """Ask this browser for no code again."""
    token = known_browsers.remember(arrival.org, user_id, request.cookies.get(KNOWN_BROWSER))
    set_cookie(response, request, KNOWN_BROWSER, token, max_age=_YEAR)


def _redirect(target: str) -> Response:
    response = redirect(target)
    assert isinstance(response, Response)
    return response
