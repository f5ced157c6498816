"""/sobjects/<Type>/updated and /sobjects/<Type>/deleted: what changed in a span of time."""

import re
from datetime import UTC, datetime

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("replication", __name__)
# SOAP API Developer Guide, "Primitive Data Types", dateTime (confidence B).
_FIRST_YEAR, _LAST_YEAR = 1700, 4000
# A plus sign that was not encoded arrives as a blank.
_OFFSET = re.compile(r"[ +](\d{2}):?(\d{2})$")


@bp.get("/sobjects/<sobject>/updated")
def updated(sobject: str) -> Response:
    """The ids of the records made or changed between ?start= and ?end=."""
    return json_answer(session().updated(sobject, _instant("start"), _instant("end")))


@bp.get("/sobjects/<sobject>/deleted")
def deleted(sobject: str) -> Response:
    """The records deleted between ?start= and ?end=, and when."""
    return json_answer(session().deleted(sobject, _instant("start"), _instant("end")))


def _instant(name: str) -> datetime:
    """One end of the span (the texts of these refusals are not known, confidence D)."""
    text = request.args.get(name, "").strip()
    if not text:
        raise SalesforceError("INVALID_REPLICATION_DATE", f"The parameter {name} is required")
    try:
        found: datetime | None = datetime.fromisoformat(_OFFSET.sub(r"+\1:\2", text))
    except ValueError:
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise SalesforceError("INVALID_REPLICATION_DATE", f"{name}: '{text}' is no date and time")
    return found if found.tzinfo else found.replace(tzinfo=UTC)
