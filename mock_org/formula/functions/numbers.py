"""Functions of numbers and places (Salesforce help, math functions; confidence A unless said)."""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import reduce

from mock_org.formula.faults import FormulaError
from mock_org.formula.functions.table import rows
from mock_org.formula.kinds import EXACT

_ONE = Decimal(1)
_EARTH = {"km": 6371.009, "mi": 3958.761}


def _quantized(number: Decimal, digits: Decimal, rounding: str) -> Decimal:
    places = max(-300, min(int(digits), 300))
    exponent = _ONE.scaleb(-places)
    if number.adjusted() + places >= EXACT.prec - 1:
        return number
    return EXACT.multiply(number.quantize(exponent, rounding=rounding), _ONE)


def _round(number: Decimal, digits: Decimal) -> Decimal:
    return _quantized(number, digits, ROUND_HALF_UP)


def _trunc(number: Decimal, digits: Decimal | None = None) -> Decimal:
    return _quantized(number, digits or Decimal(0), ROUND_DOWN)


def _floor(number: Decimal) -> Decimal:
    return number.to_integral_value("ROUND_FLOOR")


def _ceiling(number: Decimal) -> Decimal:
    return number.to_integral_value("ROUND_CEILING")


def _away(number: Decimal) -> Decimal:
    """CEILING rounds away from zero (help: "if negative, away from zero")."""
    return number.to_integral_value("ROUND_UP")


def _toward(number: Decimal) -> Decimal:
    """FLOOR rounds toward zero (help: "if negative, towards zero")."""
    return number.to_integral_value("ROUND_DOWN")


def _mround(number: Decimal, multiple: Decimal) -> Decimal:
    if not multiple:
        return Decimal(0)
    return EXACT.multiply(_round(EXACT.divide(number, multiple), Decimal(0)), multiple)


def _mod(number: Decimal, divisor: Decimal) -> Decimal:
    """The remainder, with the sign of the number."""
    if not divisor:
        raise FormulaError("Division by zero")
    return EXACT.subtract(number, EXACT.multiply(divisor, _trunc(EXACT.divide(number, divisor))))


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise FormulaError("Division by zero")
    return EXACT.divide(left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and exponent <= 0:
        return _ONE if not exponent else _divide(_ONE, base)
    return EXACT.power(base, exponent)


def _positive(run: Callable[[Decimal], Decimal], *, zero: bool = False) -> Callable[[Decimal], Decimal]:
    def checked(number: Decimal) -> Decimal:
        if number < 0 or (not number and not zero):
            raise FormulaError(f"{number} is out of range")
        return run(number)

    return checked


def _trigonometric(run: Callable[..., float]) -> Callable[..., Decimal]:
    def computed(*numbers: Decimal) -> Decimal:
        try:
            return Decimal(repr(run(*map(float, numbers))))
        except (ValueError, OverflowError):
            raise FormulaError("out of range") from None

    return computed


def _geolocation(latitude: Decimal, longitude: Decimal) -> tuple[float, float]:
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise FormulaError("no place on earth")
    return float(latitude), float(longitude)


def _distance(here: tuple[float, float], there: tuple[float, float], unit: str) -> Decimal:
    """Great-circle distance (help, DISTANCE: "mi" or "km"); the radius is the usual mean one (confidence C)."""
    radius = _EARTH.get(unit.lower())
    if radius is None:
        raise FormulaError(f"{unit} is no unit")
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (here, there))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return Decimal(repr(2 * radius * math.asin(min(1.0, math.sqrt(chord)))))


NUMBERS = rows(
    "math",
    {
        "ABS": ("number -> number", abs),
        "ACOS": ("number -> number", _trigonometric(math.acos)),
        "ASIN": ("number -> number", _trigonometric(math.asin)),
        "ATAN": ("number -> number", _trigonometric(math.atan)),
        "ATAN2": ("number number -> number", _trigonometric(math.atan2)),
        "CEILING": ("number -> number", _away),
        "COS": ("number -> number", _trigonometric(math.cos)),
        "DISTANCE": ("location location text -> number", _distance),
        "EXP": ("number -> number", EXACT.exp),
        "FLOOR": ("number -> number", _toward),
        "GEOLOCATION": ("number number -> location", _geolocation),
        "LN": ("number -> number", _positive(EXACT.ln)),
        "LOG": ("number -> number", _positive(EXACT.log10)),
        "MAX": ("number* -> number", lambda *numbers: max(numbers)),
        "MCEILING": ("number -> number", _ceiling),
        "MFLOOR": ("number -> number", _floor),
        "MIN": ("number* -> number", lambda *numbers: min(numbers)),
        "MOD": ("number number -> number", _mod),
        "MROUND": ("number number -> number", _mround),
        "PI": ("-> number", lambda: Decimal("3.14159265358979323846264338327950288")),
        "ROUND": ("number number -> number", _round),
        "SIN": ("number -> number", _trigonometric(math.sin)),
        "SQRT": ("number -> number", _positive(EXACT.sqrt, zero=True)),
        "TAN": ("number -> number", _trigonometric(math.tan)),
        "TRUNC": ("number number? -> number", _trunc),
    },
) | rows(
    "operator",
    {
        "*": ("number number -> number", lambda *numbers: reduce(EXACT.multiply, numbers)),
        "/": ("number number -> number", _divide),
        "^": ("number number -> number", _power),
        "NEGATIVE": ("number -> number", EXACT.minus),
        "POSITIVE": ("number -> number", EXACT.plus),
    },
)
