"""/chatter/users/<id> and /connect/users/<id>: a user's profile. There is nothing else of Chatter."""

from typing import NoReturn

from flask import Blueprint, Response, request

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("people", __name__)


@bp.get("/chatter/users/<user_id>")
@bp.get("/connect/users/<user_id>")
@bp.get("/connect/user-profiles/<user_id>")
def person(user_id: str) -> Response:
    """One user; `me` is the caller."""
    return json_answer(session().person(user_id))


@bp.route("/chatter/<path:_rest>", methods=["GET", "POST", "PATCH", "PUT", "DELETE"])
def no_chatter(_rest: str) -> NoReturn:
    """Feeds, groups, messages, files: an org without Chatter refuses them like this (text: D)."""
    asked = request.path.partition("/chatter/")[2]
    raise SalesforceError(
        "FUNCTIONALITY_NOT_ENABLED", f"Chatter is not enabled for your organization: chatter/{asked}", status=403
    )
