"""The results of the search box at the head of the site."""

from playwright.sync_api import Locator, Page, expect

from e2e.text import texts_of


class SearchPage:
    """What was found, by object."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.get_by_role("main")
        self.heading = self.main.get_by_role("heading", name="Search Results")
        self.nothing = self.main.get_by_text("No results for")

    def found(self, label_plural: str) -> Locator:
        """The results that are records of one object."""
        return self.main.get_by_role("region", name=label_plural, exact=True)

    def names(self, label_plural: str) -> list[str]:
        """The names of the records of one object that were found."""
        expect(self.heading).to_be_visible()
        return texts_of(self.found(label_plural).get_by_role("rowheader"))

    def open_record(self, name: str) -> None:
        """Go to what was found."""
        self.main.get_by_role("rowheader").get_by_role("link", name=name, exact=True).click()
