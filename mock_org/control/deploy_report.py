"""GET deploy-report: what was read from the project folders, and what was not understood."""

from flask import Blueprint, Response, current_app, jsonify

bp = Blueprint("deploy_report", __name__)


@bp.get("/deploy-report")
def deploy_report() -> Response:
    """The report of the last deploy."""
    report = current_app.extensions["mock_org_deploy_report"]
    return jsonify(
        read=list(report.read),
        not_understood=[
            {"file": fault.file, "line": fault.line, "element": fault.element, "advice": fault.advice}
            for fault in report.not_understood
        ],
    )
