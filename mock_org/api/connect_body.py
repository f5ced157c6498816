"""Bodies of Connect REST API: fixed properties, and no others."""

from collections.abc import Mapping
from typing import Any

from mock_org.api.body import json_object, raw_body
from mock_org.api.json_text import parser_error, value_positions

_NAMES = {str: "string", dict: "map", bool: "boolean", int: "int"}
_KINDS = {
    str: "VALUE_STRING",
    dict: "START_OBJECT",
    list: "START_ARRAY",
    int: "VALUE_NUMBER_INT",
    float: "VALUE_NUMBER_FLOAT",
}


def fixed_body(properties: Mapping[str, type]) -> dict[str, Any]:
    """The properties of a request that are given and not null.

    properties: what there may be, and of which type. Raises JSON_PARSER_ERROR for any other (reported answer, text and
    place) and for a value of another type (the same parser's text; confidence C).
    """
    body = json_object()
    places = value_positions(raw_body().decode("utf-8-sig"))
    for name, value in body.items():
        if name not in properties:
            raise parser_error(f'Unrecognized field "{name}"', places.get(name, (1, 1)))
        if value is not None and type(value) is not properties[name]:
            kind = _KINDS.get(type(value), "VALUE_TRUE" if value is True else "VALUE_FALSE")
            wanted = _NAMES[properties[name]]
            raise parser_error(f"Cannot deserialize instance of {wanted} from {kind}", places.get(name, (1, 1)))
    return {name: value for name, value in body.items() if value is not None}
