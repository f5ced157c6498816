"""The pages of a site: ExperienceBundle (Aura) and DigitalExperienceBundle (LWR), of which only the kind of template
and the colours are read; and NetworkBranding, its colours. Names as in retrieved projects (confidence B).
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mock_org.metadata.findings import Findings
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.site_parts import BrandingPart, BundlePart
from mock_org.metadata.source import SourceFile
from mock_org.org.branding import COLORS
from mock_org.org.colors import parse_color

BRANDING = "NetworkBranding"
# The template of a bundle is not told; these are those of the pages that one begins with (confidence D).
AURA, LWR = "Build Your Own", "Build Your Own (LWR)"
_KINDS = MappingProxyType({"ExperienceBundle": AURA, "DigitalExperienceBundle": LWR})
# Field of NetworkBranding ← property of a branding set, of the one kind of site or the other.
_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "ActionColor": "primaryColor",
        "PrimaryAccentColor": "primaryColor",
        "PageBackgroundColor": "quaternaryColor",
        "BackgroundColor": "quaternaryColor",
        "LoginBackgroundColor": "loginQuaternaryColor",
    }
)
_FOLDERS = ("brandingSets", "sfdc_cms__brandingSet")
# Where it stands whether guests see the pages, and what an LWR site says then.
_AURA_SITE, _LWR_SITE = "config", "sfdc_cms__site"
_PUBLIC = "AUTHENTICATED_WITH_PUBLIC_ACCESS_ENABLED"
# Images that lie beside the files, and colours of lists and sections, which pages here have not.
_UNUSED = frozenset(
    {
        "loginBackgroundImageUrl", "loginLogo", "loginLogoName", "loginRightFrameUrl", "pageFooter", "pageHeader",
        "primaryComplementColor", "quaternaryComplementColor", "secondaryColor", "staticLogoImageUrl", "tertiaryColor",
        "tertiaryComplementColor",
    }
)  # fmt: skip


def read(file: SourceFile, root: Node, project: Project) -> None:
    """The file that names a bundle; a CustomSite, which lies in files of the same suffix, adds nothing to it."""
    template = _KINDS.get(root.tag)
    if template is None:
        root.findings.note(root.place, "is not read: the network's urlPathPrefix is the site's address")
        return
    _bundle(project, file.full_name).template = template


def read_branding(file: SourceFile, root: Node, project: Project) -> None:
    """A NetworkBranding."""
    colors: dict[str, str] = {}
    for name in COLORS:
        text = root.text(name)
        color = parse_color(text) if text else None
        if text and color is None:
            root.findings.refuse(root.place.at(name), f"is {text!r}; a color as #1797C0 is right")
        elif color:
            colors[name] = color
    network, footer = root.required("network"), root.text("loginFooterText")
    root.known(_UNUSED)
    root.finish()
    project.brandings[network.lower()] = BrandingPart(root.place, network, colors, footer)


def reads(file: SourceFile) -> bool:
    """Whether a JSON file holds the colours of a bundle, or whether guests see its pages."""
    return file.path.suffix == ".json" and _folder(file) is not None


def read_json(file: SourceFile, project: Project, findings: Findings) -> None:
    """Such a file. What refers to other properties, or is no colour, is left to the template."""
    folder = _folder(file)
    if folder is None or file.path.name == "_meta.json":
        return
    try:
        content: Any = json.loads(file.path.read_text(encoding="utf-8"))
        content = content.get("contentBody") or content
        values = dict(content["values"]) if folder in _FOLDERS else dict(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        findings.refuse(file.place, 'is no branding set: {"values": {…}} is right')
        return
    findings.read.append(file.place.file)
    bundle = _bundle(project, file.path.parts[file.path.parts.index(folder) - 1])
    found = {name: parse_color(str(values.get(name, ""))) for name in _PROPERTIES}
    bundle.colors.update({_PROPERTIES[name]: color for name, color in found.items() if color})
    if values.get("isAvailableToGuests") is True or values.get("authenticationType") == _PUBLIC:
        bundle.public = True


def _folder(file: SourceFile) -> str | None:
    """The folder of the bundle that a file lies in, if it is one of those that are read."""
    folders = [name for name in (*_FOLDERS, _LWR_SITE) if name in (file.folder, file.owner)]
    if file.folder == _AURA_SITE and "experiences" in file.path.parts:
        folders.append(_AURA_SITE)
    return folders[0] if folders else None


def _bundle(project: Project, name: str) -> BundlePart:
    return project.site_bundles.setdefault(name.lower(), BundlePart())
