"""A record's page."""

import re

from playwright.sync_api import Locator, Page

_RECORD_ID = re.compile(r"/(?:s|lightning)/.*?([a-zA-Z0-9]{18}|[a-zA-Z0-9]{15})(?=[/?#]|$)")


class RecordPage:
    """One record: its fields, its related lists, what may be done with it."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        self.heading = page.get_by_role("heading", level=1)
        self.edit_button = page.get_by_role("button", name="Edit", exact=True)
        self.details = page.get_by_role("tab", name="Details", exact=True)
        self.related = page.get_by_role("tab", name="Related", exact=True)
        self.toast = page.locator(".forceToastMessage, lightning-toast, .slds-notify_toast")
        self._items = page.locator("records-record-layout-item")

    def open(self, record_id: str) -> None:
        """Follow a link to a record."""
        self.page.goto(f"{self.site_url}/s/detail/{record_id}")

    @property
    def id(self) -> str:
        """The record's id, out of the address; "" on a page that is no record's."""
        found = _RECORD_ID.search(self.page.url)
        return found[1] if found else ""

    def fields(self) -> dict[str, str]:
        """Label → text of every field shown; times and numbers as written for machines, checkboxes as True or False."""
        self.details.wait_for()
        return {str(item.get_attribute("field-label")): _value(item) for item in self._items.all()}

    def field(self, label: str) -> Locator:
        """The value of one field."""
        item = self.page.locator(f'records-record-layout-item[field-label="{label}"]')
        return item.locator(".test-id__field-value")

    def related_names(self, title: str) -> list[str]:
        """The names in one related list."""
        self.related.click()
        rows = self.page.get_by_role("grid", name=title, exact=True).get_by_role("rowheader")
        return [text.strip() for text in rows.all_inner_texts()]

    def edit(self) -> None:
        """Start to edit the record."""
        self.edit_button.click()


def _value(item: Locator) -> str:
    value = item.locator(".test-id__field-value")
    checkbox = value.get_by_role("checkbox")
    if checkbox.count():
        return str(checkbox.is_checked())
    for element, attribute in (("time", "datetime"), ("data", "value")):
        marked = value.locator(element)
        if marked.count():
            return marked.get_attribute(attribute) or ""
    return value.inner_text().strip()
