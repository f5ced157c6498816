"""/query and /queryAll: SOQL, page by page; the plan of a statement and the columns of its answer."""

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.api.headers import batch_size
from mock_org.api.query_pages import first_page, next_page

__all__ = ["bp", "first_page"]

bp = Blueprint("query", __name__)


@bp.get("/query")
def query() -> Response:
    """Answer the statement in ?q= with the first page, or say how that in ?explain= would be run."""
    return _answer(all_rows=False)


@bp.get("/queryAll")
def query_all() -> Response:
    """The same, deleted records included."""
    return _answer(all_rows=True)


@bp.get("/query/<locator>")
@bp.get("/queryAll/<locator>")
def query_more(locator: str) -> Response:
    """The page that nextRecordsUrl named."""
    return json_answer(next_page(locator))


def _answer(*, all_rows: bool) -> Response:
    """Parameters that Salesforce does not know are passed over by it, too (recorded: ?limit=200&q=...)."""
    explained = request.args.get("explain")
    if explained is not None:
        return json_answer({"plans": session().query_plans(explained, all_rows=all_rows)})
    text = request.args.get("q", "")
    if request.args.get("columns", "").strip().lower() == "true":
        return json_answer(session().query_columns(text, all_rows=all_rows))
    result = session().query(text, all_rows=all_rows)
    return json_answer(first_page(result, session().page_size(text, batch_size()), all_rows=all_rows))
