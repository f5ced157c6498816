"""What comes up over a page and is no part of a scenario: a cookie banner, the end of a session, an alert.

Playwright looks for such things whenever something else is waited for, and has them closed first.
"""

import re

from playwright.sync_api import Dialog, Locator, Page

# Sites bring their own banner (OneTrust and others); the words of these buttons are what most have (confidence C).
ACCEPT = r"^(accept|allow)( all)?( cookies)?$|^(i )?agree$|^got it$"
BANNER = re.compile(r"cookie|privacy|consent", re.IGNORECASE)
# Aura sites warn before a session ends (session-time-out alerts, Experience Cloud help; the words: confidence D).
ENDING = re.compile(r"session.*(about to (expire|end|time out)|will (expire|end|time out))", re.IGNORECASE | re.DOTALL)
STAY = re.compile(r"^(continue|stay|keep|yes|ok)\b", re.IGNORECASE)


class Interruptions:
    """What a portal may put in the way.

    cookie_button: the name of the button that closes the cookie banner, where it is none of the usual ones.
    """

    def __init__(self, cookie_button: str = "") -> None:
        self._cookie_button = cookie_button

    def watch(self, page: Page) -> None:
        """Close them on this page from now on, also those of alerts; what an alert says is no fault here."""
        page.add_locator_handler(self._banner(page), _click)
        warning = page.get_by_role("dialog").or_(page.get_by_role("alertdialog")).filter(has_text=ENDING)
        page.add_locator_handler(warning.get_by_role("button", name=STAY).first, _click)
        page.on("dialog", _accept)

    def _banner(self, page: Page) -> Locator:
        if self._cookie_button:
            return page.get_by_role("button", name=self._cookie_button, exact=True).first
        places = page.get_by_role("dialog", name=BANNER).or_(page.get_by_role("region", name=BANNER))
        places = places.or_(page.get_by_role("alertdialog", name=BANNER))
        return places.get_by_role("button", name=re.compile(ACCEPT, re.IGNORECASE)).first


def _click(button: Locator) -> None:
    button.click()


def _accept(dialog: Dialog) -> None:
    dialog.accept()
