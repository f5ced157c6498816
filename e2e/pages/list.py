"""An object's list view."""

import re

from playwright.sync_api import Page, expect


class RecordList:
    """The records of one object that the user is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", level=1)
        self.grid = page.get_by_role("grid").or_(page.get_by_role("treegrid"))
        self.search_box = page.get_by_role("searchbox", name="Search this list...")
        self.new_button = page.get_by_role("button", name="New", exact=True)
        self.nothing = page.get_by_text("No items to display")
        self.more = page.get_by_role("button", name="Load More")

    def search(self, term: str) -> None:
        """Narrow the list."""
        self.search_box.fill(term)
        self.search_box.press("Enter")
        self.page.wait_for_url(re.compile(r"[?&]q="))

    def names(self) -> list[str]:
        """The names of all records, once the list is there with all of its rows."""
        expect(self.grid.or_(self.nothing).first).to_be_visible()
        while self.more.is_visible():
            shown = self.grid.get_by_role("rowheader").count()
            self.more.click()
            expect(self.grid.get_by_role("rowheader").nth(shown)).to_be_visible()
        return [text.strip() for text in self.grid.get_by_role("rowheader").all_inner_texts()]

    def texts(self) -> list[str]:
        """Everything that stands in the rows."""
        return [text.strip() for text in self.grid.get_by_role("row").all_inner_texts()]

    def open_record(self, name: str) -> None:
        """Open a record by its link."""
        self.grid.get_by_role("rowheader").get_by_role("link", name=name, exact=True).click()

    def new(self) -> None:
        """Start a new record."""
        self.new_button.click()
