"""GET orphans: users who can log in although nobody answers for them any more."""

from flask import Blueprint, Response, jsonify

from mock_org.audit.orphans import as_data, find_orphans
from mock_org.control.guard import org

bp = Blueprint("orphans", __name__)


@bp.get("/orphans")
def orphans() -> Response:
    """Users whose contact left, whose account is disabled or merged, whose account's owner is gone or has no role."""
    return jsonify(as_data(find_orphans(org())))
