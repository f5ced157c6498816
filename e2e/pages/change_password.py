"""The page for a new password, of Classic on every kind of site."""

import re

from playwright.sync_api import Locator, Page


def _label(text: str) -> re.Pattern[str]:
    """The star of a required field stands before or behind the label."""
    return re.compile(rf"^\*?\s*{text}\s*\*?$")


class PasswordPage:
    """Change Your Password, as a link in a mail, an expired password or the user's own wish opens it."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.current = page.get_by_label(_label("Current Password"))
        self.new = page.get_by_label(_label("New Password"))
        self.again = page.get_by_label(_label("Confirm New Password"))
        self.button = page.get_by_role("button", name="Change Password")
        self.gone = page.get_by_text("This link is invalid or has expired.")

    def open(self) -> None:
        """Go to the page by oneself."""
        self.page.goto(f"{self.site_url}/_ui/system/security/ChangePassword")

    @property
    def refusal(self) -> Locator:
        """What is wrong with what was typed."""
        return self.page.get_by_role("alert")

    def choose(self, new: str, current: str | None = None) -> None:
        """Fill in the form and send it."""
        if current is not None:
            self.current.fill(current)
        self.new.fill(new)
        self.again.fill(new)
        self.button.click()
