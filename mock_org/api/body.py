"""Reading a request body: its media type, its compression, and the JSON or XML in it."""

import json
import zlib
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from mock_org.api.json_text import parse_json
from mock_org.errors import SalesforceError

NO_BODY = "The HTTP entity body is required, but this request has no entity body."
_KINDS: dict[type, str] = {
    list: "START_ARRAY",
    str: "VALUE_STRING",
    int: "VALUE_NUMBER_INT",
    float: "VALUE_NUMBER_FLOAT",
    type(None): "VALUE_NULL",
}


def json_object() -> dict[str, Any]:
    """The JSON object of a request.

    Raises JSON_PARSER_ERROR (with line and column) or UNSUPPORTED_MEDIA_TYPE.
    """
    value = json_value()
    if not isinstance(value, dict):
        raise no_object(value)
    return value


def json_value() -> Any:
    """The JSON value of a request, an array say.

    Raises JSON_PARSER_ERROR (with line and column) or UNSUPPORTED_MEDIA_TYPE.
    """
    if request.mimetype and request.mimetype != "application/json":
        raise unsupported_media_type()
    return parse_json(raw_body())


def raw_body() -> bytes:
    """The bytes of a body, unpacked.

    Raises JSON_PARSER_ERROR without one, UNSUPPORTED_MEDIA_TYPE for an unknown compression, 413 for too large a body.
    """
    data = unpacked_body()
    if not data.strip():
        raise SalesforceError("JSON_PARSER_ERROR", NO_BODY)
    return data


def unpacked_body() -> bytes:
    """The same, which may be empty."""
    data = request.get_data()
    if request.content_length is None and len(data) >= int(current_app.config["MAX_CONTENT_LENGTH"]):
        raise RequestEntityTooLarge  # a chunked body is cut off at the limit: what is left of it is no request
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("gzip", "deflate"):
        data = _unpack(data)
    elif encoding != "identity":
        raise SalesforceError("UNSUPPORTED_MEDIA_TYPE", f"Content encoding '{encoding}' is not supported")
    return data


def unsupported_media_type() -> SalesforceError:
    """The refusal of a body in another format."""
    return SalesforceError("UNSUPPORTED_MEDIA_TYPE", f"Content type '{request.mimetype}' is not supported")


def no_object(value: Any) -> SalesforceError:
    """The refusal of a JSON value that is no object."""
    kind = "VALUE_TRUE" if value is True else "VALUE_FALSE" if value is False else _KINDS.get(type(value), "VALUE")
    shown = (
        "" if isinstance(value, list) else f"{json.dumps(value)[:80]} or request may be missing a required field at "
    )
    return SalesforceError(
        "JSON_PARSER_ERROR", f"Cannot deserialize instance of sobject from {kind} value {shown}[line:1, column:1]"
    )


def _unpack(data: bytes) -> bytes:
    """Undo gzip or deflate, no further than the largest body that is taken."""
    most = int(current_app.config["MAX_CONTENT_LENGTH"])
    unpacker = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever the bytes say
    try:
        found = unpacker.decompress(data, most + 1)
    except zlib.error as fault:
        raise SalesforceError("INVALID_REQUEST", "The request body is not what Content-Encoding says") from fault
    if len(found) > most or unpacker.unconsumed_tail:
        raise RequestEntityTooLarge
    if not unpacker.eof:
        raise SalesforceError("INVALID_REQUEST", "The compressed request body ends too early")
    return found
