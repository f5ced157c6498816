"""/sobjects/<Type>: create, retrieve, update, delete."""

from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError

bp = Blueprint("sobjects", __name__)


@bp.post("/sobjects/<sobject>")
def create(sobject: str) -> Response:
    """Create one record: 201, its id and where it is."""
    name = _canonical(sobject)
    record_id = session().insert(name, _values())
    location = f"/services/data/v{session().version}/sobjects/{name}/{record_id}"
    return json_answer({"id": record_id, "success": True, "errors": []}, 201, Location=location)


@bp.get("/sobjects/<sobject>/<record_id>")
def retrieve(sobject: str, record_id: str) -> Response:
    """One record, with the fields asked for or all that the caller may read."""
    wanted = request.args.get("fields")
    fields = [name for name in wanted.split(",") if name.strip()] if wanted is not None else None
    return json_answer(session().retrieve(sobject, record_id, fields))


@bp.patch("/sobjects/<sobject>/<record_id>")
def update(sobject: str, record_id: str) -> Response:
    """Change one record: 204."""
    session().update(_canonical(sobject), record_id, _values())
    return _done()


@bp.delete("/sobjects/<sobject>/<record_id>")
def delete(sobject: str, record_id: str) -> Response:
    """Delete one record: 204."""
    session().delete(_canonical(sobject), record_id)
    return _done()


def _values() -> dict[str, Any]:
    """The field values of the body; `attributes` says the type once more and is no field."""
    values = json_object()
    values.pop("attributes", None)
    return values


def _canonical(name: str) -> str:
    """The sObject's name as describe writes it.

    Raises NOT_FOUND for one that there is not.
    """
    found = session().org.schema.get(name)
    if found is None:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return found.name


def _done() -> Response:
    answer = Response(status=204)
    del answer.headers["Content-Type"]
    return answer
