"""The home page, and what surrounds every page of a member: the menu, the search box, the profile menu."""

import re

from playwright.sync_api import Locator, Page

from e2e.text import text_of, texts_of

_LOG_OUT = re.compile(r"^log ?out$", re.IGNORECASE)
# The button of the profile menu bears the user's name, or says what it is.
_PROFILE = re.compile(r"^User profile")


class HomePage:
    """The first page after log-in."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.menu = page.get_by_role("navigation", name="Main Menu")
        self.more = self.menu.get_by_role("button", name="More", exact=True)
        self.heading = page.get_by_role("heading", level=1)
        self.quick_create = page.get_by_role("button", name="Quick Create", exact=True)
        self.brand = page.get_by_role("banner").get_by_role("link").first
        self.profile = page.get_by_role("banner").get_by_role("button", name=_PROFILE)
        self.search_box = page.get_by_role("banner").get_by_role("searchbox", name="Search...")
        self.lead_inbox = page.get_by_role("region", name="Lead Inbox", exact=True)

    def open(self) -> None:
        """Go to the home page: the site's own address leads there, whatever its template."""
        self.page.goto(f"{self.site_url}/")

    def header_color(self) -> str:
        """The colour behind the head of the page, as #rrggbb."""
        color = self.page.get_by_role("banner").evaluate("element => getComputedStyle(element).backgroundColor")
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])

    def tab(self, label: str) -> Locator:
        """An object's place in the menu, by its plural label; under "More" it can be seen when that is open."""
        name = re.compile(rf"^{re.escape(label)}$")
        return self.menu.get_by_role("link", name=name).or_(self.menu.get_by_role("menuitem", name=name))

    def has_tab(self, label: str) -> bool:
        """Whether the menu has the object, under "More", too."""
        if self.tab(label).is_visible():
            return True
        if self.more.is_visible():
            self._open(self.more)
        return self.tab(label).is_visible()

    def tabs(self) -> list[str]:
        """The labels of the menu, those under "More" at the end."""
        if self.more.is_visible():
            self._open(self.more)
        return texts_of(self.menu.get_by_role("link").or_(self.menu.get_by_role("menuitem")))

    def open_tab(self, label: str) -> None:
        """Choose an object in the menu."""
        self.has_tab(label)
        self.tab(label).click()

    def creates(self) -> list[str]:
        """What "Quick Create" offers."""
        self._open(self.quick_create)
        return texts_of(self.page.get_by_role("menuitem", name=re.compile("^New ")))

    def create(self, label: str) -> None:
        """Start a new record by "Quick Create"."""
        self._open(self.quick_create)
        self.page.get_by_role("menuitem", name=f"New {label}", exact=True).click()

    def accept(self, name: str) -> None:
        """Take a lead out of its queue, in the lead inbox."""
        self.lead_inbox.get_by_role("button", name=f"Accept {name}", exact=True).click()

    def search(self, words: str) -> None:
        """Search all objects."""
        self.search_box.fill(words)
        self.search_box.press("Enter")

    def site_name(self) -> str:
        """The name at the head of the page."""
        return text_of(self.brand).splitlines()[-1]

    @property
    def log_out_item(self) -> Locator:
        """The item that ends the session: a link on the page, or an item of the profile menu."""
        return self.page.get_by_role("link", name=_LOG_OUT).or_(self.page.get_by_role("menuitem", name=_LOG_OUT))

    def log_out(self) -> None:
        """End the session."""
        if not self.log_out_item.is_visible():
            self._open(self.profile)
        self.log_out_item.click()

    def _open(self, button: Locator) -> None:
        """A menu button closes its menu when it is open."""
        if not button.evaluate("b => b.ariaExpanded === 'true' || Boolean(b.closest('details')?.open)"):
            button.click()
