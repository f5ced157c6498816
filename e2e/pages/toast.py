"""The toast that tells what was saved or deleted, for a few seconds."""

import re

from playwright.sync_api import Page


class Toast:
    """A sentence at the head of the page, in the markup of Aura or of LWR."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.shown = page.locator(".forceToastMessage, lightning-toast, .slds-notify_toast").filter(visible=True)
        self.close_button = self.shown.get_by_role("button", name="Close")
        button, link = self.shown.get_by_role("button", name="Undo"), self.shown.get_by_role("link", name="Undo")
        self.undo_button = button.or_(link)

    def text(self) -> str:
        """The sentence, without the button beside it."""
        said = self.shown.locator(".toastMessage, [role=alert]").first
        return re.sub(r"\s+", " ", said.inner_text()).strip()

    def undo(self) -> None:
        """Take back what it tells of: a delete, on Aura sites."""
        self.undo_button.click()

    def close(self) -> None:
        """Send it away."""
        self.close_button.click()
