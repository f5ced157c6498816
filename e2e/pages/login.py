"""The log-in page of a site, with "Forgot your password?"."""

import re

from playwright.sync_api import Locator, Page


class LoginPage:
    """Where a guest becomes a member; the labels are those of Aura and of LWR sites alike."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.username = page.get_by_role("textbox", name="Username")
        self.password = page.get_by_label("Password", exact=True).or_(page.get_by_placeholder("Password", exact=True))
        self.button = page.get_by_role("button", name=re.compile(r"^log ?in$", re.IGNORECASE))
        self.forgot_password = page.get_by_role("link", name="Forgot your password?")

    def open(self) -> None:
        """Go to the site's log-in page."""
        self.page.goto(f"{self.site_url}/login")

    def log_in(self, username: str, password: str) -> None:
        """Fill in the form and send it."""
        self.username.fill(username)
        self.password.fill(password)
        self.button.click()

    @property
    def refusal(self) -> Locator:
        """The text that a failed attempt is answered with."""
        return self.page.get_by_text("Your login attempt has failed.")

    def reset_password(self, username: str) -> str:
        """Ask for a new password, and return the notice that follows."""
        self.forgot_password.click()
        self.page.get_by_role("textbox", name="Username").fill(username)
        self.page.get_by_role("button", name=re.compile(r"^reset", re.IGNORECASE)).click()
        heading = self.page.get_by_role("heading", name=re.compile("check your email", re.IGNORECASE))
        heading.wait_for()
        return heading.inner_text().strip()
