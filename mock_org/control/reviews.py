"""GET reviews: the audit report of the access reviews."""

from flask import Blueprint, Response, jsonify, request

from mock_org.audit.review_report import FORMS
from mock_org.audit.review_report import reviews as found
from mock_org.control.guard import org, takes
from mock_org.errors import SetupError

bp = Blueprint("reviews", __name__)
MEDIA_TYPES = {"html": "text/html", "csv": "text/csv", "text": "text/plain"}


@bp.get("/reviews")
@takes("quarter", "format")
def reviews() -> Response:
    """Who was asked about whom, answered what and when; ?quarter=2026 Q1, ?format=json, csv, html or text."""
    wanted = request.args.get("format", "json")
    if wanted != "json" and wanted not in FORMS:
        raise SetupError(f"format: {wanted}; there are: json, {', '.join(sorted(FORMS))}")
    data = found(org(), request.args.get("quarter"))
    if wanted == "json":
        return jsonify(data)
    return Response(FORMS[wanted](data), content_type=f"{MEDIA_TYPES[wanted]}; charset=utf-8")
