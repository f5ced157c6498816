"""What nobody may read in a report or a trace: collected where it is obtained, masked where it would be shown."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

MASK = "[secret]"
SHORTEST = 4
# Query parameters and form fields that are credentials by themselves (frontdoor, single access, links of mails,
# OAuth forms, the log-in forms of Classic and of sites).
NAMES = (
    "sid|otp|token|access_token|refresh_token|id_token|assertion|client_secret|code|code_verifier|password|pw|un_pw|"
    "newpassword|confirmpassword|currentpassword|cshc|c|emc|tc|state_token|session_id|secret"
)
IN_URL = re.compile(rf"(?i)([?&;](?:{NAMES})=)([^&#\s\"'<>\\)]+)")
BEARER = re.compile(r"(?i)\b(Bearer|OAuth) +([A-Za-z0-9!._~+/=-]{8,})")
# Playwright's call log of an action that failed tells what was typed.
TYPED = re.compile(r'\b((?:fill|type|press_sequentially)\()("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')')


class Secrets:
    """The secrets that a scenario has obtained."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def add(self, *secrets: str) -> None:
        """Take secrets; an empty one, or one of a few letters, would mask half of every text."""
        self._known |= {str(each) for each in secrets if len(each) >= SHORTEST}

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._known, key=len, reverse=True))

    def masked(self, text: str) -> str:
        """The text without secrets: those that are known, and whatever an address, a header or a form would tell."""
        for secret in self:
            text = replace_secret(text, secret)
        text = IN_URL.sub(rf"\1{MASK}", text)
        text = BEARER.sub(rf"\1 {MASK}", text)
        return TYPED.sub(rf'\1"{MASK}"', text)


def replace_secret(text: str, secret: str) -> str:
    """The text without a secret, however it is written there."""
    for form in written(secret):
        text = text.replace(form, stand_in(form))
    return text


def written(secret: str) -> Iterable[str]:
    """The ways to write a secret: as it is, in an address, in HTML, in JSON."""
    return dict.fromkeys((secret, quote(secret, safe=""), quote_plus(secret), html.escape(secret), _in_json(secret)))


def stand_in(secret: str) -> str:
    """What stands in the place of a secret; a number stays one, since it may be part of one in JSON."""
    return "9" * len(secret) if secret.isdecimal() else MASK


def _in_json(secret: str) -> str:
    return json.dumps(secret)[1:-1]
