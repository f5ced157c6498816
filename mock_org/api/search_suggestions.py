"""/search/suggestions: records whose name begins with what somebody is typing."""

import re
from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.api.search import OBJECT_SINCE
from mock_org.errors import SalesforceError

bp = Blueprint("search_suggestions", __name__)

# REST API Developer Guide, "Search for Records Suggested by Autocomplete and Instant Results" (confidence A for the
# numbers, D for the texts of the errors).
DEFAULT_LIMIT = 5
MAX_LIMIT = 2000
SHORTEST = 3
SHORTEST_CJK = 1
LONGEST = 255
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_KNOWN = frozenset({"q", "sobject", "fields", "limit", "where", "ignoreUnsupportedSObjects", "oauth_token"})


@bp.get("/search/suggestions")
def suggestions() -> Response:
    """The records whose name holds the words in ?q=, the last of which may be the beginning of a word."""
    _refuse_others()
    names, limit = _names(), _limit()
    text = request.args.get("q", "").strip()
    if len(text) > LONGEST:
        raise SalesforceError("INVALID_SEARCH", f"q is longer than {LONGEST} characters")
    found: list[dict[str, Any]] = []
    if len(text) >= (SHORTEST_CJK if _CJK.search(text) else SHORTEST):
        fields = [name.strip() for name in request.args.get("fields", "").split(",") if name.strip()]
        found = session().suggest(text, names, fields, request.args.get("where", ""), limit + 1).records
    if session().api_version < OBJECT_SINCE:
        return json_answer(found[:limit])
    return json_answer(
        {
            "autoSuggestResults": found[:limit],
            "hasMoreResults": len(found) > limit,
            "meta": {"nameFields": [_name_field(name) for name in names]},
        }
    )


def _refuse_others() -> None:
    unknown = sorted(set(request.args) - _KNOWN)
    if unknown:
        raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey the parameter {unknown[0]} of suggestions")


def _names() -> list[str]:
    """The sObjects of ?sobject=, by their canonical names."""
    asked = [name.strip() for text in request.args.getlist("sobject") for name in text.split(",") if name.strip()]
    if not asked:
        raise SalesforceError("INVALID_SEARCH", "The parameter sobject is required")
    known = {each.name.lower(): each.name for each in session().searchable() if each.name_field}
    unfit = [name for name in asked if name.lower() not in known]
    if unfit and request.args.get("ignoreUnsupportedSObjects", "").lower() != "true":
        raise SalesforceError("INVALID_TYPE", f"sObject type '{unfit[0]}' is not supported.")
    return list(dict.fromkeys(known[name.lower()] for name in asked if name.lower() in known))


def _limit() -> int:
    text = request.args.get("limit", str(DEFAULT_LIMIT))
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= MAX_LIMIT:
        raise SalesforceError("INVALID_SEARCH", f"limit is a number from 1 to {MAX_LIMIT}, not {text}")
    return int(text)


def _name_field(name: str) -> dict[str, str]:
    title = session().sobject(name).name_field
    return {"entityApiName": name, "fieldApiName": title.name if title else "Name"}
