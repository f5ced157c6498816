"""/sobjects/<Type> and /sobjects/<Type>/<id>: create, retrieve, update, delete."""

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed

from mock_org.api.caller import session
from mock_org.api.conditional import check_before_write, conditional_answer
from mock_org.api.errors import json_answer
from mock_org.api.record_body import read_record, refuse_named
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

bp = Blueprint("sobjects", __name__)
# What each of them takes, in the order in which Salesforce names them.
ROW_METHODS = ("HEAD", "GET", "PATCH", "DELETE")


@bp.post("/sobjects/<sobject>")
def create(sobject: str) -> Response:
    """Create one record: 201, its id and where it is."""
    kind = kind_of(sobject)
    body = read_record(kind)
    with body.places():
        record_id = session().insert(kind.name, body.values)
    return created(kind, record_id)


@bp.get("/sobjects/<sobject>/<record_id>")
def retrieve(sobject: str, record_id: str) -> Response:
    """One record, with the fields asked for or all that the caller may read."""
    return row_answer(sobject, record_id)


@bp.patch("/sobjects/<sobject>/<record_id>")
def update(sobject: str, record_id: str) -> Response:
    """Change one record: 204."""
    return change(kind_of(sobject), record_id)


@bp.post("/sobjects/<sobject>/<record_id>")
def post(sobject: str, record_id: str) -> Response:
    """POST with ?_HttpMethod=, for clients that cannot send PATCH; and POST to …/Id, which creates."""
    if record_id.lower() == "id":
        return create(sobject)
    if overridden() == "PATCH":
        return change(kind_of(sobject), record_id)
    if overridden() == "DELETE":
        return delete(sobject, record_id)
    raise MethodNotAllowed(ROW_METHODS)


@bp.delete("/sobjects/<sobject>/<record_id>")
def delete(sobject: str, record_id: str) -> Response:
    """Delete one record: 204."""
    session().delete(kind_of(sobject).name, record_id)
    return done()


def overridden() -> str:
    """The method that ?_HttpMethod= puts in the place of POST."""
    return request.args.get("_HttpMethod", "").upper()


def wanted_fields() -> list[str] | None:
    """The names in ?fields=; None without it.

    Raises INVALID_FIELD for a list of nothing.
    """
    wanted = request.args.get("fields") if request.environ.get("QUERY_STRING") else None
    if wanted is None:
        return None
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    if not names:
        raise SalesforceError("INVALID_FIELD", "The fields parameter names no field")
    return list({name.lower(): name for name in names}.values())


def row_answer(sobject: str, record_id: str) -> Response:
    """One record, unless the caller's copy is as new."""
    return conditional_answer(session().retrieve(sobject, record_id, wanted_fields()), session())


def change(kind: SObject, record_id: str) -> Response:
    """Change one record by the body: 204."""
    body = read_record(kind)
    refuse_named(body, "Id")
    check_before_write(session(), kind.name, record_id)
    with body.places():
        session().update(kind.name, record_id, body.values)
    return done()


def created(kind: SObject, record_id: str | None, **more: Any) -> Response:
    """201 with the id of a new record and where it is."""
    answer = {"id": record_id, "success": True, "errors": []} | more
    return json_answer(answer, 201, Location=location(kind, record_id))


def location(kind: SObject, record_id: str | None) -> str:
    """Where a record is."""
    return f"/services/data/v{session().version}/sobjects/{kind.name}/{record_id}"


def kind_of(name: str) -> SObject:
    """The sObject of that name.

    Raises NOT_FOUND for one that there is not.
    """
    return session().writable(name)


def done() -> Response:
    """204, with nothing in it."""
    answer = Response(status=204)
    del answer.headers["Content-Type"]
    return answer
