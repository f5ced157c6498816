"""The functions of SOQL: one row each, with the fields they take, the type they give and their SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func

from mock_org.schema import Field
from mock_org.schema.types import COMPOUND_TYPES, NUMBER_TYPES

_DATES = frozenset({"date", "datetime"})
_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Function:
    """takes: field types that may be the argument (empty: every one). gives: result type, None as the argument's."""

    sql: Callable[[ColumnElement[Any]], ColumnElement[Any]]
    gives: str | None
    takes: frozenset[str] = _ANY
    aggregate: bool = False


def _part(start: int, length: int) -> Callable[[ColumnElement[Any]], ColumnElement[Any]]:
    return lambda column: cast(func.substr(column, start, length), Integer)


def _strftime(form: str, plus: int = 0) -> Callable[[ColumnElement[Any]], ColumnElement[Any]]:
    return lambda column: cast(func.strftime(form, func.substr(column, 1, 10)), Integer) + plus


# Date functions look at the UTC date (SOQL and SOSL Reference, "Date Functions": times are in UTC
# unless convertTimezone() is used).
FUNCTIONS: dict[str, Function] = {
    "COUNT": Function(func.count, "int", aggregate=True),
    "COUNT_DISTINCT": Function(lambda column: func.count(column.distinct()), "int", aggregate=True),
    "SUM": Function(func.sum, None, NUMBER_TYPES, aggregate=True),
    "AVG": Function(func.avg, "double", NUMBER_TYPES, aggregate=True),
    "MIN": Function(func.min, None, aggregate=True),
    "MAX": Function(func.max, None, aggregate=True),
    "CALENDAR_YEAR": Function(_part(1, 4), "int", _DATES),
    "CALENDAR_MONTH": Function(_part(6, 2), "int", _DATES),
    "CALENDAR_QUARTER": Function(lambda column: (_part(6, 2)(column) + 2) // 3, "int", _DATES),
    "DAY_IN_MONTH": Function(_part(9, 2), "int", _DATES),
    "DAY_IN_WEEK": Function(_strftime("%w", 1), "int", _DATES),
    "DAY_IN_YEAR": Function(_strftime("%j"), "int", _DATES),
    "DAY_ONLY": Function(lambda column: cast(func.substr(column, 1, 10), String), "date", frozenset({"datetime"})),
    "HOUR_IN_DAY": Function(_part(12, 2), "int", frozenset({"datetime"})),
}

# Known to Salesforce, refused here by name.
REFUSED = frozenset(
    {
        "TOLABEL", "FORMAT", "CONVERTCURRENCY", "CONVERTTIMEZONE", "DISTANCE", "GEOLOCATION", "GROUPING",
        "FISCAL_MONTH", "FISCAL_QUARTER", "FISCAL_YEAR", "WEEK_IN_MONTH", "WEEK_IN_YEAR",
    }
)  # fmt: skip


def accepts(function: Function, field: Field) -> bool:
    """Whether a function takes this field."""
    if field.type in COMPOUND_TYPES or (function.aggregate and not field.aggregatable):
        return False
    return not function.takes or field.type in function.takes
