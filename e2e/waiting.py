"""When a page is there: its anchor is to be seen, and no spinner any more. Neither silence of the network nor sleeps.

Lightning asks its server again and again, so that the network is never silent, or too early; and it draws a page in
parts, so that the address and the `load` event say nothing about what is on it.
"""

from playwright.sync_api import Locator, Page, expect

SPINNER = ".slds-spinner:visible"


def settled(page: Page, *anchors: Locator) -> None:
    """Wait until one of these is visible while the page shows no spinner."""
    page.wait_for_load_state("domcontentloaded")  # told by the browser, while what is expected is asked for in turns
    first, *others = anchors
    for other in others:
        first = first.or_(other)
    at_rest = page.locator("html").filter(has_not=page.locator(SPINNER))
    expect(at_rest.locator(first).first).to_be_visible()
