"""The toast that tells what was saved, for a few seconds."""

import re

from playwright.sync_api import Page


class Toast:
    """A sentence at the head of the page, in the markup of Aura or of LWR."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.shown = page.locator(".forceToastMessage, lightning-toast, .slds-notify_toast").filter(visible=True)
        self.close_button = self.shown.get_by_role("button", name="Close")

    def text(self) -> str:
        """The sentence, without the button beside it."""
        said = self.shown.locator(".toastMessage, [role=alert]").first
        return re.sub(r"\s+", " ", said.inner_text()).strip()

    def close(self) -> None:
        """Send it away."""
        self.close_button.click()
