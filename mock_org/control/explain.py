"""GET explain: why a user sees a record, or does not."""

from flask import Blueprint, Response, jsonify, request

from mock_org.control.guard import org, takes
from mock_org.errors import SetupError

bp = Blueprint("explain", __name__)


@bp.get("/explain")
@takes("user", "record", "field")
def explain() -> Response:
    """The access level, every grant that holds and every one that nearly does, in sentences."""
    user, record = request.args.get("user"), request.args.get("record")
    if not user or not record:
        raise SetupError("name both: /_mock/explain?user=<id, username or name>&record=<id, or Lead Initech>")
    return jsonify(org().system_session().explain_access(user, record, request.args.get("field")).as_json())
