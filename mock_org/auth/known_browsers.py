"""Device activation: who logs in from a browser that is not known must enter a code that was mailed to him.

Salesforce help, "Identity Verification" and "Device Activation" (confidence A); how long a code is good and how many
wrong ones are taken: confidence D.
"""

import json
import secrets
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from mock_org import mail
from mock_org.auth.attempts import PAGE_DOORS, Attempt, record
from mock_org.auth.restrictions import within
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.storage import log_ins
from mock_org.storage.credentials import matches, secret_hash

CODE_LIFE = timedelta(hours=24)
MOST_TRIES = 5
INVALID_CODE = "The verification code you entered is invalid or has expired. Try again."


def needs_code(org: Org, user_id: str, attempt: Attempt) -> bool:
    """Whether a log-in on a page has to wait for a code. Addresses of trusted ranges and of the profile's need none."""
    if not org.settings.verify_new_browsers or attempt.kind not in PAGE_DOORS:
        return False
    ranges = [
        *org.settings.trusted_ip_ranges,
        *org.settings.login_ip_ranges.get(org.running_user(user_id).profile_name, ()),
    ]
    if within(ranges, attempt.source_ip):
        return False
    return not (attempt.known and log_ins.knows_browser(org.database, attempt.known, user_id))


def send_code(org: Org, user_id: str, attempt: Attempt, target: str) -> str:
    """Mail a code; what the browser has to bring back along with it.

    target: where the log-in goes on.
    """
    system = org.system_session()
    user = system.find("User", Id=user_id)[0]
    code = f"{secrets.randbelow(10**6):06d}"
    value = json.dumps({"attempt": asdict(replace(attempt, known=None)), "target": target})
    waiting = log_ins.Challenge(user_id, secret_hash(code), format_datetime(org.clock.now()), 0, value)
    sites = system.find("Network", Id=attempt.network_id) if attempt.network_id else []
    words: dict[str, str | datetime] = {
        "Network_CodeForVerificationEmail": code,
        "Network_ActionForVerificationEmail": "log in",
        "Network_BrowserForVerificationEmail": attempt.browser,
    }
    with org.database.transaction():
        token = log_ins.keep_challenge(org.database, waiting)
        mail.send_template(org.mail_desk(), mail.DEVICE_ACTIVATION, user, words, network=sites[0] if sites else None)
    return token


def is_waiting(org: Org, token: str) -> bool:
    """Whether the browser that holds this is waited for."""
    return _waiting(org, token) is not None


def check_code(org: Org, token: str, code: str) -> tuple[str, Attempt, str]:
    """The user, the attempt and the target of a log-in whose code this is; it waits no longer.

    Raises INVALID_CODE (the code and the text: confidence D); each wrong code leaves a row in LoginHistory.
    """
    waiting = _waiting(org, token)
    if waiting is None:
        raise SalesforceError("INVALID_CODE", INVALID_CODE)
    value = json.loads(waiting.value)
    attempt = Attempt(**value["attempt"])
    if not matches(code.strip(), waiting.code_hash):
        log_ins.count_try(org.database, token)
        user = org.system_session().find("User", Id=waiting.user_id)[0]
        record(org, user, attempt, "challenge_pending")
        raise SalesforceError("INVALID_CODE", INVALID_CODE)
    log_ins.drop_challenge(org.database, token)
    return waiting.user_id, attempt, str(value["target"])


def _waiting(org: Org, token: str) -> log_ins.Challenge | None:
    found = log_ins.challenge(org.database, token)
    if found is None or found.tries >= MOST_TRIES:
        return None
    created = datetime.strptime(found.created, "%Y-%m-%dT%H:%M:%S.%f%z")
    return found if org.clock.now() < created + CODE_LIFE else None


def remember(org: Org, user_id: str, known: str | None) -> str:
    """Know a browser as this user's from now on; what it has to keep."""
    token = known or log_ins.new_token()
    log_ins.remember_browser(org.database, token, user_id)
    return token
