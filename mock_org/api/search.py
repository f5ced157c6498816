"""/search: SOSL, and what a page of search results is made of."""

from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.api.search_columns import columns_of
from mock_org.errors import SalesforceError
from mock_org.sosl import Found

bp = Blueprint("search", __name__)

# Until v36.0 a search answers the bare list, from v37.0 an object around it (REST API Developer Guide, "Search for a
# String", the editions of v36.0 and v37.0; confidence B).
OBJECT_SINCE = 37.0
ROWS_OF_A_PAGE = 25
MAX_LAYOUTS = 100


@bp.get("/search")
def search() -> Response:
    """Answer the SOSL statement in ?q=."""
    return json_answer(found_answer(session().search(request.args.get("q", ""))))


@bp.get("/search/scopeOrder")
def scope_order() -> Response:
    """The sObjects that the caller may search, in the order of a page of results."""
    here = f"/services/data/v{session().version}/sobjects"
    return json_answer([{"type": each.name, "url": f"{here}/{each.name}/describe"} for each in session().searchable()])


@bp.get("/search/layout")
def layout() -> Response:
    """The columns of a page of results for each sObject in ?q=, as far as the caller may read them."""
    names = [name.strip() for name in request.args.get("q", "").split(",") if name.strip()]
    if not names or len(names) > MAX_LAYOUTS:
        raise SalesforceError("INVALID_SEARCH", f"q holds the names of 1 to {MAX_LAYOUTS} sObjects, parted by commas")
    known = {each.name.lower(): each for each in session().searchable()}
    missing = next((name for name in names if name.lower() not in known), None)
    if missing is not None:
        raise SalesforceError("INVALID_TYPE", f"sObject type '{missing}' is not supported.")
    return json_answer(
        [
            {
                "label": "Search Results",
                "limitRows": ROWS_OF_A_PAGE,
                "searchColumns": columns_of(session(), known[name.lower()]),
            }
            for name in names
        ]
    )


@bp.get("/search/suggestTitleMatches")
@bp.get("/search/suggestSearchQueries")
def knowledge() -> Response:
    """Refused: what these suggest are knowledge articles and what others searched for."""
    name = request.path.rstrip("/").rpartition("/")[2]
    raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org has no knowledge articles and does not answer search/{name}")


def found_answer(found: Found) -> Any:
    """The records of a search in the shape of the caller's API version."""
    if session().api_version < OBJECT_SINCE:
        return found.records
    answer: dict[str, Any] = {"searchRecords": found.records}
    # The key is spelled so in the guide ("Search for a String", example with the metadata parameter; confidence C).
    return answer | {"metadata": {"entityetadata": found.labels}} if found.labels else answer
