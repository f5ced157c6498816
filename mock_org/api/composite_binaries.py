"""The body of a collection of records: JSON, or the parts of a multipart message with the blobs of its records.

REST API Developer Guide, "Using sObject Collections to Insert a Collection of Blob Records".
"""

import base64
from typing import Any

from flask import request

from mock_org.api.body import json_object
from mock_org.api.composite_input import malformed
from mock_org.api.json_text import parse_json
from mock_org.errors import SalesforceError

PART, FIELD = "binaryPartName", "binaryPartNameAlias"


def collection_body() -> dict[str, Any]:
    """The JSON of a collection, its blobs filled in as base64.

    Raises JSON_PARSER_ERROR, UNSUPPORTED_MEDIA_TYPE, INVALID_MULTIPART_REQUEST.
    """
    body = _json_part() if request.mimetype == "multipart/form-data" else json_object()
    records = body.get("records")
    used = [_fill(record) for record in records if isinstance(record, dict)] if isinstance(records, list) else []
    for name, file in request.files.items():
        if name not in used and file.mimetype != "application/json":
            raise _wrong_parts(f"No record of the collection names the part {name}")
    return body


def _json_part() -> dict[str, Any]:
    texts = [text.encode() for text in request.form.values()]
    texts += [file.read() for file in request.files.values() if file.mimetype == "application/json"]
    if len(texts) != 1:
        raise _wrong_parts("A multipart request needs one part with the collection as JSON, and parts for its blobs")
    body = parse_json(texts[0])
    if not isinstance(body, dict):
        malformed("Cannot deserialize instance of SObjectCollectionInput at [line:1, column:1]")
    return body


def _fill(record: dict[str, Any]) -> str | None:
    """Put the blob of a record into its field; the name of the part."""
    attributes = record.get("attributes")
    if not isinstance(attributes, dict) or not {PART, FIELD} & set(attributes):
        return None
    part, field = attributes.get(PART), attributes.get(FIELD)
    file = request.files.get(part) if isinstance(part, str) else None
    if file is None or not isinstance(field, str):
        raise _wrong_parts(f"The record names the part {part} for the field {field}: both must be there")
    record[field] = base64.b64encode(file.read()).decode("ascii")
    return part


def _wrong_parts(message: str) -> SalesforceError:
    return SalesforceError("INVALID_MULTIPART_REQUEST", message)
