"""The pages of a refusal: no such page, no access, not in service."""

import re

from playwright.sync_api import Locator, Page

from e2e.text import text_of

# Which text shows for a record out of reach differs by template and release; a site has one of these.
PATTERNS = re.compile(
    r"Invalid Page|You don't have access to this record|You do not have the level of access necessary|"
    r"Insufficient Privileges|Service Not Available|Too Many Requests"
)


class ErrorPage:
    """Somebody asked for what is not there, or not for them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def message(self) -> Locator:
        """The sentence of the refusal: a heading or a paragraph, by the site's template."""
        return self.page.get_by_role("main").get_by_text(PATTERNS).first

    def is_shown(self) -> bool:
        """Whether the page is a refusal."""
        return self.message.is_visible()

    def text(self) -> str:
        """All that the page says."""
        return text_of(self.page.get_by_role("main"))
