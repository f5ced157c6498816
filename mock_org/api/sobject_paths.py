"""/sobjects/<Type>/<External id field>/<value>, and relationships and blobs behind an id."""

from typing import Any

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import BaseConverter

from mock_org.api.caller import session
from mock_org.api.errors import json_answer
from mock_org.api.query import first_page
from mock_org.api.record_body import read_record, refuse_named
from mock_org.api.sobjects import (
    ROW_METHODS,
    change,
    create,
    created,
    done,
    kind_of,
    location,
    overridden,
    row_answer,
    wanted_fields,
)
from mock_org.errors import SalesforceError
from mock_org.org import Children, Place, SeveralMatches, is_blob
from mock_org.schema import SObject, to_18

bp = Blueprint("sobject_paths", __name__)
_URL = "/sobjects/<sobject>/<first>/<rest:rest>"
# Resources below a type that are no external id field.
_RESOURCES = frozenset(
    {"describe", "listviews", "quickactions", "defaultvalues", "suggestedarticles", "eventschema", "updated", "deleted"}
)
_RESULT_SINCE = 46.0  # an upsert that changes answers 200 with a result instead of 204 (recorded: v59.0; guide: 46.0)


class _Rest(BaseConverter):
    """The rest of a URL, even one that begins with a slash: values of external ids may."""

    regex = ".+?"
    part_isolating = False


@bp.record_once
def _know_converter(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["rest"] = _Rest


@bp.get(_URL, merge_slashes=False)
def get(sobject: str, first: str, rest: str) -> Response:
    """A record by external id; the record or records at the end of a relationship; the bytes of a blob."""
    if _is_id(sobject, first):
        return _get_below(sobject, first, rest)
    ids = _matches(sobject, first, rest)
    return row_answer(sobject, ids[0])


@bp.patch(_URL, merge_slashes=False)
def patch(sobject: str, first: str, rest: str) -> Response:
    """Upsert by external id; change the record at the end of a relationship."""
    if _is_id(sobject, first):
        place = _one_below(sobject, first, rest)
        return change(place.sobject, place.record_id)
    return _upsert(kind_of(sobject), first, rest)


@bp.post(_URL, merge_slashes=False)
def post(sobject: str, first: str, rest: str) -> Response:
    """PATCH and DELETE for clients that cannot send them."""
    if overridden() == "PATCH":
        return patch(sobject, first, rest)
    if overridden() == "DELETE":
        return delete(sobject, first, rest)
    if first.lower() == "id" and not rest.strip("/"):
        return create(sobject)
    raise MethodNotAllowed(ROW_METHODS)


@bp.delete(_URL, merge_slashes=False)
def delete(sobject: str, first: str, rest: str) -> Response:
    """Delete a record by external id, or at the end of a relationship."""
    if _is_id(sobject, first):
        place = _one_below(sobject, first, rest)
        session().delete(place.sobject.name, place.record_id)
    else:
        session().delete(kind_of(sobject).name, _matches(sobject, first, rest)[0])
    return done()


def several(kind: SObject, ids: list[str]) -> Response:
    """300: the records that a value stands for (recorded: a list of URLs)."""
    return json_answer([location(kind, record_id) for record_id in ids], 300)


@bp.errorhandler(SeveralMatches)
def _several_matches(found: SeveralMatches) -> Response:
    return several(kind_of((request.view_args or {})["sobject"]), found.ids)


def _is_id(sobject: str, first: str) -> bool:
    """Whether the segment behind the type is a record's id; else it is a field, if it is no other resource."""
    kind = kind_of(sobject)
    if first.lower() in _RESOURCES:
        raise NotFound
    return kind.field(first) is None and to_18(first) is not None


def _matches(sobject: str, field: str, value: str) -> list[str]:
    ids = session().by_external_id(sobject, field, value)
    if len(ids) > 1:
        found = kind_of(sobject).field(field)
        assert found is not None
        raise SeveralMatches(found, ids)
    if not ids:
        raise SalesforceError("NOT_FOUND", "The requested resource does not exist")
    return ids


def _upsert(kind: SObject, field: str, value: str) -> Response:
    if (kind.field(field) or kind.fields["id"]).type == "id" and kind.field(field) is not None:
        return _update_by_id(kind, field, value)
    body = read_record(kind)
    refuse_named(body, field, "Id")
    if request.args.get("updateOnly", "").lower() == "true":
        _matches(kind.name, field, value)
    with body.places():
        result = session().upsert(kind.name, field, value, body.values)
    told = {"created": bool(result.created)} if session().api_version >= _RESULT_SINCE else {}
    if result.created:
        return created(kind, result.id, **told)
    return _changed(kind, result.id)


def _update_by_id(kind: SObject, field: str, record_id: str) -> Response:
    """…/Id/<id>: the record is there, or nothing happens (recorded: 200 with created false)."""
    change(kind, session().by_external_id(kind.name, field, record_id)[0])
    return _changed(kind, to_18(record_id))


def _changed(kind: SObject, record_id: str | None) -> Response:
    if session().api_version < _RESULT_SINCE:
        return done()
    answer: dict[str, Any] = {"id": record_id, "success": True, "errors": [], "created": False}
    return json_answer(answer, 200, Location=location(kind, record_id))


def _get_below(sobject: str, record_id: str, rest: str) -> Response:
    path = _steps(rest)
    if len(path) == 1 and is_blob(session().sobject(sobject), path[0]):
        data, media_type = session().body_of(sobject, record_id, path[0])
        return Response(data, content_type=media_type)
    found = session().follow(sobject, record_id, path)
    if isinstance(found, Children):
        return json_answer(first_page(session().children(found, wanted_fields())))
    return row_answer(found.sobject.name, found.record_id)


def _one_below(sobject: str, record_id: str, rest: str) -> Place:
    found = session().follow(sobject, record_id, _steps(rest))
    if isinstance(found, Children):
        raise MethodNotAllowed(("HEAD", "GET"))
    return found


def _steps(rest: str) -> list[str]:
    return rest.strip("/").split("/")
