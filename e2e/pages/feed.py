"""The feed of a record, on sites that have one."""

from playwright.sync_api import Locator, Page, expect

_SHARE = "Share an update..."


class FeedPage:
    """What people write on a record, and the way to write more."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tab = page.get_by_role("tab", name="Feed", exact=True)
        self.opener = page.get_by_role("button", name=_SHARE)
        self.text = page.get_by_role("textbox", name=_SHARE)
        self.share_button = page.get_by_role("button", name="Share", exact=True)

    def open(self) -> None:
        """Go to the tab."""
        self.tab.click()
        expect(self.opener.or_(self.text).first).to_be_visible()

    def post(self, text: str) -> Locator:
        """The post that holds a text."""
        return self.page.get_by_role("article").filter(has_text=text)

    def share(self, text: str) -> None:
        """Write, share, and wait until it is there."""
        if self.opener.is_visible():
            self.opener.click()
        self.text.fill(text)
        self.share_button.click()
        expect(self.post(text).first).to_be_visible()
