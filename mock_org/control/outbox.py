"""GET and DELETE outbox: the mails that the org sent."""

from flask import Blueprint, Response, jsonify, request

from mock_org.control.guard import org

bp = Blueprint("outbox", __name__)


@bp.get("/outbox")
def mails() -> Response:
    """All mails, oldest first; with ?to=, those to one address."""
    return jsonify(org().mails(request.args.get("to")))


@bp.delete("/outbox")
def clear() -> Response:
    """Throw all mails away."""
    org().clear_mails()
    return jsonify(deleted=True)
