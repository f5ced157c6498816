"""The types of the formula language: which field has which, and how a value is stored and computed with."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from types import MappingProxyType
from typing import Any, TypeAlias

from mock_org.schema import Field
from mock_org.schema.fields import LONG_TEXT

Kind: TypeAlias = str
# Java's BigDecimal has no bounds; 38 digits are what Salesforce's database keeps (confidence C).
DIGITS = 38
EXACT = Context(
    prec=DIGITS, rounding=ROUND_HALF_UP, Emin=-300, Emax=300, traps=[DivisionByZero, InvalidOperation, Overflow]
)
# As error messages call them.
LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        "text": "Text",
        "number": "Number",
        "boolean": "Boolean",
        "date": "Date",
        "datetime": "DateTime",
        "time": "Time",
        "picklist": "Picklist",
        "multipicklist": "Picklist (Multi-Select)",
        "location": "Geolocation",
        "null": "Null",
    }
)
_OF_FIELD: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("id", "reference", "string", "textarea", "email", "phone", "url", "combobox"), "text"),
        **dict.fromkeys(("int", "double", "currency", "percent"), "number"),
        **{name: name for name in ("boolean", "date", "datetime", "time", "picklist", "multipicklist", "location")},
    }
)
_HUNDRED = Decimal(100)


def kind_of(field: Field) -> Kind | None:
    """The type of a field's value in a formula; None where formulas cannot use the field."""
    return _OF_FIELD.get(field.type)


def is_long_text(field: Field) -> bool:
    """Whether formula fields cannot use it, though validation rules can (Formula help; confidence A)."""
    return field.type == "textarea" and field.length > LONG_TEXT


def of_field(field: Field, stored: Any) -> Any:
    """A stored value as formulas see it: ids have 15 characters, 50 percent is 0.5."""
    if stored is None or stored == "":
        return False if field.type == "boolean" else None
    if field.type in ("id", "reference"):
        return str(stored)[:15]
    value = decode(_OF_FIELD[field.type], stored)
    return EXACT.divide(value, _HUNDRED) if field.type == "percent" else value


def to_field(field: Field, value: Any) -> Any:
    """What a formula gave, as its field stores and answers it."""
    if field.type == "boolean":
        return bool(value)
    if value is None or value == "":
        return None
    kind = _OF_FIELD[field.type]
    if kind == "number":
        return rounded(field, value)
    return encode(kind, value)


def rounded(field: Field, value: Decimal) -> float:
    """A number in the decimal places of its field, half up."""
    number = EXACT.multiply(value, _HUNDRED) if field.type == "percent" else value
    if number and number.adjusted() < 18:
        number = number.quantize(Decimal(1).scaleb(-field.scale), context=EXACT)
    return float(number)


def decode(kind: Kind, stored: Any) -> Any:
    """A value as the database keeps it, as Python computes with it."""
    return None if stored is None else _DECODE.get(kind, _as_is)(stored)


def encode(kind: Kind, value: Any) -> Any:
    """The way back. Numbers become text, so that no digit is lost before the end."""
    if value is None or value == "":
        return None
    return _ENCODE.get(kind, _as_is)(value)


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros behind the point."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _as_is(value: Any) -> Any:
    return value


def _number(stored: Any) -> Decimal:
    return Decimal(stored if isinstance(stored, int) else str(stored))


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).astimezone(UTC)


def _datetime(instant: datetime) -> str:
    return instant.replace(tzinfo=None).isoformat(timespec="milliseconds") + "+0000"


def _time(moment: time) -> str:
    return moment.isoformat(timespec="milliseconds") + "Z"


def _location(stored: Any) -> tuple[float, float]:
    latitude, longitude = str(stored).split(" ")
    return float(latitude), float(longitude)


_DECODE: Mapping[Kind, Callable[[Any], Any]] = MappingProxyType(
    {
        "number": _number,
        "boolean": bool,
        "date": date.fromisoformat,
        "datetime": _instant,
        "time": lambda stored: time.fromisoformat(stored.removesuffix("Z")),
        "location": _location,
    }
)
_ENCODE: Mapping[Kind, Callable[[Any], Any]] = MappingProxyType(
    {
        "number": plain,
        "boolean": int,
        "date": date.isoformat,
        "datetime": _datetime,
        "time": _time,
        "location": lambda place: f"{place[0]} {place[1]}",
    }
)
