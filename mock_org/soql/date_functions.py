"""CALENDAR_YEAR to WEEK_IN_YEAR, and convertTimezone inside them.

They look at the date in UTC unless convertTimezone() turns an instant into the running user's own time
(SOQL and SOSL Reference, "Date Functions", confidence A).
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, String, cast, func

from mock_org.schema import Field
from mock_org.soql.ast import FunctionCall
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import malformed
from mock_org.soql.resolve import Source
from mock_org.soql.terms import Function, Operand, Understand, not_supported, only_argument

_Column: TypeAlias = ColumnElement[Any]
_Sql: TypeAlias = Callable[[_Column, CompileContext], _Column]
CONVERT = "CONVERTTIMEZONE"
_DATES = frozenset({"date", "datetime"})
_INSTANTS = frozenset({"datetime"})


def _date(sql: _Sql, takes: frozenset[str] = _DATES, gives: str = "int") -> Function:
    def build(call: FunctionCall, source: Source, understand: Understand) -> Operand:
        argument = only_argument(call)
        name, local = call.name.upper(), False
        if isinstance(argument, FunctionCall):
            if argument.name.upper() != CONVERT:
                raise malformed(f"{argument.name}() cannot stand inside {call.name}()", argument.at)
            argument, local = only_argument(argument), True
        found = understand(argument, source)
        if found.function or found.field.type not in (_INSTANTS if local else takes):
            raise not_supported(found, call, "function")
        column = func.soql_local(found.column, source.context.time_zone.key) if local else found.column
        field = Field(found.field.name, gives, found.field.label)
        key = (name, CONVERT, *found.key) if local else (name, *found.key)
        return Operand(field, sql(column, source.context), key, call.at, found.aggregate, name, found.base)

    return Function(build)


def _convert(call: FunctionCall, _source: Source, _understand: Understand) -> Operand:
    raise malformed("convertTimezone() can only be used inside a date function", call.at)


def _part(start: int, length: int) -> Callable[[_Column], _Column]:
    return lambda column: cast(func.substr(column, start, length), Integer)


_year, _month, _day, _hour = _part(1, 4), _part(6, 2), _part(9, 2), _part(12, 2)


def _strftime(form: str) -> Callable[[_Column], _Column]:
    return lambda column: cast(func.strftime(form, func.substr(column, 1, 10)), Integer)


_of_week, _of_year = _strftime("%w"), _strftime("%j")


def _months(column: _Column, context: CompileContext) -> _Column:
    """Months since the fiscal year 0 began."""
    return _year(column) * 12 + _month(column) - context.fiscal_year_start_month


def _fiscal_year(column: _Column, context: CompileContext) -> _Column:
    """Named by the year it ends in (Organization.UsesStartDateAsFiscalYearName is false unless set; confidence B)."""
    return _months(column, context) // 12 + (1 if context.fiscal_year_start_month > 1 else 0)


DATE_FUNCTIONS: dict[str, Function] = {
    "CALENDAR_YEAR": _date(lambda column, _context: _year(column)),
    "CALENDAR_QUARTER": _date(lambda column, _context: (_month(column) + 2) // 3),
    "CALENDAR_MONTH": _date(lambda column, _context: _month(column)),
    "DAY_IN_MONTH": _date(lambda column, _context: _day(column)),
    "DAY_IN_WEEK": _date(lambda column, _context: _of_week(column) + 1),
    "DAY_IN_YEAR": _date(lambda column, _context: _of_year(column)),
    "DAY_ONLY": _date(lambda column, _context: cast(func.substr(column, 1, 10), String), _INSTANTS, "date"),
    "FISCAL_YEAR": _date(_fiscal_year),
    "FISCAL_QUARTER": _date(lambda column, context: _months(column, context) % 12 // 3 + 1),
    "FISCAL_MONTH": _date(lambda column, context: _months(column, context) % 12 + 1),
    "HOUR_IN_DAY": _date(lambda column, _context: _hour(column), _INSTANTS),
    # Weeks here are counted from the first day of the month or year, seven days each.
    "WEEK_IN_MONTH": _date(lambda column, _context: (_day(column) + 6) // 7),
    "WEEK_IN_YEAR": _date(lambda column, _context: (_of_year(column) + 6) // 7),
    CONVERT: Function(_convert),
}
