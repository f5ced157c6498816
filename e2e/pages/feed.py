"""The feed of a record, on sites that have one."""

from playwright.sync_api import Locator, Page, expect

_SHARE, _COMMENT = "Share an update...", "Write a comment..."


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

    def comments(self, post: str) -> Locator:
        """What was answered to the post that holds a text."""
        return self.post(post).first.get_by_role("article")

    def comment(self, post: str, text: str) -> None:
        """Answer a post, and wait until it is there; where the box is folded away, a button of that name opens it."""
        place = self.post(post).first
        box, button = (
            place.get_by_role("textbox", name=_COMMENT),
            place.get_by_role("button", name="Comment", exact=True),
        )
        if not box.is_visible():
            button.first.click()
        box.fill(text)
        button.last.click()
        expect(self.comments(post).filter(has_text=text).first).to_be_visible()

    def share(self, text: str) -> None:
        """Write, share, and wait until it is there."""
        if self.opener.is_visible():
            self.opener.click()
        self.text.fill(text)
        self.share_button.click()
        expect(self.post(text).first).to_be_visible()
