"""/query and /queryAll: SOQL, page by page."""

from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.caller import org, session
from mock_org.api.errors import json_answer
from mock_org.api.headers import batch_size
from mock_org.errors import SalesforceError
from mock_org.org import Cursor
from mock_org.soql import QueryResult

bp = Blueprint("query", __name__)
CURSORS_PER_USER = 10  # open query cursors a user may hold; the oldest goes first (SOAP API Developer Guide, queryMore)


@bp.get("/query")
def query() -> Response:
    """Answer the statement in ?q= with the first page."""
    return _first_page(all_rows=False)


@bp.get("/queryAll")
def query_all() -> Response:
    """The same, deleted records included."""
    return _first_page(all_rows=True)


@bp.get("/query/<locator>")
@bp.get("/queryAll/<locator>")
def query_more(locator: str) -> Response:
    """The page that nextRecordsUrl named."""
    name, _, start = locator.rpartition("-")
    cursor = org().cursors.get(name)
    if cursor is None or cursor.user_id != session().user.id or not start.isdigit() or int(start) >= cursor.size:
        raise SalesforceError("INVALID_QUERY_LOCATOR", "invalid query locator")
    return json_answer(_page(name, cursor, int(start)))


def _first_page(*, all_rows: bool) -> Response:
    if "explain" in request.args:
        raise SalesforceError("NOT_IMPLEMENTED", "Mock Org does not answer query plans (?explain=)")
    return json_answer(first_page(session().query(request.args.get("q", ""), all_rows=all_rows)))


def first_page(result: QueryResult) -> dict[str, Any]:
    """The first page of an answer; what is left is kept behind a locator."""
    if len(result.records) <= batch_size():
        return {"totalSize": result.total_size, "done": True, "records": result.records}
    cursor = Cursor(session().user.id, result.records, result.total_size)
    return _page(_keep(cursor), cursor, 0)


def _keep(cursor: Cursor) -> str:
    """Remember a cursor; its name looks like the recorded locators (0r8…)."""
    cursors = org().cursors
    mine = [name for name, kept in cursors.items() if kept.user_id == cursor.user_id]
    for name in mine[: len(mine) - CURSORS_PER_USER + 1]:
        del cursors[name]
    name = f"0r8Mo{org().next_cursor():010d}AAA"
    cursors[name] = cursor
    return name


def _page(name: str, cursor: Cursor, start: int) -> dict[str, Any]:
    end = start + batch_size()
    page: dict[str, Any] = {"totalSize": cursor.size, "done": end >= len(cursor.records)}
    if not page["done"]:
        page["nextRecordsUrl"] = f"/services/data/v{session().version}/query/{name}-{end}"
    return page | {"records": cursor.records[start:end]}
