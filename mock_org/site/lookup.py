"""What the search of a lookup finds while one types: records that this user may see anyway, a few at a time.

User Interface API, "Get Lookup Field Suggestions" (confidence B for the shape of which this is a part).
"""

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from mock_org.site.page import Page
from mock_org.site.reading import names_like
from mock_org.site.visit import Visit

RULE = "/webruntime/api/services/data/<version>/ui-api/lookups/<sobject>/<field>"
MOST = 25
_SHOWN, _LONGEST = 10, 255


def lookup(visit: Visit, version: str, sobject: str, field: str) -> ResponseReturnValue:
    """The records that a lookup field may point to and whose name contains `q`, at most `pageSize` of them."""
    fields = visit.session.describe(sobject)["fields"] if visit.tab(sobject) else []
    described = next((each for each in fields if each["name"] == field and each["type"] == "reference"), None)
    if described is None:
        missing = {"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}
        return jsonify([missing]), 404
    found = names_like(visit, described, request.args.get("q", "")[:_LONGEST].strip(), _size())
    records = [_record(*each) for each in found]
    return jsonify({"count": len(records), "records": records})


def _size() -> int:
    asked = request.args.get("pageSize", "")
    return min(int(asked), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 5 else _SHOWN


def _record(sobject: str, record_id: str, name: str) -> dict[str, Any]:
    return {"apiName": sobject, "id": record_id, "fields": {"Name": {"displayValue": None, "value": name}}}


PAGES = (Page(RULE, lookup),)
