"""GET dormant-users: who has not logged in for long, and when he is deactivated."""

from flask import Blueprint, Response, jsonify

from mock_org.automation.dormant_users import dormant_users as found
from mock_org.automation.dormant_users import next_run
from mock_org.control.guard import org
from mock_org.control.jobs import instant_text

bp = Blueprint("dormant_users", __name__)


@bp.get("/dormant-users")
def dormant_users() -> Response:
    """Whom the next run deactivates unless he logs in before, or one of today would where none is scheduled."""
    now = org().clock.now()
    run = next_run(org(), now)
    users = [
        {
            "user": {"id": each.user["Id"], "name": each.user["Name"], "username": each.user["Username"]},
            "last_log_in": None if each.never else instant_text(each.since),
            "days": (now - each.since).days,
            "exempt": each.exempt,
        }
        for each in found(org(), run or now)
    ]
    return jsonify(next_run=instant_text(run) if run else None, users=users)
