"""GET unmatched: requests that the mock refused because it does not know them."""

from flask import Blueprint, Response, jsonify

from mock_org.control.guard import org

bp = Blueprint("unmatched", __name__)


@bp.get("/unmatched")
def unmatched() -> Response:
    """The latest requests that were refused because the mock does not know them, oldest first."""
    return jsonify([{"method": u.method, "path": u.path, "why": u.why} for u in org().unmatched])
