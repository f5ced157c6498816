"""GET /_mock/health: up, which version, which org."""

from flask import Blueprint, Response, jsonify

from mock_org import __version__
from mock_org.auth.tokens import organization_id
from mock_org.control.guard import org

bp = Blueprint("health", __name__)


@bp.get("/health")
def health() -> Response:
    """Say that the org answers."""
    return jsonify(status="ok", version=__version__, org_id=organization_id(org()))
