"""The verbs of a Session about tabs: one for each object that has one and that the user may read."""

from typing import Any
from zlib import crc32

from mock_org.org.view import View
from mock_org.schema import SObject

# Standard objects that have a tab (Salesforce help, "Standard Tabs"; confidence B); every custom object here has one.
STANDARD = (
    "Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "Contract", "Product2", "Pricebook2", "Task",
    "Event", "Solution", "PartnerFundAllocation", "PartnerFundClaim", "PartnerFundRequest", "PartnerMarketingBudget",
    "ChannelProgram", "ChannelProgramLevel",
)  # fmt: skip
# Of custom tabs, by the name: colours and motifs of the kind that Salesforce offers.
_COLORS = ("F7594E", "3C97DD", "3ABEB1", "8199AF", "FCB95B", "B85D0D", "CC5E14", "4DCA76")


class Tabs(View):
    """Tabs, and their icons and colours."""

    def tabs(self) -> list[dict[str, Any]]:
        """The tabs of the user, Home first (REST API Developer Guide, "Tabs")."""
        return [self._home(), *(self._tab(sobject) for sobject in self._with_tabs())]

    def theme(self) -> dict[str, Any]:
        """Icons and colours of the same objects (the guide, "Themes")."""
        items = [
            {"colors": _colors(sobject), "icons": self._icons(sobject), "name": sobject.name}
            for sobject in self._with_tabs()
        ]
        return {"themeItems": items}

    def _with_tabs(self) -> list[SObject]:
        named = [self.org.schema.get(name) for name in STANDARD]
        own = [each for each in self.org.schema if each.custom and each.layoutable and each.share_of is None]
        return [each for each in (*named, *own) if each is not None and self.may("read", each)]

    def _tab(self, sobject: SObject) -> dict[str, Any]:
        icons = self._icons(sobject)
        return {
            "colors": _colors(sobject),
            "custom": sobject.custom,
            "iconUrl": icons[0]["url"],
            "icons": icons,
            "label": sobject.label_plural,
            "miniIconUrl": icons[1]["url"],
            "name": sobject.name if sobject.custom else f"standard-{sobject.name}",
            "sobjectName": sobject.name,
            "url": f"{self.base_url}/{sobject.key_prefix}/o",
        }

    def _home(self) -> dict[str, Any]:
        icon = f"{self.base_url}/img/icon/home"
        return {
            "colors": [{"color": "0176D3", "context": "primary", "theme": "theme4"}],
            "custom": False,
            "iconUrl": f"{icon}32.png",
            "icons": [_icon(f"{icon}32.png", 32, "theme3"), _icon(f"{icon}16.png", 16, "theme3")],
            "label": "Home",
            "miniIconUrl": f"{icon}16.png",
            "name": "standard-home",
            "sobjectName": None,
            "url": f"{self.base_url}/lightning/page/home",
        }

    def _icons(self, sobject: SObject) -> list[dict[str, Any]]:
        name = "custom" if sobject.custom else sobject.name.lower()
        plural = "custom" if sobject.custom else f"{name}s"
        old, new = f"{self.base_url}/img/icon/{plural}", f"{self.base_url}/img/icon/t4v35/standard/{name}"
        return [
            _icon(f"{old}32.png", 32, "theme3"),
            _icon(f"{old}16.png", 16, "theme3"),
            {"contentType": "image/svg+xml", "height": 0, "theme": "theme4", "url": f"{new}.svg", "width": 0},
            _icon(f"{new}_60.png", 60, "theme4"),
            _icon(f"{new}_120.png", 120, "theme4"),
        ]


def _colors(sobject: SObject) -> list[dict[str, str]]:
    color = _COLORS[crc32(sobject.name.encode()) % len(_COLORS)]
    return [{"color": color, "context": "primary", "theme": theme} for theme in ("theme4", "theme3")]


def _icon(url: str, size: int, theme: str) -> dict[str, Any]:
    return {"contentType": "image/png", "height": size, "theme": theme, "url": url, "width": size}
