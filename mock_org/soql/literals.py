"""Values: from their text, and to what a field of a given type is compared with in the database."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam

from mock_org.schema import Field, to_18
from mock_org.schema.types import ID_TYPES, NUMBER_TYPES, TEXT_TYPES
from mock_org.soql.ast import Literal
from mock_org.soql.errors import Refusal, malformed

# SOQL and SOSL Limits: "Strings in SOQL WHERE clauses: 4,000 characters" (confidence A; text: D).
MAX_STRING = 4000
# SOQL and SOSL Reference, "Quoted String Escape Sequences".
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\", "_": "_", "%": "%"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
# Describe calls them so; the error text of a filter does too, except datetime ("dateTime", as in the SOAP schema).
_SHOWN_TYPES = {"datetime": "dateTime", "reference": "reference", "id": "id"}


def unescape(quoted: str, at: int, *, like: bool = False) -> str:
    r"""The text of a quoted string. like: keep \% \_ and \\ for the pattern matcher."""

    def one(found: re.Match[str]) -> str:
        name = found[1]
        if len(name) == 5:
            return chr(int(name[1:], 16))
        plain = _ESCAPES.get(name.lower() if name in "NRTBF" else name)
        if plain is None:
            raise malformed(f"Illegal character sequence '\\{name}' in string literal", at)
        return found[0] if like and name in "%_\\" else plain

    try:  # \\ud83d\\ude00 is one character; half of such a pair is none
        return _ESCAPE.sub(one, quoted[1:-1]).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise malformed("Illegal character sequence in string literal", at) from None


def instant(text: str, kind: str, at: int) -> Literal:
    """A date, datetime or time written without quotes."""
    read: dict[str, Any] = {"date": date, "datetime": datetime, "time": time}
    try:
        value = read[kind].fromisoformat(text.upper())
        value = value.astimezone(UTC) if kind == "datetime" else value
    except (ValueError, OverflowError):
        raise malformed(f"Invalid {kind}: {text}", at) from None
    return Literal(value, kind, at=at)


def datetime_text(value: datetime) -> str:
    """An instant as the database keeps it and the API answers it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}+0000"


def stored_value(literal: Literal, field: Field, at: int) -> Any:
    """What the field's column is compared with; None for null. Refuses a literal of another type.

    at: where the field stands; Salesforce points there, not at the value (recorded, OpenStax v51.0).
    """
    if literal.kind == "null":
        return None
    if literal.kind == "given":
        return bindparam(literal.value, None)
    if literal.kind == "currency" and field.type == "currency":
        # Only an org with several currencies compares them (text: confidence D).
        raise Refusal("INVALID_FIELD", f"Currency {literal.value[0]} is not active: multi-currency is not enabled", at)
    if literal.kind == "string" and len(literal.value) > MAX_STRING:
        raise malformed(f"String literal too long: at most {MAX_STRING} characters are allowed", literal.at)
    kinds, convert = _KINDS[_family(field)]
    if literal.kind not in kinds:
        raise _wrong_type(literal, field, at)
    return convert(literal.value, field, at)


def _family(field: Field) -> str:
    if field.type in TEXT_TYPES or field.type == "base64":
        return "text"
    if field.type in ID_TYPES:
        return "id"
    if field.type in NUMBER_TYPES or field.type == "long":
        return "number"
    return field.type if field.type in _KINDS else "text"


def _wrong_type(literal: Literal, field: Field, at: int) -> Refusal:
    quoted = "should" if _family(field) in ("text", "id") else "should not"
    return Refusal(
        "INVALID_FIELD",
        f"value of filter criterion for field '{field.name}' must be of type "
        f"{_SHOWN_TYPES.get(field.type, field.type)} and {quoted} be enclosed in quotes",
        at,
    )


def _text(value: str, _field: Field, _at: int) -> str | None:
    return value or None  # an empty string is null (SOQL and SOSL Reference, "Null Values")


def _id(value: str, _field: Field, at: int) -> str | None:
    if not value:
        return None
    full = to_18(value)
    if full is None:
        raise Refusal("INVALID_QUERY_FILTER_OPERATOR", f"invalid ID field: {value}", at)
    return full


def _number(value: int | Decimal, field: Field, at: int) -> int | float:
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if abs(number) > 1e18 * 10 or number != number:
        raise Refusal("NUMBER_OUTSIDE_VALID_RANGE", f"number out of range for field '{field.name}'", at)
    return value if isinstance(value, int) and abs(value) < 2**63 else number


def _same(value: Any, _field: Field, _at: int) -> Any:
    return value


_KINDS: dict[str, tuple[tuple[str, ...], Any]] = {
    "text": (("string",), _text),
    "id": (("string",), _id),
    "number": (("number",), _number),
    "boolean": (("boolean",), _same),
    "date": (("date",), lambda value, _field, _at: value.isoformat()),
    "datetime": (("datetime",), lambda value, _field, _at: datetime_text(value)),
    "time": (("time",), lambda value, _field, _at: value.strftime("%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"),
}
