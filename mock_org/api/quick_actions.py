"""/quickActions and /sobjects/<Type>/quickActions: what can be begun from a page, and with which values."""

from flask import Blueprint, Response

from mock_org.api.caller import session
from mock_org.api.errors import json_answer

bp = Blueprint("quick_actions", __name__)
_GLOBAL, _OBJECT = "/quickActions", "/sobjects/<sobject>/quickActions"


@bp.get(_GLOBAL)
@bp.get(_OBJECT)
def quick_actions(sobject: str | None = None) -> Response:
    """The actions that the caller may perform."""
    return json_answer(session().quick_actions(sobject))


@bp.get(f"{_GLOBAL}/<name>")
@bp.get(f"{_GLOBAL}/<name>/describe")
@bp.get(f"{_OBJECT}/<name>")
@bp.get(f"{_OBJECT}/<name>/describe")
def describe(name: str, sobject: str | None = None) -> Response:
    """One of them."""
    return json_answer(session().quick_action(name, sobject))


@bp.get(f"{_GLOBAL}/<name>/defaultValues")
@bp.get(f"{_GLOBAL}/<name>/defaultValues/<parent_id>")
@bp.get(f"{_OBJECT}/<name>/defaultValues")
@bp.get(f"{_OBJECT}/<name>/defaultValues/<parent_id>")
def default_values(name: str, sobject: str | None = None, parent_id: str | None = None) -> Response:
    """What its fields hold beforehand."""
    return json_answer(session().quick_action_defaults(name, sobject, parent_id))
