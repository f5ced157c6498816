"""The home page, and what surrounds every page of a member: the menu and Log Out."""

import re

from playwright.sync_api import Locator, Page

_LOG_OUT = re.compile(r"^log ?out$", re.IGNORECASE)


class HomePage:
    """The first page after log-in."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.menu = page.get_by_role("navigation", name="Main Menu")
        self.heading = page.get_by_role("heading", level=1)
        self.quick_create = page.get_by_role("region", name="Quick Create")
        self.brand = page.get_by_role("banner").get_by_role("link").first
        self.lead_inbox = page.get_by_role("region", name="Lead Inbox", exact=True)

    def open(self) -> None:
        """Go to the home page: the site's own address leads there, whatever its template."""
        self.page.goto(f"{self.site_url}/")

    def header_color(self) -> str:
        """The colour behind the head of the page, as #rrggbb."""
        color = self.page.get_by_role("banner").evaluate("element => getComputedStyle(element).backgroundColor")
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", color)[:3])

    def tab(self, label: str) -> Locator:
        """An object's place in the menu, by its plural label."""
        name = re.compile(rf"^{re.escape(label)}$")
        return self.menu.get_by_role("link", name=name).or_(self.menu.get_by_role("menuitem", name=name))

    def tabs(self) -> list[str]:
        """The labels of the menu."""
        return [text.strip() for text in self.menu.get_by_role("link").all_inner_texts()]

    def open_tab(self, label: str) -> None:
        """Choose an object in the menu."""
        self.tab(label).click()

    @property
    def log_out_item(self) -> Locator:
        """The item that ends the session: a link on the page, or an item of the profile menu."""
        return self.page.get_by_role("link", name=_LOG_OUT).or_(self.page.get_by_role("menuitem", name=_LOG_OUT))

    def log_out(self) -> None:
        """End the session."""
        self.log_out_item.click()
