"""/process/approvals: approval processes and what is asked of them; the org has none."""

from typing import Any

from flask import Blueprint, Response

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("approvals", __name__)
ACTIONS = ("Submit", "Approve", "Reject", "Removed")
MOST_REQUESTS = 200


@bp.get("/process/approvals")
def approvals() -> Response:
    """The approval processes by object: none."""
    return json_answer({"approvals": {}})


@bp.post("/process/approvals")
def ask() -> Response:
    """Submit records, or decide on work items: each is answered for itself, and none applies.

    400 with the list of results is what clients expect of a refusal (confidence B).
    """
    return json_answer([_answer(entry) for entry in _requests()], 400)


def _requests() -> list[dict[str, Any]]:
    body = json_object()
    entries = body.get("requests")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise SalesforceError("JSON_PARSER_ERROR", "requests must be a list of at least one approval request")
    if len(entries) > MOST_REQUESTS:
        raise SalesforceError("LIMIT_EXCEEDED", f"No more than {MOST_REQUESTS} approval requests at a time")
    return entries


def _answer(entry: dict[str, Any]) -> dict[str, Any]:
    context = entry.get("contextId")
    try:
        code, message = _refusal(entry.get("actionType"), context)
    except SalesforceError as fault:
        code, message = fault.code, fault.message
    return {
        "actorIds": None,
        "entityId": context,
        "errors": [{"fields": [], "message": message, "statusCode": code}],
        "instanceId": None,
        "instanceStatus": None,
        "newWorkitemIds": None,
        "success": False,
    }


def _refusal(action: Any, context: Any) -> tuple[str, str]:
    if action not in ACTIONS:
        return "INVALID_OPERATION", f"actionType is one of {', '.join(ACTIONS)}"
    kind = session().org.schema.by_key_prefix(context[:3]) if isinstance(context, str) and context else None
    if kind is None:
        return "REQUIRED_FIELD_MISSING", "contextId: missing or invalid"
    try:
        session().retrieve(kind.name, str(context), ["Id"])
    except SalesforceError:
        return "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"
    if action == "Submit":
        return "NO_APPLICABLE_PROCESS", "No applicable approval process was found."
    return "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"
