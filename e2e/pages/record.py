"""A record's page."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from e2e.addresses import address_of
from e2e.text import READ, texts_of, tidy

_RECORD_ID = re.compile(r"/(?=[^/]*\d)([a-zA-Z0-9]{18}|[a-zA-Z0-9]{15})(?=/|$)")
_ITEM = "records-record-layout-item"
# Of each item its label, its value, and whether that is a text as shown or one for machines. A page has many of them.
_FIELDS = f"""items => {{
  const read = {READ};
  const inside = (node, found) => {{
    const hit = found(node);
    if (hit) return hit;
    for (const part of [...(node.shadowRoot?.children ?? []), ...node.children]) {{
      const deeper = inside(part, found);
      if (deeper) return deeper;
    }}
    return null;
  }};
  const first = (node, selector) => inside(node, (each) => each.matches(selector) ? each : null);
  return items.map((item) => {{
    const label = item.getAttribute("field-label");
    const value = first(item, ".test-id__field-value");
    const checkbox = first(value, "input[type=checkbox], [role=checkbox]");
    if (checkbox) return [label, (checkbox.checked ?? checkbox.ariaChecked === "true") ? "True" : "False", false];
    const marked = first(value, "time") ?? first(value, "data");
    if (marked) return [label, marked.getAttribute(marked.tagName === "TIME" ? "datetime" : "value") ?? "", false];
    return [label, read(value), true];
  }});
}}"""


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
        read = self._items.evaluate_all(_FIELDS)
        return {str(label): tidy(text) if shown else text for label, text, shown in read}

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
