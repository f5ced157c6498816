"""Where a browser may land instead of where it was sent, and what that means."""

import re

from playwright.sync_api import Page

# Seen after bridges into real orgs (confidence B).
_EXPIRED = "the password of {who} has expired: give the user a new one, or switch the expiry off (Password Policies)"
_UNKNOWN_BROWSER = (
    "the org asks {who} for a verification code (device activation): add this machine's address to the profile's "
    "Login IP Ranges or to Network Access"
)
_BRIDGE_REFUSED = (
    "the org has refused the way of {who} into the browser: the session's app needs the scope web or full, and "
    "the link can be used once and soon"
)
_LANDINGS = (
    (re.compile(r"/_ui/system/security/ChangePassword"), _EXPIRED),
    (re.compile(r"/_ui/identity/verification/"), _UNKNOWN_BROWSER),
    (re.compile(r"^[^?]*/\?(?:.*&)?ec=\d+"), _BRIDGE_REFUSED),
)


class Stranded(Exception):
    """The browser is not where it was sent; says why, and what would help."""


def check_landing(page: Page, who: str) -> None:
    """Raise Stranded where the page is one that Salesforce shows instead."""
    for pattern, told in _LANDINGS:
        if pattern.search(page.url):
            raise Stranded(told.format(who=who))
