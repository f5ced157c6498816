"""GET licenses: what the licences are used for, and what they cost."""

from flask import Blueprint, Response, jsonify, request

from mock_org.audit.license_forms import as_csv, as_data
from mock_org.audit.license_use import license_use
from mock_org.control.guard import org, takes
from mock_org.errors import SetupError

bp = Blueprint("licenses", __name__)
MOST_MONTHS = 120


@bp.get("/licenses")
@takes("months", "format")
def licenses() -> Response:
    """?months=, how many to tell, the present one included; ?format=json or csv."""
    months, form = request.args.get("months", "6"), request.args.get("format", "json")
    if months not in map(str, range(1, MOST_MONTHS + 1)):
        raise SetupError(f"months: {months}; a number from 1 to {MOST_MONTHS}")
    if form not in ("json", "csv"):
        raise SetupError(f"format: {form}; there are: csv, json")
    data = as_data(license_use(org(), int(months)))
    return jsonify(data) if form == "json" else Response(as_csv(data), content_type="text/csv; charset=utf-8")
