"""/actions: what a client can have done by name."""

from typing import Any, NoReturn

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org.invocable import ACTIONS, EMAIL_INPUTS, no_action

bp = Blueprint("actions", __name__)
_URL = "/actions"
# Kinds of custom actions (REST API Developer Guide, "Invocable Actions Custom"). There are none of any kind.
CUSTOM = ("apex", "emailAlert", "flow", "quickAction", "sendNotification")


@bp.get(_URL)
def actions() -> Response:
    """Where standard and custom actions are."""
    return json_answer({kind: _here(kind) for kind in ("standard", "custom")})


@bp.get(f"{_URL}/standard")
def standard() -> Response:
    """The standard actions that the org performs."""
    listed = [
        {"label": label, "name": name, "type": name.upper(), "url": _here(f"standard/{name}")}
        for name, label in ACTIONS.items()
    ]
    return json_answer({"actions": listed})


@bp.get(f"{_URL}/standard/<name>")
def describe(name: str) -> Response:
    """The inputs and outputs of a standard action."""
    if name not in ACTIONS:
        raise no_action(name)
    return json_answer(
        {
            "category": None,
            "description": None,
            "inputs": [_input(key, *told) for key, told in EMAIL_INPUTS.items()],
            "label": ACTIONS[name],
            "name": name,
            "outputs": [],
            "standard": True,
            "targetEntityName": None,
            "type": name.upper(),
        }
    )


@bp.post(f"{_URL}/standard/<name>")
def invoke(name: str) -> Response:
    """Perform a standard action for each of `inputs`; 400 if one of them failed."""
    results = session().invoke(name, json_object().get("inputs"))
    return json_answer(results, 200 if all(result["isSuccess"] for result in results) else 400)


@bp.get(f"{_URL}/custom")
def custom() -> Response:
    """The kinds of custom actions."""
    return json_answer({kind: _here(f"custom/{kind}") for kind in CUSTOM})


@bp.get(f"{_URL}/custom/<kind>")
def custom_kind(kind: str) -> Response:
    """The custom actions of a kind: none."""
    if kind not in CUSTOM:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return json_answer({"actions": []})


@bp.post(f"{_URL}/custom/<kind>/<path:_name>")
def invoke_custom(kind: str, _name: str) -> NoReturn:
    """There is none to perform."""
    raise no_action(f"{kind}/{_name}")


def _here(path: str) -> str:
    return f"/services/data/v{session().version}{_URL}/{path}"


def _input(name: str, label: str, kind: str, required: bool, most: int) -> dict[str, Any]:
    return {
        "byteLength": 0,
        "description": None,
        "label": label,
        "maxOccurs": most,
        "name": name,
        "picklistValues": None,
        "required": required,
        "sobjectType": None,
        "type": kind,
    }
