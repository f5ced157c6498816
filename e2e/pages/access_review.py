"""The access review on the portal."""

from playwright.sync_api import Locator, Page, expect


class AccessReviewPage:
    """The users that a partner is asked about, each with an answer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", name="Access Review", exact=True)
        self.link = page.get_by_role("link", name="Answer it")
        self.save_button = page.get_by_role("button", name="Save Answers")
        self.saved = page.get_by_role("status").filter(has_text="Your answers were saved.")
        self.refusal = page.get_by_role("alert")
        self.nothing = page.get_by_text("No review is waiting for you.")

    def names(self) -> list[str]:
        """Who is asked about, by full name."""
        return [text.splitlines()[0].strip() for text in self.page.get_by_role("rowheader").all_inner_texts()]

    def answer(self, name: str, answer: str) -> None:
        """Choose an answer for somebody."""
        self._of(name).get_by_role("radio", name=answer, exact=True).check()

    def save(self) -> None:
        """Save what is chosen."""
        self.save_button.first.click()
        expect(self.saved.or_(self.refusal)).to_be_visible()

    def _of(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=f"Answer for {name}")
