"""What every area of Setup needs of a browser: to get in, to open a page, to hear what the org says to a form."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from factories import OrgClient, Refused


class SetupVisitor:
    """An internal user's browser. It gets in by the user's API session (single access): nobody types a password.

    org: the org as this user. new_page: opens a fresh browser context.
    """

    def __init__(self, org: OrgClient, new_page: Callable[[], Page]) -> None:
        self.org = org
        self._new_page = new_page
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The browser's page; it is in the org from the first moment."""
        if self._page is None:
            self.open("/lightning/setup/SetupOneHome/home")
        return cast(Page, self._page)

    def open(self, path: str) -> Page:
        """Go to a page by its path: the first one through the door, as any where the session has ended meanwhile."""
        if self._page is None:
            self._page = self._new_page()
            self._page.goto(self.org.browser_entry(path))
            return self._page
        self._page.goto(self.org.connection.instance_url + path)
        if urlsplit(self._page.url).path == "/":
            self._page.goto(self.org.browser_entry(path))
        return self._page

    @property
    def main(self) -> Locator:
        """The page without its header and menu."""
        return self.page.get_by_role("main")

    def act(self, *buttons: str) -> None:
        """Follow links and press buttons of these names, one after the other. Raises Refused with what the org says.

        An open dialog is looked at alone. A name that the page does not offer is a refusal: a person would find none.
        """
        for name in buttons:
            dialog = self.main.get_by_role("dialog")
            place = dialog if dialog.count() else self.main
            control = place.get_by_role("link", name=name, exact=True).or_(
                place.get_by_role("button", name=name, exact=True)
            )
            if not control.first.is_visible():
                raise Refused(f"The page offers no {name}.")
            with self.page.expect_navigation():  # every control of Setup leads to a page: there are no scripts
                control.first.click()
        self.listen()

    def listen(self) -> None:
        """Raise Refused if the page that came says no."""
        expect(self.main).to_be_visible()
        told = self.main.get_by_role("alert")
        if told.count():
            raise Refused(told.first.inner_text().strip())
