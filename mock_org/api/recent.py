"""/recent: the records that the user viewed or came across."""

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org.recents import MOST_RECENT

bp = Blueprint("recent", __name__)


@bp.get("/recent")
def recent() -> Response:
    """The latest first; ?limit= at most."""
    limit = request.args.get("limit", str(MOST_RECENT)).strip()
    if not limit.isdecimal() or len(limit) > 9 or not 1 <= int(limit) <= MOST_RECENT:
        # The text of Salesforce is not known (confidence D).
        raise SalesforceError("INVALID_QUERY_SCOPE", f"limit must be a number between 1 and {MOST_RECENT}")
    return json_answer(session().recent(int(limit)))
