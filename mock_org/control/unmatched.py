"""GET unmatched: requests that the mock refused because it does not know them."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify

from mock_org.control.guard import org

bp = Blueprint("unmatched", __name__)


@bp.get("/unmatched")
def unmatched() -> Response:
    """The latest requests that were refused because the mock does not know them, oldest first."""
    return jsonify([asdict(each) for each in org().unmatched])
