"""DISTANCE and GEOLOCATION: how far it is from a field to a place, or to another field."""

from typing import Any

from sqlalchemy import ColumnElement, Float, cast, func, literal

from mock_org.schema import Field
from mock_org.schema.types import COMPOUND_TYPES
from mock_org.soql.ast import FunctionCall, Literal, Path
from mock_org.soql.columns import components, part_key
from mock_org.soql.errors import malformed
from mock_org.soql.resolve import Source
from mock_org.soql.terms import ORDER, SELECT, WHERE, Function, Operand, Understand

DISTANCE = "DISTANCE"
_UNITS = ("mi", "km")
_Place = tuple[tuple[str, ...], ColumnElement[Any], ColumnElement[Any]]


def _distance(call: FunctionCall, source: Source, _understand: Understand) -> Operand:
    """SOQL and SOSL Reference, "Location-Based SOQL Queries": the field stands first, the unit last (confidence A)."""
    if len(call.arguments) != 3:
        raise malformed("DISTANCE takes a geolocation field, a location and a unit of 'mi' or 'km'", call.at)
    first, second, unit = call.arguments
    if not isinstance(unit, Literal) or unit.value not in _UNITS:
        raise malformed("The unit of DISTANCE must be 'mi' or 'km'", call.at)
    if not isinstance(first, Path):
        raise malformed("The first argument of DISTANCE must be a geolocation field", call.at)
    key, *here = _field(first, source)
    other, *there = _place(second, source, call)
    distance = cast(func.soql_distance(*here, *there, unit.value), Float)
    field = Field(DISTANCE, "double", DISTANCE)
    return Operand(field, distance, (DISTANCE, *key, *other, unit.value), call.at, False, DISTANCE, key)


def _field(path: Path, source: Source) -> _Place:
    found = source.resolve(path)
    if found.field.type not in COMPOUND_TYPES:
        raise malformed(f"field {found.field.name} does not support function {DISTANCE}", path.at)
    parts = {part_key(found.field, part): part for part in components(found.sobject, found.field)}
    latitude, longitude = (
        source.resolve(Path((*path.parts[:-1], parts[name].name), at=path.at)).column
        for name in ("latitude", "longitude")
    )
    return found.names, latitude, longitude


def _place(argument: object, source: Source, call: FunctionCall) -> _Place:
    if isinstance(argument, Path):
        return _field(argument, source)
    if not isinstance(argument, FunctionCall) or argument.name.upper() != "GEOLOCATION":
        raise malformed("The second argument of DISTANCE must be a geolocation field or GEOLOCATION()", call.at)
    numbers = [each.value for each in argument.arguments if isinstance(each, Literal) and each.kind == "number"]
    if len(numbers) != 2 or len(argument.arguments) != 2:
        raise malformed("GEOLOCATION takes a latitude and a longitude", argument.at)
    latitude, longitude = (float(number) for number in numbers)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise malformed(f"Invalid geolocation: {latitude}, {longitude}", argument.at)
    return (str(latitude), str(longitude)), literal(latitude), literal(longitude)


def _geolocation(call: FunctionCall, _source: Source, _understand: Understand) -> Operand:
    raise malformed("GEOLOCATION can only be used inside DISTANCE", call.at)


GEOGRAPHY = {
    DISTANCE: Function(_distance, frozenset({SELECT, WHERE, ORDER})),
    "GEOLOCATION": Function(_geolocation),
}
