"""GET and PATCH settings: what metadata cannot say."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from mock_org.control.guard import body, org, takes

bp = Blueprint("settings", __name__)
SECRET: Any = {"user_password": True, "connected_apps": {"__all__": {"client_secret"}}}


@bp.get("/settings")
def read() -> Response:
    """All settings."""
    return _state()


@bp.patch("/settings")
@takes(body=True)
def patch() -> Response:
    """Change some; unknown keys are refused and nothing is changed."""
    current_app.extensions["mock_org_configure"](org().settings.patched(body()))
    return _state()


def _state() -> Response:
    settings = org().settings
    return jsonify(settings.model_dump(exclude=SECRET) | {"licenses": settings.seats()})
