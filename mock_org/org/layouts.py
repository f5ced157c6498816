"""The verbs of a Session about layouts: made of the describe, one section for each group of fields.

Shapes: SOAP API Developer Guide, DescribeLayoutResult and DescribeCompactLayoutsResult; REST API Developer Guide,
"sObject Layouts" (confidence A for the keys, D for which field stands where).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.org.describing import Describing
from mock_org.org.layout_items import component_id, layout_items, section
from mock_org.org.layout_related import related_lists
from mock_org.org.view import not_found
from mock_org.schema import to_18

Described = dict[str, Any]
# Objects with a layout of another name beside their own (Object Reference, User).
NAMED = {"User": "UserAlt"}
# Nobody puts them on a page.
_NOT_SHOWN = frozenset({"Id", "IsDeleted", "MasterRecordId", "SystemModstamp", "LastViewedDate", "LastReferencedDate"})
_SYSTEM = ("CreatedById", "LastModifiedById", "CreatedDate", "LastModifiedDate")
_COMPACT = ("Phone", "Website", "Email", "Company", "StageName", "Amount", "CloseDate", "Status", "Priority", "OwnerId")
_MOST_COMPACT = 5


class Layouts(Describing):
    """Page layouts, compact layouts, the layouts of approval pages and of the global actions."""

    def layouts(self, sobject_name: str) -> Described:
        """The layout of an object and which record type has which; none told where there are several to choose from.

        Raises NOT_FOUND for an object that has no pages or that the user may not read.
        """
        described = self._with_pages(sobject_name)
        own = [info for info in described["recordTypeInfos"] if not info["master"] and info["active"]]
        choices = [info for info in own if info["available"]]
        return {
            "layouts": None if len(own) > 1 else [self._layout(described)],
            "recordTypeMappings": [self._mapping(described, info) for info in described["recordTypeInfos"]],
            "recordTypeSelectorRequired": [len(choices) > 1],
        }

    def layout_of(self, sobject_name: str, record_type_id: str) -> Described:
        """The layout of one record type. Raises NOT_FOUND."""
        described, key = self._with_pages(sobject_name), to_18(record_type_id)
        if not any(info["recordTypeId"] == key for info in described["recordTypeInfos"]):
            raise not_found()
        return self._layout(described)

    def named_layout(self, sobject_name: str, name: str) -> Described:
        """A layout by its name. Raises NOT_FOUND."""
        described = self._with_pages(sobject_name)
        if NAMED.get(described["name"], "").lower() != name.lower():
            raise not_found()
        layout = self._layout(described)
        return {"layouts": [layout], "recordTypeMappings": [], "recordTypeSelectorRequired": [False]}

    def compact_layouts(self, sobject_name: str) -> Described:
        """The compact layouts of an object: the one that the system makes."""
        described = self._with_pages(sobject_name)
        url = f"/services/data/v{self.version}/sobjects/{described['name']}/describe/compactLayouts"
        return {
            "compactLayouts": [self.primary_compact_layout(sobject_name)],
            "defaultCompactLayoutId": None,
            "recordTypeCompactLayoutMappings": [
                {
                    "available": info["available"],
                    "compactLayoutId": None,
                    "compactLayoutName": "SYSTEM",
                    "recordTypeId": info["recordTypeId"],
                    "recordTypeName": info["name"],
                    "urls": {"compactLayout": f"{url}/{info['recordTypeId']}"},
                }
                for info in described["recordTypeInfos"]
            ],
            "urls": {"primary": f"{url}/primary"},
        }

    def primary_compact_layout(self, sobject_name: str) -> Described:
        """The compact layout that is shown: the name, and the fields by which people know such a record."""
        described = self._with_pages(sobject_name)
        fields = {field["name"]: field for field in described["fields"]}
        names = [name for name, field in fields.items() if field["nameField"]]
        names += [name for name in _COMPACT if name in fields and name not in names]
        return {
            "actions": [],
            "fieldItems": layout_items([fields[name] for name in names[:_MOST_COMPACT]]),
            "id": None,
            "imageItems": [],
            "label": "System Default",
            "name": "SYSTEM",
            "objectType": described["name"],
        }

    def approval_layouts(self, sobject_name: str, name: str | None = None) -> Described:
        """The layouts of approval pages: none, since there are no approval processes."""
        self._with_pages(sobject_name)
        if name is not None:
            raise not_found()
        return {"approvalLayouts": []}

    def global_layouts(self) -> Described:
        """The layout of the global actions."""
        return {
            "layouts": [_empty_layout("Global")],
            "recordTypeMappings": [],
            "recordTypeSelectorRequired": [False],
        }

    def _with_pages(self, sobject_name: str) -> Described:
        sobject = self.sobject(sobject_name)
        if not sobject.layoutable:
            raise not_found()
        return self.describe(sobject.name)

    def _layout(self, described: Described) -> Described:
        name = described["name"]
        groups = _groups(described)
        return _empty_layout(name) | {
            "detailLayoutSections": [
                section(heading, layout_items(fields), name) for heading, fields in groups.items() if fields
            ],
            "editLayoutSections": [
                section(heading, items, name, edit=True)
                for heading, fields in groups.items()
                if (items := layout_items(fields, edit=True))
            ],
            "relatedLists": related_lists(self, described["childRelationships"]),
        }

    def _mapping(self, described: Described, info: Mapping[str, Any]) -> Described:
        picklists = [field for field in described["fields"] if field["picklistValues"]]
        narrowed = {
            said.field.lower(): {value.lower() for value in said.values}
            for said in self.org.sharing.record_type_values
            if (said.sobject.lower(), said.name.lower()) == (described["name"].lower(), info["developerName"].lower())
        }
        return {
            **info,
            "layoutId": component_id("00h", described["name"]),
            "picklistsForRecordType": [
                {
                    "picklistName": field["name"],
                    "picklistValues": [
                        entry
                        for entry in field["picklistValues"]
                        if entry["value"].lower() in narrowed.get(field["name"].lower(), {entry["value"].lower()})
                    ],
                }
                for field in picklists
            ],
        }


def _groups(described: Described) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The sections, in the order in which Salesforce's own layouts have them."""
    shown = [field for field in described["fields"] if field["name"] not in _NOT_SHOWN]
    parts = [field for field in shown if field["compoundFieldName"] in {f["name"] for f in shown if _is_place(f)}]
    own = [field for field in shown if field not in parts and field["name"] not in _SYSTEM]
    return {
        f"{described['label']} Information": [f for f in own if not f["custom"] and not _is_place(f)],
        "Address Information": [f for f in own if _is_place(f)],
        "Additional Information": [f for f in own if f["custom"] and not _is_place(f)],
        "System Information": [f for f in shown if f["name"] in _SYSTEM],
    }


def _is_place(field: Mapping[str, Any]) -> bool:
    return field["type"] in ("address", "location")


def _empty_layout(name: str) -> Described:
    return {
        "buttonLayoutSection": {"detailButtons": []},
        "detailLayoutSections": [],
        "editLayoutSections": [],
        "feedView": None,
        "highlightsPanelLayoutSection": None,
        "id": component_id("00h", name),
        "multirowEditLayoutSections": [],
        "offlineLinks": [],
        "quickActionList": {"quickActionListItems": []},
        "relatedContent": None,
        "relatedLists": [],
        "saveOptions": [],
    }
