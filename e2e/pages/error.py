"""The pages of a refusal: no such page, no access, not in service."""

import re

from playwright.sync_api import Locator, Page

# Which text shows for a record out of reach differs by template and release; a site has one of these.
PATTERNS = re.compile(
    r"Invalid Page|You don't have access to this record|"
    r"You do not have the level of access necessary|Insufficient Privileges|Service Not Available"
)


class ErrorPage:
    """Somebody asked for what is not there, or not for them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heading = page.get_by_role("heading", level=1)

    @property
    def message(self) -> Locator:
        """The sentence of the refusal."""
        return self.page.get_by_role("main").get_by_text(PATTERNS).first

    def is_shown(self) -> bool:
        """Whether the page is a refusal."""
        return self.message.is_visible()

    def text(self) -> str:
        """All that the page says."""
        return self.page.get_by_role("main").inner_text().strip()
