"""The verbs of a Session about how a site looks: from which template it was made, its colours, its logo, its name."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org.colors import parse_color
from mock_org.org.view import View, not_found
from mock_org.storage.site_looks import SiteLook, encoded, keep_look, look_of

__all__ = ["COLORS", "LWR_TEMPLATES", "MANAGES", "SERVLETS", "SHADOW_TEMPLATE", "TEMPLATES", "Branding", "SiteLook"]

Row = dict[str, Any]
MANAGES = "ManageNetworks"  # Create and Set Up Experiences
# What a new site may be made from (Salesforce help, "Experience Builder Templates"; confidence B).
TEMPLATES = (
    "Build Your Own", "Build Your Own (LWR)", "Customer Account Portal", "Customer Service", "Help Center",
    "Microsite (LWR)", "Partner Central", "Salesforce Tabs + Visualforce",
)  # fmt: skip
LWR_TEMPLATES = tuple(name for name in TEMPLATES if name.endswith("(LWR)"))
# The mock's own: an Aura site of components in nested open shadow roots, to try page objects on.
SHADOW_TEMPLATE = "Partner Central (Shadow)"
# The end of Network.UrlPathPrefix of an LWR site: the address of its log-in servlets; its pages lie at the address
# without that end (retrieved projects; confidence B).
SERVLETS = "vforcesite"
# Fields of NetworkBranding (Metadata API) that change what people see here, with their labels (Experience Workspaces,
# Administration, Branding; the last two are named by the mock).
COLORS = MappingProxyType(
    {
        "zeronaryColor": "Header Background",
        "zeronaryComplementColor": "Header Text",
        "quaternaryColor": "Page Background",
        "primaryColor": "Primary",
        "loginPrimaryColor": "Login Button",
        "loginQuaternaryColor": "Login Background",
    }
)
LONGEST_NAME = 80
_MOST_LOGO_BYTES = 200_000
_LOGO_TYPES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


class Branding(View):
    """How sites look, and changing it."""

    def site_look(self, network: Mapping[str, Any]) -> SiteLook:
        """The look of a site, with the template that its pages come from."""
        look = look_of(self.org.database, network["Id"])
        if str(network["UrlPathPrefix"] or "").endswith(SERVLETS) and look.template not in LWR_TEMPLATES:
            return replace(look, template=LWR_TEMPLATES[0])
        return look if look.template else replace(look, template=self.org.settings.site_template)

    def set_look(self, network_id: str, look: SiteLook) -> None:
        """Keep how a site looks, as metadata say; in system mode only."""
        keep_look(self.org.database, network_id, look)

    def declare_look(self, network_id: str, declared: SiteLook) -> None:
        """Keep how a site looks, as metadata declare it; its logo stays. In system mode only."""
        look = look_of(self.org.database, network_id)
        template = declared.template or look.template
        whole = replace(declared, template=template, logo=look.logo, logo_type=look.logo_type)
        keep_look(self.org.database, network_id, whole)

    def open_to_guests(self, network_id: str, *, public: bool) -> None:
        """Let people see the pages of a site who are not logged in, as its guest user, or let nobody.

        Raises INSUFFICIENT_ACCESS without the permission.
        """
        if self.user.external or not self.user.has(MANAGES):
            raise SalesforceError("INSUFFICIENT_ACCESS", "You don't have permission to create or change sites.")
        keep_look(self.org.database, network_id, replace(look_of(self.org.database, network_id), public=public))

    def guest_of(self, network: Mapping[str, Any]) -> str | None:
        """The id of a site's guest user; None in an org that was kept since before there were guests."""
        row = self.system().records().one("Site", MasterLabel=network["Name"]) or {}
        return row.get("GuestUserId")

    def brand_site(
        self, network_id: str, name: str, colors: Mapping[str, str], logo: bytes | None, *, no_logo: bool = False
    ) -> None:
        """Give a site a name, colours ("" for the template's own) and a logo, None for the one that it has.

        Raises INSUFFICIENT_ACCESS without the permission, NOT_FOUND, INVALID_INPUT for what does not fit.
        """
        if self.user.external or not self.user.has(MANAGES):
            raise SalesforceError("INSUFFICIENT_ACCESS", "You don't have permission to create or change sites.")
        records = self.system().records()
        before = records.get("Network", network_id)
        if before is None:
            raise not_found()
        look = replace(look_of(self.org.database, network_id), colors=_checked_colors(colors))
        if no_logo:
            look = replace(look, logo_type="", logo="")
        elif logo:
            look = replace(look, logo_type=_logo_type(logo), logo=encoded(logo))
        with self.org.database.transaction():
            wanted = self._checked_name(network_id, name)
            records.update("Network", network_id, {"Name": wanted})
            sites = [row["Id"] for row in records.find("Site", MasterLabel=before["Name"])]
            records.write("Site", sites, {"MasterLabel": wanted})
            keep_look(self.org.database, network_id, look)

    def _checked_name(self, network_id: str, name: str) -> str:
        wanted = name.strip()
        others = [row for row in self.system().records().find("Network") if row["Id"] != network_id]
        if not wanted or len(wanted) > LONGEST_NAME:
            raise _invalid(f"Name: give one of at most {LONGEST_NAME} characters.")
        if any(str(site["Name"]).casefold() == wanted.casefold() for site in others):
            raise _invalid("Enter a different name. That one already exists.")
        return wanted


def _checked_colors(colors: Mapping[str, str]) -> dict[str, str]:
    checked = {}
    for name, text in colors.items():
        color = parse_color(text) if text.strip() else ""
        if color is None or name not in COLORS:
            raise _invalid(f"{COLORS.get(name, name)}: write a color as #1797c0, not {text!r}.")
        checked[name] = color
    return {name: color for name, color in checked.items() if color}


def _logo_type(logo: bytes) -> str:
    """The media type by the image's first bytes: a drawing with scripts in it is none of these."""
    if len(logo) > _MOST_LOGO_BYTES:
        raise _invalid(f"Logo: at most {_MOST_LOGO_BYTES // 1000} kB.")
    found = next((kind for start, kind in _LOGO_TYPES.items() if logo.startswith(start)), None)
    if found is None:
        raise _invalid("Logo: upload a PNG, JPEG or GIF image.")
    return found


def _invalid(message: str) -> SalesforceError:
    return SalesforceError("INVALID_INPUT", message)
