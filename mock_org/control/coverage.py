"""POST coverage/start, GET and DELETE coverage: which entries about access a run exercises."""

from flask import Blueprint, Response, jsonify, request

from mock_org.audit.coverage import Coverage
from mock_org.audit.coverage_report import coverage_report
from mock_org.audit.entries import entries
from mock_org.control.guard import body, only, org, takes
from mock_org.errors import SetupError

bp = Blueprint("coverage", __name__)
FORMATS = ("json", "html", "text")


@bp.post("/coverage/start")
@takes(body=True)
def start() -> Response:
    """Begin anew; a reset of the org does not end it. {"internal": true} counts internal profiles too."""
    internal = only(body(), "internal").get("internal", False)
    if not isinstance(internal, bool):
        raise SetupError("internal: must be true or false")
    org().witness = Coverage(org(), entries(org(), internal=internal))
    return jsonify(collecting=True)


@bp.get("/coverage")
@takes("format")
def coverage() -> Response:
    """What was exercised so far; ?format=json, html or text."""
    wanted = request.args.get("format", "json")
    if wanted not in FORMATS:
        raise SetupError(f"format: {wanted}; there are: {', '.join(FORMATS)}")
    found = coverage_report(_collecting().entries, _collecting().facts)
    if wanted == "json":
        return jsonify(found.as_json())
    if wanted == "html":
        return Response(found.as_html(), content_type="text/html; charset=utf-8")
    return Response(found.as_text() + "\n", content_type="text/plain; charset=utf-8")


@bp.delete("/coverage")
def stop() -> Response:
    """End it and forget what was collected."""
    _collecting()
    org().witness = None
    return jsonify(collecting=False)


def _collecting() -> Coverage:
    witness = org().witness
    if not isinstance(witness, Coverage):
        raise SetupError("coverage is not collected; POST /_mock/coverage/start begins")
    return witness
