"""GET explain: why a user sees a record, or does not."""

from flask import Blueprint, Response, jsonify, request

from mock_org.control.guard import org
from mock_org.errors import SetupError

bp = Blueprint("explain", __name__)


@bp.get("/explain")
def explain() -> Response:
    """The access level and every grant that holds, in sentences."""
    user, record = request.args.get("user"), request.args.get("record")
    if not user or not record:
        raise SetupError("name both: /_mock/explain?user=<user id>&record=<record id>")
    found = org().system_session().explain(user, record)
    return jsonify(
        access=found.access,
        grants=[each | {"access": each["access"].lower()} for each in found.as_json()["grants"]],
    )
