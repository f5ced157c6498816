"""Reading a request body: a JSON object, or a refusal that says where it is none."""

import json
from typing import Any, NoReturn

from flask import request

from mock_org.errors import SalesforceError


def json_object() -> dict[str, Any]:
    """The JSON object of a request.

    Raises JSON_PARSER_ERROR (with line and column) or UNSUPPORTED_MEDIA_TYPE.
    """
    if request.mimetype and request.mimetype != "application/json":
        raise SalesforceError("UNSUPPORTED_MEDIA_TYPE", f"Content type '{request.mimetype}' is not supported")
    data = request.get_data()
    if not data.strip():
        raise SalesforceError(
            "JSON_PARSER_ERROR", "The HTTP entity body is required, but this request has no entity body."
        )
    value = _parse(data)
    if not isinstance(value, dict):
        raise SalesforceError(
            "JSON_PARSER_ERROR",
            "Cannot deserialize instance of SObject from "
            f"{_KINDS.get(type(value), 'VALUE')} value {json.dumps(value)[:80]} or request may be missing a required "
            "field at [line:1, column:1]",
        )
    return value


_KINDS: dict[type, str] = {
    list: "START_ARRAY",
    str: "VALUE_STRING",
    int: "VALUE_NUMBER",
    float: "VALUE_NUMBER",
    bool: "VALUE_BOOLEAN",
    type(None): "VALUE_NULL",
}


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise SalesforceError(
            "JSON_PARSER_ERROR", f"{fault.msg} at [line:{fault.lineno}, column:{fault.colno}]"
        ) from fault
    except UnicodeDecodeError as fault:
        raise SalesforceError(
            "JSON_PARSER_ERROR", f"Invalid UTF-8 byte 0x{data[fault.start]:02x} at [byte:{fault.start}]"
        ) from fault
    except RecursionError as fault:
        raise SalesforceError("JSON_PARSER_ERROR", "The request body is nested too deeply") from fault


def _refuse_constant(name: str) -> NoReturn:
    raise SalesforceError("JSON_PARSER_ERROR", f"Non-standard token '{name}' at [line:1, column:1]")
