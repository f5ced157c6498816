"""/limits and /limits/recordCount."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from flask import Blueprint, Response, request

from mock_org import security
from mock_org.api.caller import org, session
from mock_org.api.errors import json_answer

bp = Blueprint("limits", __name__)

MAXIMA: Mapping[str, Mapping[str, int]] = MappingProxyType(
    tomllib.loads((files("mock_org.api") / "limits.toml").read_text(encoding="utf-8"))
)
NEWER_SINCE = 54.0
PERMISSION_SETS = 1500
CUSTOM_PERMISSION_SETS = 1000


@bp.get("/limits")
def limits() -> Response:
    """What the org may use a day, and what is left."""
    system = session().system().records()
    sets, custom = system.count("PermissionSet"), system.count("PermissionSet", IsCustom=True)
    used = {
        "DailyApiRequests": _left(org().settings.api_requests_per_day, org().api_requests),
        "PermissionSets": _left(PERMISSION_SETS, sets) | {"CreateCustom": _left(CUSTOM_PERMISSION_SETS, custom)},
    }
    others = "newer" if session().api_version >= NEWER_SINCE else "older"
    maxima = {**MAXIMA["always"], **MAXIMA[others]}
    return json_answer(dict(sorted((used | {name: _left(most) for name, most in maxima.items()}).items())))


@bp.get("/limits/recordCount")
def record_count() -> Response:
    """How many records each sObject in ?sObjects= has; the mock counts what the caller may see.

    An sObject without records is left out (recorded: CumulusCI, TestUpsert cassettes; confidence A).
    """
    names = [name.strip() for name in request.args.get("sObjects", "").split(",") if name.strip()]
    schema, user = org().schema, session().user
    wanted = [schema.get(name) for name in names] if names else list(schema)
    counted = [s for s in wanted if s and not s.virtual and security.may(user, "read", s, org().security)]
    numbers = ((session().count(s), s.name) for s in counted)
    return json_answer({"sObjects": [{"count": number, "name": name} for number, name in numbers if number]})


def _left(maximum: int, used: int = 0) -> dict[str, int]:
    return {"Max": maximum, "Remaining": max(0, maximum - used)}
