"""The list views that every object has from the beginning."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mock_org.org.list_view_definition import ListViewDefinition, NewListView
from mock_org.schema import SObject

VIEWS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    tomllib.loads((files("mock_org.metadata") / "standard_list_views.toml").read_text(encoding="utf-8"))
)


def standard_list_views(sobject: SObject) -> list[NewListView]:
    """Those of the table; of other objects with pages All, My where records have owners, and Recently Viewed (B)."""
    if not sobject.layoutable or not sobject.queryable or sobject.virtual or sobject.name_field is None:
        return []
    said = VIEWS.get(sobject.name) or _usual(sobject)
    return [
        NewListView(sobject.name, view["name"], view["label"][:40], _definition(sobject, said["columns"], view))
        for view in said["views"]
        if view.get("scope") != "recent" or sobject.field("LastViewedDate")
    ]


def _definition(sobject: SObject, columns: list[str], view: Mapping[str, Any]) -> ListViewDefinition:
    known = tuple(path for path in columns if sobject.field(path) or "." in path)
    return ListViewDefinition(known, view.get("where", ""), view.get("scope", "everything"))


def _usual(sobject: SObject) -> dict[str, Any]:
    plural = sobject.label_plural
    own = sobject.name.removesuffix("__c") if sobject.custom else sobject.name
    name = sobject.name_field.name if sobject.name_field else "Id"
    views = [{"name": "All", "label": "All"}] if sobject.custom else [{"name": f"All{own}", "label": f"All {plural}"}]
    if sobject.field("OwnerId"):
        views.append({"name": f"My{own}", "label": f"My {plural}", "scope": "mine"})
    views.append({"name": f"RecentlyViewed{own}", "label": f"Recently Viewed {plural}", "scope": "recent"})
    return {"columns": [name], "views": views}
