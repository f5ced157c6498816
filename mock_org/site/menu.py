"""The site's navigation menu: a tab for each object that the running user may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mock_org.site.layout import has_tab, tab_order

# How many objects stand in the menu beside "Home" before the others go under "More" (an Aura menu fits them to its
# width; confidence D), and how many where every page object is to meet "More".
MENU_LENGTH = {False: 9, True: 3}


@dataclass(frozen=True, slots=True)
class Tab:
    """An object of the menu."""

    sobject: str
    label: str
    label_plural: str

    @property
    def slug(self) -> str:
        """The object's part of a path: the API name in lower case, without the suffix of custom objects."""
        return self.sobject.removesuffix("__c").replace("_", "-").lower()

    @property
    def list_path(self) -> str:
        """The path of the object's list (`/s/lead/Lead/Default`, as Aura sites have it)."""
        return f"/s/{self.slug}/{self.sobject}/Default"

    @property
    def new_path(self) -> str:
        """The path of the form for a new record."""
        return f"/s/createrecord/New{self.sobject}"


def tabs(entries: Iterable[dict[str, Any]]) -> list[Tab]:
    """The objects of a global describe that the menu offers, in its order."""
    offered = sorted((entry for entry in entries if has_tab(entry)), key=tab_order)
    return [Tab(entry["name"], entry["label"], entry["labelPlural"]) for entry in offered]
