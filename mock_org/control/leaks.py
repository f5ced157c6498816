"""GET leaks: what partners can reach that belongs to other partners."""

from flask import Blueprint, Response, jsonify, request

from mock_org.audit.leak_report import FORMS, as_data
from mock_org.audit.leaks import find_leaks
from mock_org.control.guard import org, takes
from mock_org.errors import SetupError

bp = Blueprint("leaks", __name__)
MEDIA_TYPES = {"html": "text/html", "markdown": "text/markdown", "text": "text/plain"}


@bp.get("/leaks")
@takes("object", "format")
def leaks() -> Response:
    """Every leak between partners with the rule to blame; ?object=, ?format=json, html, markdown or text."""
    wanted = request.args.get("format", "json")
    if wanted != "json" and wanted not in FORMS:
        raise SetupError(f"format: {wanted}; there are: json, {', '.join(sorted(FORMS))}")
    data = as_data(find_leaks(org().security, request.args.getlist("object")))
    if wanted == "json":
        return jsonify(data)
    return Response(FORMS[wanted](data), content_type=f"{MEDIA_TYPES[wanted]}; charset=utf-8")
