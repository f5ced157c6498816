"""An object's list view."""

import re

from playwright.sync_api import Locator, Page, expect

from e2e.text import text_of, texts_of

_MORE = re.compile(r"\d+\+ items")
_COUNT = re.compile(r"(\d+)\+? items?")


class RecordList:
    """The records of one object that the user is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.get_by_role("main")
        self.heading = self.main.get_by_role("heading", level=1)
        self.grid = self.main.get_by_role("grid").or_(self.main.get_by_role("treegrid"))
        self.search_box = self.main.get_by_role("searchbox", name="Search this list...")
        self.new_button = self.main.get_by_role("button", name="New", exact=True)
        self.refresh_button = self.main.get_by_role("button", name="Refresh", exact=True)
        self.picker = self.main.get_by_role("button", name=re.compile("^Select a List View"))
        self.controls = self.main.get_by_role("button", name="List View Controls")
        self.nothing = self.main.get_by_text("No items to display")
        self.status = self.main.get_by_text(_COUNT).first
        self.more = self.main.get_by_role("button", name="Load More")

    def search(self, term: str) -> None:
        """Narrow the list."""
        self.search_box.fill(term)
        self.search_box.press("Enter")
        self.page.wait_for_url(re.compile(r"[?&]q="))

    def names(self) -> list[str]:
        """The names of all records, once the list is there with all of its rows."""
        expect(self.grid.or_(self.nothing).first).to_be_visible()
        rows = self.grid.get_by_role("rowheader")
        while self._has_more():
            self._load_more(rows)
        return texts_of(rows)

    def texts(self) -> list[str]:
        """Everything that stands in the rows."""
        return texts_of(self.grid.get_by_role("row"))

    def views(self) -> list[str]:
        """The list views that there are to choose from; none where there is one only."""
        if not self.picker.is_visible():
            return []
        self.picker.click()
        return texts_of(self._views())

    def choose(self, view: str) -> None:
        """Open another list view."""
        self.picker.click()
        self._views().filter(has_text=re.compile(rf"^\s*{re.escape(view)}\s*$")).click()
        expect(self.heading).to_have_text(view)

    def refresh(self) -> None:
        """Load the list anew."""
        self.refresh_button.click()

    def open_record(self, name: str) -> None:
        """Open a record by its link."""
        self.grid.get_by_role("rowheader").get_by_role("link", name=name, exact=True).click()

    def new(self) -> None:
        """Start a new record."""
        self.new_button.click()

    def _views(self) -> Locator:
        return self.page.get_by_role("menuitem").or_(self.page.get_by_role("option")).filter(visible=True)

    def _has_more(self) -> bool:
        """ "50+ items" says so; a list without such a line has a button where it has more."""
        if self.status.is_visible():
            return bool(_MORE.search(text_of(self.status)))
        return self.more.is_visible()

    def _load_more(self, rows: Locator) -> None:
        """By the button, or by scrolling to the end."""
        shown = rows.count()
        if self.more.is_visible():
            self.more.click()
        else:
            rows.last.scroll_into_view_if_needed()
        expect(rows.nth(shown)).to_be_attached()
