"""JSON as Salesforce's parser reads it: what it refuses, in its words, with the line and column it names."""

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from mock_org.errors import SalesforceError

Position = tuple[int, int]
_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_DECODER = JSONDecoder()
# What the parser of Python says, and what Salesforce's says there. The texts of the first four are recorded; the
# others are those of the same parser (confidence C).
_EXPECTED = {
    "Expecting property name enclosed in double quotes": "was expecting double-quote to start field name",
    "Expecting ':' delimiter": "was expecting a colon to separate field name and value",
    "Expecting value": "expected a valid value (number, String, array, object, 'true', 'false' or 'null')",
    "Extra data": "was expecting the end of the request body",
    "Illegal trailing comma before end of object": "was expecting double-quote to start field name",
    "Illegal trailing comma before end of array": "expected a valid value (number, String, array, object, 'true', "
    "'false' or 'null')",
}


def parse_json(data: bytes) -> Any:
    """The value of a JSON text; a byte order mark is passed over.

    Raises SalesforceError JSON_PARSER_ERROR, with line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        where = (data[: fault.start].count(b"\n") + 1, fault.start - data.rfind(b"\n", 0, fault.start))
        raise parser_error(f"Invalid UTF-8 start byte 0x{data[fault.start]:x}", where) from fault
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as fault:
        raise _in_their_words(text, fault) from fault
    except RecursionError as fault:
        raise parser_error("The request body is nested too deeply", (1, 1)) from fault
    except _DuplicateError as fault:
        raise parser_error(f"Duplicate field: {fault}", _of_key(text, str(fault))) from fault
    except ValueError as fault:  # more digits than Python turns into a number (text of the same parser, confidence C)
        raise parser_error("Numeric value out of range", (1, 1)) from fault


def member_positions(text: str) -> dict[str, Position]:
    """Where Salesforce's parser says that each member of a JSON object stands, by lower-case name.

    It names the comma before the member, or the first member's opening quote (two recorded answers with their bodies;
    confidence B).
    """
    return {name.lower(): _line_and_column(text, start) for name, start, _ in _members(text)}


def value_positions(text: str) -> dict[str, Position]:
    """Where Salesforce's parser stands once it has begun to read the value of each member: what it names in the refusal
    of a member that a fixed body does not have (reported answer; confidence B)."""
    return {name: _line_and_column(text, value, int(text[value] in '"[{')) for name, _, value in _members(text)}


def parser_error(message: str, where: Position) -> SalesforceError:
    """The refusal of a body, with its place."""
    return SalesforceError("JSON_PARSER_ERROR", f"{message} at [line:{where[0]}, column:{where[1]}]")


class _DuplicateError(ValueError):
    """An object names a member twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _DuplicateError(next(name for name, _ in pairs if name in seen or seen.add(name)))  # type: ignore[func-returns-value]
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise parser_error(f"Non-standard token '{name}': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow",
                       (1, 1))  # fmt: skip


def _in_their_words(text: str, fault: json.JSONDecodeError) -> SalesforceError:
    at = fault.pos
    if fault.msg.startswith("Unterminated string") or at >= len(text):
        return parser_error("Unexpected end-of-input", _line_and_column(text, len(text)))
    here = text[at]
    after = _line_and_column(text, at, 1)
    if fault.msg.startswith("Invalid control character"):
        message = (
            f"Illegal unquoted character ((CTRL-CHAR, code {ord(here)})): has to be escaped using backslash to be "
            "included in string value"
        )
        return parser_error(message, after)
    if fault.msg.startswith("Invalid \\"):
        return parser_error(f"Unrecognized character escape '{text[at + 1 : at + 2]}'", after)
    word = _WORD.match(text, at) if fault.msg == "Expecting value" else None
    if word and word[0][0] in "tfnN":
        shown = f"Unrecognized token '{word[0]}': was expecting 'null', 'true', 'false' or NaN"
        return parser_error(shown, _line_and_column(text, word.end()))
    kind = "ARRAY" if _innermost(text, at) == "[" else "OBJECT"
    wanted = _EXPECTED.get(fault.msg, f"was expecting comma to separate {kind} entries")
    return parser_error(f"Unexpected character ('{here}' (code {ord(here)})): {wanted}", after)


def _innermost(text: str, end: int) -> str:
    """The bracket that is open at a place of a text that is right up to there."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", text[:end])
    opened: list[str] = []
    for character in bare:
        if character in "[{":
            opened.append(character)
        elif character in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else "{"


def _line_and_column(text: str, at: int, after: int = 0) -> Position:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at) + after


def _of_key(text: str, name: str) -> Position:
    """The place of an object's second member of that name; of one within another object, the beginning."""
    try:
        places = [start for found, start, _ in _members(text) if found == name]
    except ValueError:
        places = []
    return _line_and_column(text, places[-1]) if len(places) > 1 else (1, 1)


def _members(text: str) -> Iterator[tuple[str, int, int]]:
    """Each member of a well-formed object: its name, where it begins (comma or quote), where its value does."""
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        return
    at = _skip(text, at + 1)
    while text[at] != "}":
        start = at
        if text[at] == ",":
            at = _skip(text, at + 1)
        name, at = scanstring(text, at + 1)
        at = _skip(text, _skip(text, at) + 1)
        value = at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        yield name, start, value


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
