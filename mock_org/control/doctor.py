"""GET doctor: whether licences, users, roles, groups and shares of the org fit together."""

from flask import Blueprint, Response, jsonify

from mock_org.audit.doctor import examine
from mock_org.control.guard import org

bp = Blueprint("doctor", __name__)


@bp.get("/doctor")
def doctor() -> Response:
    """Every finding with what to do about it."""
    session = org().system_session()
    with org().database.transaction():  # of one instant, whatever others are doing
        return jsonify(examine(lambda soql: session.query(soql).records).as_data())
