"""/sobjects/<Type>/listviews: the list views of an object, what each shows, and its rows."""

from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("list_views", __name__)
_URL = "/sobjects/<sobject>/listviews"
# REST API Developer Guide, "List View Results": 25 rows unless asked for others, 2,000 at most (confidence A).
ROWS, MOST_ROWS = 25, 2000


@bp.get(_URL)
def list_views(sobject: str) -> Response:
    """The list views that the caller may use."""
    return _listed(sobject, session().list_views(sobject))


@bp.get(f"{_URL}/recent")
def recent(sobject: str) -> Response:
    """Those that the caller came across."""
    return _listed(sobject, session().recent_list_views(sobject))


@bp.get(f"{_URL}/<name>")
def list_view(sobject: str, name: str) -> Response:
    """One of them, by id or developer name."""
    return json_answer(_entry(session().list_view(sobject, name)))


@bp.get(f"{_URL}/<name>/describe")
def describe(sobject: str, name: str) -> Response:
    """Its columns, order, filter and statement."""
    return json_answer(session().describe_list_view(sobject, name))


@bp.get(f"{_URL}/<name>/results")
def results(sobject: str, name: str) -> Response:
    """Its rows: ?limit= of them from ?offset= on."""
    limit, offset = _number("limit", ROWS, 1), _number("offset", 0, 0)
    return json_answer(session().list_view_results(sobject, name, limit, offset))


def _number(name: str, default: int, least: int) -> int:
    text = request.args.get(name, str(default)).strip()
    if not text.isascii() or not text.isdecimal() or not least <= int(text[:9]) <= MOST_ROWS:
        # The text of Salesforce is not known (confidence D).
        raise SalesforceError("INVALID_FIELD", f"{name} must be a number between {least} and {MOST_ROWS}")
    return int(text[:9])


def _listed(sobject: str, rows: list[dict[str, Any]]) -> Response:
    listed = [_entry(row) for row in rows]
    kind = session().sobject(sobject).name
    return json_answer(
        {"done": True, "listviews": listed, "nextRecordsUrl": None, "size": len(listed), "sobjectType": kind}
    )


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    """REST API Developer Guide, "List View" (confidence A)."""
    url = f"/services/data/v{session().version}/sobjects/{row['SobjectType']}/listviews/{row['Id']}"
    return {
        "describeUrl": f"{url}/describe",
        "developerName": row["DeveloperName"],
        "id": row["Id"],
        "label": row["Name"],
        "resultsUrl": f"{url}/results",
        "soqlCompatible": bool(row["IsSoqlCompatible"]),
        "url": url,
    }
