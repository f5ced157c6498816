"""What a project declares of sites: who may enter them, from which template they are made, their colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_org.metadata.findings import Place


@dataclass(frozen=True, slots=True)
class NetworkPart:
    """A site: its settings, whose members may enter it, and by field of Network the templates of its mails.

    bundle: the name of its pages. registers_as: the profile that people get who register themselves.
    """

    place: Place
    name: str
    values: Mapping[str, Any]
    profiles: tuple[str, ...]
    permission_sets: tuple[str, ...]
    templates: Mapping[str, str] = field(default_factory=dict)
    bundle: str | None = None
    registers_as: str | None = None


@dataclass
class BundlePart:
    """A site's pages: from which template, their colours by field of NetworkBranding, whether guests see them."""

    template: str | None = None
    colors: dict[str, str] = field(default_factory=dict)
    public: bool = False


@dataclass(frozen=True, slots=True)
class BrandingPart:
    """A NetworkBranding: of which site, its colours by field, the line at the foot of the log-in page."""

    place: Place
    network: str
    colors: Mapping[str, str]
    footer: str
