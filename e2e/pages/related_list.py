"""The page of one related list, which "View All" opens."""

from playwright.sync_api import Page, expect

from e2e.text import texts_of


class RelatedListPage:
    """All records of a related list."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.main = page.get_by_role("main")
        self.heading = self.main.get_by_role("heading", level=1)
        self.grid = self.main.get_by_role("grid")
        self.nothing = self.main.get_by_text("No items to display")

    def names(self) -> list[str]:
        """The names of the records."""
        expect(self.grid.or_(self.nothing).first).to_be_visible()
        return texts_of(self.grid.get_by_role("rowheader"))

    def open_parent(self, name: str) -> None:
        """Back to the record that the list belongs to."""
        self.main.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name=name, exact=True).click()
