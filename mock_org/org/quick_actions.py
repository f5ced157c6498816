"""The verbs of a Session about quick actions: which the user may perform, and what they begin with."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mock_org.org.describing import Describing
from mock_org.org.layout_items import component_id, layout_items, section
from mock_org.org.view import not_found
from mock_org.schema import Field, SObject, to_18

ACTIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    tomllib.loads((files("mock_org.org") / "quick_actions.toml").read_text(encoding="utf-8"))
)
Action = Mapping[str, Any]
# The actions of a feed's publisher, which are told after the others and have no pages of their own (recorded:
# NangoHQ/integration-templates, list-quick-actions; confidence A).
POSTS: Mapping[str, str] = MappingProxyType(
    {
        "FeedItem.TextPost": "Post",
        "FeedItem.ContentPost": "File",
        "FeedItem.MobileSmartActions": "Mobile Smart Actions",
        "FeedItem.LinkPost": "Link",
        "FeedItem.PollPost": "Poll",
        "FeedItem.QuestionPost": "Question",
    }
)
# Keys of a describe that only canvases, flows, components and pages fill.
_NOTHING = (
    "accessLevelRequired",
    "canvasApplicationId",
    "canvasApplicationName",
    "flowDevName",
    "flowRecordIdVar",
    "height",
    "iconName",
    "lightningComponentBundleId",
    "lightningComponentBundleName",
    "lightningComponentQualifiedName",
    "mobileExtensionDisplayMode",
    "mobileExtensionId",
    "mobileExtensionName",
    "targetParentField",
    "targetRecordTypeId",
    "visualforcePageName",
    "visualforcePageUrl",
    "width",
)


class QuickActions(Describing):
    """Quick actions: the global ones, for whoever may create what they create."""

    def quick_actions(self, sobject_name: str | None = None) -> list[dict[str, Any]]:
        """Those that the user may perform, by name; of an sObject with their URLs there.

        Raises NOT_FOUND for an sObject that the user may not read.
        """
        sobject = self._acted_on(sobject_name)
        told = [self._told_action(name, sobject) for name in sorted(ACTIONS) if self._created_by(name) is not None]
        return told if sobject else told + self._posts()

    def _posts(self) -> list[dict[str, Any]]:
        feed = self.org.schema.get("FeedItem")
        if feed is None or not self.may("create", feed):
            return []
        return [
            {"actionEnumOrId": name, "label": label, "name": name, "type": "Post", "urls": {}}
            for name, label in POSTS.items()
        ]

    def quick_action(self, name: str, sobject_name: str | None = None) -> dict[str, Any]:
        """The describe of one of them (SOAP API Developer Guide, DescribeQuickActionResult). Raises NOT_FOUND."""
        found, action, target = self._action(name, sobject_name)
        described = self.describe(target.name)
        fields = [each for each in described["fields"] if each["name"] in action["fields"]]
        told = {
            **dict.fromkeys(_NOTHING),
            "actionEnumOrId": found,
            "colors": [],
            "contextSobjectType": self._context(sobject_name),
            "defaultValues": [
                {"defaultValue": value, "field": field} for field, value in action.get("values", {}).items()
            ],
            "iconUrl": f"{self.base_url}/img/icon/custom51_100/action32.png",
            "icons": [],
            "label": action["label"],
            "layout": section("", layout_items(fields), found, edit=True),
            "miniIconUrl": f"{self.base_url}/img/icon/custom51_100/action16.png",
            "name": found,
            "showQuickActionLcHeader": False,
            "showQuickActionVfHeader": False,
            "targetSobjectType": target.name,
            "type": action.get("type", "Create"),
        }
        return dict(sorted(told.items()))

    def quick_action_defaults(
        self, name: str, sobject_name: str | None = None, parent_id: str | None = None
    ) -> dict[str, Any]:
        """What the fields of an action hold beforehand (recorded: NewTask).

        parent_id: the record that the action is asked of, which the new record then points to. Raises NOT_FOUND.
        """
        _, action, target = self._action(name, sobject_name)
        parent = self._parent(sobject_name, parent_id)
        readable = {each.lower() for each in self.readable_names(target)}
        fields = [target.fields[each.lower()] for each in action["fields"] if each.lower() in readable]
        values = {field.name: self._default(field, action.get("values", {})) for field in fields}
        via = next((f for f in fields if parent and f.name != "OwnerId" and parent[0] in f.reference_to), None)
        return {"attributes": {"type": target.name}} | values | ({via.name: parent[1]} if via and parent else {})

    def _action(self, name: str, sobject_name: str | None) -> tuple[str, Action, SObject]:
        self._acted_on(sobject_name)
        wanted = name.rpartition(".")[2].lower()
        found = next((each for each in ACTIONS if each.lower() == wanted), None)
        target = self._created_by(found) if found else None
        if found is None or target is None:
            raise not_found()
        return found, ACTIONS[found], target

    def _acted_on(self, sobject_name: str | None) -> SObject | None:
        sobject = self.sobject(sobject_name) if sobject_name is not None else None
        if sobject is not None and not sobject.layoutable:
            raise not_found()
        return sobject

    def _context(self, sobject_name: str | None) -> str | None:
        sobject = self._acted_on(sobject_name)
        return sobject.name if sobject else None

    def _created_by(self, name: str) -> SObject | None:
        target = self.org.schema.get(ACTIONS[name]["sobject"])
        return target if target is not None and self.may("create", target) and self.may("read", target) else None

    def _parent(self, sobject_name: str | None, parent_id: str | None) -> tuple[str, str] | None:
        if parent_id is None:
            return None
        key = to_18(parent_id)
        sobject = self._acted_on(sobject_name) or (self.org.schema.by_key_prefix(key[:3]) if key else None)
        if key is None or sobject is None or not self.may("read", sobject) or not self.select(sobject, ["Id"], key):
            raise not_found()
        return sobject.name, key

    def _default(self, field: Field, values: Mapping[str, Any]) -> Any:
        if field.name in values:
            return values[field.name]
        if field.name == "OwnerId":
            return self.user.id
        chosen = next((entry.value for entry in field.picklist if entry.default and entry.active), None)
        return field.default_value if field.default_value is not None else chosen

    def _told_action(self, name: str, sobject: SObject | None) -> dict[str, Any]:
        data, action = f"/services/data/v{self.version}", ACTIONS[name]
        url = f"{data}/sobjects/{sobject.name}/quickActions/{name}" if sobject else f"{data}/quickActions/{name}"
        urls = {"defaultValues": f"{url}/defaultValues", "describe": f"{url}/describe", "quickAction": url}
        urls |= {"defaultValuesTemplate": f"{url}/defaultValues/{{ID}}"}
        kind, action_id = action.get("type", "Create"), component_id("09D", name)[:15]
        return {"actionEnumOrId": action_id, "label": action["label"], "name": name, "type": kind, "urls": urls}
