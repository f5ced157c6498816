"""One value as a client sent it, brought into its stored form, or refused in the words of Salesforce's JSON parser."""

import base64
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.schema import Field
from mock_org.schema.types import ID_TYPES, NUMBER_TYPES, TEXT_TYPES

Reader = Callable[[Field, Any], Any]
# Characters that no text field keeps: they cannot travel in XML, so the platform drops them. Tab and line ends stay.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# "+0000" without a fraction of a second is refused (recorded: "Cannot deserialize instance of datetime ...").
_DATETIME = re.compile(
    r"(?P<base>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})"
    r"(?:(?P<fraction>\.\d{1,9})(?P<zone>Z|[+-]\d{2}:?\d{2})|(?P<plain_zone>Z|[+-]\d{2}:\d{2}))"
)
_TIME = re.compile(r"(\d{2}:\d{2}(?::\d{2})?)(\.\d{1,3})?Z?")
_INT_LIMIT = 2**31
_DIGITS = 18  # of a number whose describe gives no precision


def coerce(field: Field, value: Any) -> Any:
    """The stored form of a value; an empty text is null, a null boolean is false.

    Raises SalesforceError JSON_PARSER_ERROR where the value is of another kind than the field.
    """
    if isinstance(value, str):
        value = clean_text(value)
    if value is None or value == "":
        return False if field.type == "boolean" else None
    read: Reader = _READERS.get(field.type, _read_text)
    return read(field, value)


def clean_text(value: str) -> str:
    """A text as it is kept: no control characters, no half surrogate pairs, no blanks at its ends."""
    return _SURROGATE.sub("\ufffd", _UNSTORABLE.sub("", value)).strip()


def format_datetime(instant: datetime) -> str:
    """An instant as the API writes it."""
    utc = instant.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}+0000"


class WrongKind(SalesforceError):
    """A value that the field's type does not take. `field` names it, so that a body's reader can say where it stood."""

    def __init__(self, field: Field, value: Any, line: int = 1, column: int = 1) -> None:
        super().__init__("JSON_PARSER_ERROR", f"{_complaint(field, value)}[line:{line}, column:{column}]")
        self.field, self.value = field, value

    def at(self, line: int, column: int) -> "WrongKind":
        """The same, with the place in the body."""
        return WrongKind(self.field, self.value, line, column)


def _complaint(field: Field, value: Any) -> str:
    """The text up to the place; of an array it says less (recorded for strings, arrays and objects)."""
    said = f"Cannot deserialize instance of {field.type} from {_token(value)} value "
    if isinstance(value, list):
        return said
    shown = "{" if isinstance(value, dict) else str(value).lower() if isinstance(value, bool) else value
    return f"{said}{shown} or request may be missing a required field at "


def _refuse(field: Field, value: Any) -> SalesforceError:
    return WrongKind(field, value)


def _token(value: Any) -> str:
    if isinstance(value, bool):
        return "VALUE_TRUE" if value else "VALUE_FALSE"
    tokens = {int: "VALUE_NUMBER_INT", float: "VALUE_NUMBER_FLOAT", list: "START_ARRAY", dict: "START_OBJECT"}
    return tokens.get(type(value), "VALUE_STRING")


def _read_text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _refuse(field, value)
    return value


def _read_multipicklist(field: Field, value: Any) -> str:
    parts = (part.strip() for part in _read_text(field, value).split(";"))
    return ";".join(dict.fromkeys(part for part in parts if part))


def _read_boolean(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise _refuse(field, value)


def _read_number(field: Field, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _refuse(field, value)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise _refuse(field, value) from None
    if not number.is_finite():
        raise _refuse(field, value)
    return _whole(field, value, number) if field.type == "int" else _fractional(field, value, number)


def _whole(field: Field, value: Any, number: Decimal) -> int:
    if abs(number) >= _INT_LIMIT:
        raise _out_of_range(field, number)
    if number != number.to_integral_value():
        raise _refuse(field, value)
    return int(number)


def _fractional(field: Field, value: Any, number: Decimal) -> float:
    whole_digits = (field.precision - field.scale) if field.precision else _DIGITS
    if number and number.adjusted() >= whole_digits:
        raise _out_of_range(field, number)
    if field.precision and number and number.adjusted() > -_DIGITS:
        number = number.quantize(Decimal(1).scaleb(-field.scale), rounding=ROUND_HALF_UP)
    result = float(number)
    if not math.isfinite(result):
        raise _refuse(field, value)
    return result


def _out_of_range(field: Field, number: Decimal) -> SalesforceError:
    return SalesforceError(
        "NUMBER_OUTSIDE_VALID_RANGE",
        f"{field.label}: value outside of valid range on numeric field: {number}",
        [field.name],
    )


def _read_date(field: Field, value: Any) -> str:
    text = _read_text(field, value)
    if _DATETIME.fullmatch(text):
        text = text[:10]
    if not _DATE.fullmatch(text):
        raise _refuse(field, value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _refuse(field, value) from None


def _read_datetime(field: Field, value: Any) -> str:
    found = _DATETIME.fullmatch(_read_text(field, value))
    if found is None:
        raise _refuse(field, value)
    fraction = (found["fraction"] or ".0")[:4].ljust(4, "0")
    zone = (found["zone"] or found["plain_zone"]).replace("Z", "+00:00")
    try:
        return format_datetime(datetime.fromisoformat(found["base"] + fraction + zone))
    except (ValueError, OverflowError):
        raise _refuse(field, value) from None


def _read_time(field: Field, value: Any) -> str:
    found = _TIME.fullmatch(_read_text(field, value))
    if found is None:
        raise _refuse(field, value)
    try:
        moment = time.fromisoformat(found[1])
    except ValueError:
        raise _refuse(field, value) from None
    return f"{moment:%H:%M:%S}{(found[2] or '.0')[:4].ljust(4, '0')}Z"


def _read_base64(field: Field, value: Any) -> str:
    """Bytes as base64, in one line."""
    text = "".join(_read_text(field, value).split())
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        raise _refuse(field, f"{text[:80]}…") from None
    return text


_READERS: dict[str, Reader] = {
    **dict.fromkeys(TEXT_TYPES | ID_TYPES, _read_text),
    **dict.fromkeys(NUMBER_TYPES, _read_number),
    "multipicklist": _read_multipicklist,
    "base64": _read_base64,
    "boolean": _read_boolean,
    "date": _read_date,
    "datetime": _read_datetime,
    "time": _read_time,
}
