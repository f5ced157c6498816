"""/sobjects/User/<id>/password: set, generate, ask whether expired."""

from flask import Blueprint, Response

from mock_org import auth
from mock_org.api.body import json_object
from mock_org.api.caller import org, session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("passwords", __name__)


@bp.get("/sobjects/User/<user_id>/password")
def expired(user_id: str) -> Response:
    """Whether the user must change the password."""
    return json_answer({"isExpired": auth.password_expired(org(), session(), user_id)})


@bp.post("/sobjects/User/<user_id>/password")
def set_password(user_id: str) -> Response:
    """Set a password that logs in at once: 204."""
    body = json_object()
    if set(body) != {"NewPassword"}:
        raise SalesforceError("JSON_PARSER_ERROR", 'The body must be {"NewPassword": "…"} and nothing else')
    auth.set_password(org(), session(), user_id, body["NewPassword"])
    return Response(status=204)


@bp.delete("/sobjects/User/<user_id>/password")
def reset_password(user_id: str) -> Response:
    """Let the org make up a password, and tell it."""
    return json_answer({"NewPassword": auth.generate_password(org(), session(), user_id)})
