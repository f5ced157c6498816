"""/_mock: the doors that no Salesforce org has. JSON in and out, no Salesforce session."""

from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from mock_org.control import (
    clock,
    coverage,
    deploy_report,
    doctor,
    dormant_users,
    explain,
    health,
    jobs,
    leaks,
    licenses,
    matrix,
    migration,
    orphans,
    outbox,
    reviews,
    settings,
    state,
    tiers,
    unmatched,
)
from mock_org.control.guard import refuse_unknown, require_right_to_control
from mock_org.errors import SalesforceError, SetupError

# The table of contents.
DOORS = (
    health,
    state,
    clock,
    jobs,
    outbox,
    explain,
    matrix,
    migration,
    leaks,
    licenses,
    coverage,
    settings,
    deploy_report,
    doctor,
    tiers,
    reviews,
    orphans,
    dormant_users,
    unmatched,
)


def create_control() -> Blueprint:
    """All doors, as one blueprint."""
    control = Blueprint("control", __name__, url_prefix="/_mock")
    control.before_request(require_right_to_control)
    control.before_request(refuse_unknown)
    for door in DOORS:
        control.register_blueprint(door.bp)
    control.register_error_handler(SetupError, _refused)
    control.register_error_handler(SalesforceError, _salesforce)
    control.register_error_handler(HTTPException, _http)
    return control


def register_unknown_doors(app: Flask) -> None:
    """A door that there is not says which there are."""

    @app.route("/_mock/<path:path>", methods=["GET", "PUT", "POST", "PATCH", "DELETE"])
    def no_such_door(path: str) -> tuple[Response, int]:
        require_right_to_control()
        rules = sorted(
            f"{method} {rule.rule}"
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith("/_mock/") and rule.endpoint != "no_such_door"
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        )
        return jsonify(error=f"no door {request.method} /_mock/{path}; there are: {', '.join(rules)}"), 404


def _refused(error: SetupError) -> tuple[Response, int]:
    return jsonify(error="; ".join(error.faults)), 400


def _salesforce(error: SalesforceError) -> tuple[Response, int]:
    return jsonify(error=error.message), error.status


def _http(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.description), error.code or 400
