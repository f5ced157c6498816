"""A record's page."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from e2e.addresses import address_of
from e2e.text import text_of, texts_of

_RECORD_ID = re.compile(r"/(?=[^/]*\d)([a-zA-Z0-9]{18}|[a-zA-Z0-9]{15})(?=/|$)")
_ITEM = "records-record-layout-item"


class RecordPage:
    """One record: its fields, its related lists, what may be done with it."""

    def __init__(self, page: Page, site_url: str) -> None:
        self.page = page
        self.site_url = site_url.rstrip("/")
        main = page.get_by_role("main")
        self.main = main
        self.heading = main.get_by_role("heading", level=1)
        self.edit_button = main.get_by_role("button", name="Edit", exact=True)
        self.more_actions = main.get_by_role("button", name="Show more actions")
        self.details = main.get_by_role("tab", name="Details", exact=True)
        self.related = main.get_by_role("tab", name="Related", exact=True)
        self.toast = page.locator(".forceToastMessage, lightning-toast, .slds-notify_toast").filter(visible=True)
        self._actions = main.get_by_role("menuitem").filter(visible=True)
        self._items = main.locator(_ITEM)

    def open(self, record_id: str) -> None:
        """Follow a link to a record."""
        self.page.goto(address_of(self.page, self.site_url, f"/detail/{record_id}"))

    @property
    def id(self) -> str:
        """The record's id, out of the address; "" on a page that is no record's."""
        found = _RECORD_ID.search(urlsplit(self.page.url).path)
        return found[1] if found else ""

    def fields(self) -> dict[str, str]:
        """Label → text of every field shown; times and numbers as written for machines, checkboxes as True or False."""
        self.details.wait_for()
        return {str(item.get_attribute("field-label")): _value(item) for item in self._items.all()}

    def field(self, label: str) -> Locator:
        """The value of one field."""
        return self.main.locator(f'{_ITEM}[field-label="{label}"]').locator(".test-id__field-value")

    def pencil(self, label: str) -> Locator:
        """The button beside a field that the user may change."""
        return self.main.get_by_role("button", name=f"Edit {label}", exact=True)

    def related_names(self, title: str) -> list[str]:
        """The names in one related list."""
        self.related.click()
        return texts_of(self.main.get_by_role("grid", name=title, exact=True).get_by_role("rowheader"))

    def view_all(self, title: str) -> None:
        """Open the page of one related list; the tab Related is open."""
        self.main.get_by_role("link", name=f"View All {title}", exact=True).click()

    def editable(self) -> bool:
        """Whether the page offers to edit the record, by a button or under "Show more actions"."""
        return self.edit_button.is_visible() or "Edit" in self.actions()

    def actions(self) -> list[str]:
        """What "Show more actions" offers."""
        if not self.more_actions.is_visible():
            return []
        self._open_actions()
        return texts_of(self._actions)

    def act(self, name: str) -> None:
        """Choose one of them."""
        self._open_actions()
        self._actions.and_(self.page.get_by_role("menuitem", name=name, exact=True)).click()

    def edit(self) -> None:
        """Start to edit the record."""
        if self.edit_button.is_visible():
            self.edit_button.click()
        else:
            self.act("Edit")

    def _open_actions(self) -> None:
        if not self._actions.first.is_visible():
            self.more_actions.click()


def _value(item: Locator) -> str:
    value = item.locator(".test-id__field-value")
    checkbox = value.get_by_role("checkbox")
    if checkbox.count():
        return str(checkbox.is_checked())
    for element, attribute in (("time", "datetime"), ("data", "value")):
        marked = value.locator(element)
        if marked.count():
            return marked.get_attribute(attribute) or ""
    return text_of(value)
