"""When a page is there: its anchor is to be seen, and no spinner any more. Neither silence of the network nor sleeps.

Lightning asks its server again and again, so that the network is never silent, or too early; and it draws a page in
parts, so that the address and the `load` event say nothing about what is on it.
"""

from playwright.sync_api import Locator, Page, expect

SPINNER = ".slds-spinner:visible"


def settled(page: Page, *anchors: Locator) -> None:
    """Wait until one of these is visible, and then until the page has loaded what it shows spinners for."""
    first, *others = anchors
    for other in others:
        first = first.or_(other)
    expect(first.first).to_be_visible()
    expect(page.locator(SPINNER)).to_have_count(0)
