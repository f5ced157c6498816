"""/composite/sobjects: create, retrieve, update, upsert and delete up to 200 records in one call."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.body import json_object
from mock_org.api.caller import session
from mock_org.api.composite_binaries import collection_body
from mock_org.api.composite_input import available_since, malformed, only, refuse_twice, switch
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org import SaveResult
from mock_org.org.collection import check_external_id, retrieve_many, save_together, update_once, upsert_once

bp = Blueprint("composite_sobjects", __name__)

SINCE, UPSERT_SINCE = 42.0, 46.0
MOST_RECORDS, MOST_RETRIEVED, MOST_CHUNKS = 200, 2000, 10
# Recorded (amp-labs/connectors, batch/create); a real answer, names changed (restforce, composite_sobjects_destroy).
NO_RECORDS, NO_IDS = "At least 1 record is required", "At least 1 Id is required."
# Recorded (NangoHQ/integration-templates, upsert-sobject-collection), of one record. Confidence A.
UNTYPED = "Nested object for polymorphic foreign key must have an attributes field before any other fields."
Record = Mapping[str, Any]


@bp.post("/composite/sobjects")
@bp.post("/tooling/composite/sobjects")
def create() -> Response:
    """Create records, of several types if need be: a SaveResult each."""
    records, all_or_none = _records()
    insert = partial(session().insert_many, all_or_none=False)
    return _saved(save_together(session(), _chunked(records, insert), all_or_none=all_or_none))


@bp.patch("/composite/sobjects")
@bp.patch("/tooling/composite/sobjects")
def update() -> Response:
    """Change records, each named by its id: a SaveResult each."""
    records, all_or_none = _records()
    return _saved(save_together(session(), _chunked(records, partial(update_once, session())), all_or_none=all_or_none))


@bp.patch("/composite/sobjects/<sobject>/<ext_field>")
def upsert(sobject: str, ext_field: str) -> Response:
    """Change or create records by external id: an UpsertResult each, which says whether the record was created."""
    available_since(UPSERT_SINCE)
    name, field = session().writable(sobject).name, check_external_id(session(), sobject, ext_field)
    records, all_or_none = _records()
    types = [_type_of(record) for record in records]
    for each in types:
        if each != name and not isinstance(each, SalesforceError):
            raise SalesforceError("INVALID_TYPE", f"The records to upsert must be of type {name}: {each}")

    def save() -> list[SaveResult]:
        typed = [_values(record) for record, each in zip(records, types, strict=True) if each == name]
        saved = iter(upsert_once(session(), name, field, typed))
        return [SaveResult.failed(each) if isinstance(each, SalesforceError) else next(saved) for each in types]

    return _saved(save_together(session(), [save], all_or_none=all_or_none), with_created=True)


@bp.delete("/composite/sobjects")
@bp.delete("/tooling/composite/sobjects")
def delete() -> Response:
    """Delete the records in ?ids=, of any types: a DeleteResult each."""
    available_since(SINCE)
    ids = _ids(request.args.get("ids", ""))
    _check_number(len(ids), MOST_RECORDS, NO_IDS)
    all_or_none = switch(request.args, "allOrNone")
    return _saved(session().delete_many(ids, all_or_none=all_or_none))


@bp.get("/composite/sobjects/<sobject>")
def retrieve(sobject: str) -> Response:
    """The records in ?ids= with the ?fields= asked for; null for one that the caller does not find."""
    available_since(SINCE)
    ids, fields = _ids(request.args.get("ids", "")), _ids(request.args.get("fields", ""))
    return _retrieved(sobject, ids, fields)


@bp.post("/composite/sobjects/<sobject>")
def retrieve_by_body(sobject: str) -> Response:
    """The same with ids and fields in the body, up to 2,000 records."""
    available_since(SINCE)
    body = only(json_object(), ("ids", "fields"), "SObjectCollectionRetrieveInput")
    lists = [body.get(name) for name in ("ids", "fields")]
    if not all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in lists if each):
        malformed("Cannot deserialize instance of String from the values of 'ids' and 'fields' at [line:1, column:1]")
    return _retrieved(sobject, lists[0] or [], lists[1] or [])


def _retrieved(sobject: str, ids: Sequence[str], fields: Sequence[str]) -> Response:
    _check_number(len(ids), MOST_RETRIEVED)
    if not fields:
        raise SalesforceError("REQUIRED_FIELD_MISSING", "At least 1 field is required")
    return json_answer(retrieve_many(session(), sobject, ids, fields))


def _records() -> tuple[list[dict[str, Any]], bool]:
    """The records of the body, and whether all or none are wanted.

    Raises SalesforceError: the whole request fails.
    """
    available_since(SINCE)
    body = only(collection_body(), ("records", "allOrNone"), "SObjectCollectionInput")
    records = body.get("records") or []
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        malformed("Cannot deserialize instance of SObject from the values of 'records' at [line:1, column:1]")
    _check_number(len(records), MOST_RECORDS)
    for record in records:
        refuse_twice("SObject" if isinstance(named := _type_of(record), SalesforceError) else named, record)
    return records, switch(body, "allOrNone")


def _check_number(number: int, most: int, too_few: str = NO_RECORDS) -> None:
    if not number:
        raise SalesforceError("REQUIRED_FIELD_MISSING", too_few)
    if number > most:  # reported (django-salesforce, issue 328)
        message = f"record limit reached. cannot submit more than {most} records into this call"
        raise SalesforceError("EXCEEDED_ID_LIMIT", message)


def _type_of(record: Record) -> str | SalesforceError:
    """The name of a record's sObject; or what is wrong with it, for the record alone.

    forcedotcom/SalesforceMobileSDK-iOS, its tests of a sync against an org: records of an unknown type or of none are
    refused, those beside them are saved. Confidence A; of the code for an unknown type B.
    """
    attributes = record.get("attributes")
    named = attributes.get("type") if isinstance(attributes, dict) else None
    if not isinstance(named, str) or not named:
        return SalesforceError("JSON_PARSER_ERROR", UNTYPED, [])
    found = session().org.schema.get(named)
    return found.name if found else SalesforceError("INVALID_TYPE", f"sObject type '{named}' is not supported.", [])


def _chunked(
    records: Sequence[Record], save: Callable[[str, Sequence[Record]], list[SaveResult]]
) -> list[Callable[[], list[SaveResult]]]:
    """One save for each run of records of one type, in their order (REST API Developer Guide, sObject Collections)."""
    chunks = [(name, [_values(each) for each in group]) for name, group in groupby(records, _type_of)]
    if sum(isinstance(name, str) for name, _ in chunks) > MOST_CHUNKS:
        message = (
            f"Cannot have more than {MOST_CHUNKS} chunks in a single operation. "
            "Please rearrange the data to reduce chunking."
        )
        raise SalesforceError("LIMIT_EXCEEDED", message)
    return [
        partial(save, name, chunk) if isinstance(name, str) else partial(_refused, name, len(chunk))
        for name, chunk in chunks
    ]


def _refused(error: SalesforceError, times: int) -> list[SaveResult]:
    return [SaveResult.failed(error) for _ in range(times)]


def _values(record: Record) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "attributes"}


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if text.strip() else []


def _saved(results: Sequence[SaveResult], *, with_created: bool = False) -> Response:
    return json_answer([each.to_json(with_created=with_created) for each in results])
