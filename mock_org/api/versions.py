"""/services/data: the API versions, and what each offers."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, Response

from mock_org.api.caller import base_url, org, parse_version, session_id
from mock_org.api.errors import json_answer
from mock_org.auth import session_for
from mock_org.auth.tokens import organization_id
from mock_org.org import NEWEST_VERSION, OLDEST_VERSION

bp = Blueprint("versions", __name__)

_SEASONS = ("Summer", "Winter", "Spring")
_FIRST_YEAR = 14  # v31.0 is Summer '14 (recorded list)
LINKS = {
    "query": "query",
    "queryAll": "queryAll",
    "search": "search",
    "parameterizedSearch": "parameterizedSearch",
    "sobjects": "sobjects",
    "recent": "recent",
    "limits": "limits",
    "tooling": "tooling",
    "composite": "composite",
    "jobs": "jobs",
    "actions": "actions",
    "appMenu": "appMenu",
    "chatter": "chatter",
    "compactLayouts": "compactLayouts",
    "connect": "connect",
    "process": "process",
    "quickActions": "quickActions",
    "tabs": "tabs",
    "theme": "theme",
}
# What lies below those that answer nothing themselves (confidence D for their form).
BELOW: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "appMenu": ("AppSwitcher", "Salesforce1"),
        "chatter": ("users",),
        "connect": ("communities", "users"),
        "process": ("approvals", "rules"),
    }
)


def release(version: int) -> str:
    """The release's name: 31 → Summer '14, 32 → Winter '15."""
    steps = version - int(OLDEST_VERSION)
    year = _FIRST_YEAR + (steps + 2) // 3
    return f"{_SEASONS[steps % 3]} '{year}"


@bp.get("/services/data")
def versions() -> Response:
    """All API versions; needs no session."""
    numbers = range(int(OLDEST_VERSION), int(NEWEST_VERSION) + 1)
    return json_answer([{"label": release(n), "url": f"/services/data/v{n}.0", "version": f"{n}.0"} for n in numbers])


@bp.get("/services/data/v<version>")
def root(version: str) -> Response:
    """The resources of one version."""
    number = parse_version(version)
    session = session_for(org(), session_id(), number, base_url())
    here = f"/services/data/v{session.version}/"
    identity = f"{base_url()}/id/{organization_id(org())}/{session.user.id}"
    return json_answer({name: here + path for name, path in LINKS.items()} | {"identity": identity})
