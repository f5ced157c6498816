"""Date literals: TODAY, LAST_N_DAYS:30, THIS_FISCAL_QUARTER ... as ranges of days in the running user's time zone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from mock_org.soql.ast import Literal
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import malformed, unexpected
from mock_org.soql.literals import datetime_text
from mock_org.soql.locales import first_weekday

# First day and the day after the last one.
Days: TypeAlias = tuple[date, date]


def _days(today: date, first: int, count: int) -> Days:
    return today + timedelta(first), today + timedelta(first + count)


def _week(today: date, first: int, count: int, begins: int) -> Days:
    """Weeks begin on the weekday `begins` of the user's locale (SOQL and SOSL Reference, "Date Formats and Date
    Literals"; confidence A)."""
    begin = today - timedelta((today.weekday() - begins) % 7)
    return begin + timedelta(7 * first), begin + timedelta(7 * (first + count))


def _months(size: int) -> Callable[[date, int, int, int], Days]:
    """Periods of so many months; they begin in the month `start` (1 = January) of a year."""

    def period(today: date, first: int, count: int, start: int) -> Days:
        index = today.year * 12 + today.month - start
        begin = index // size + first
        return _first_of(begin * size + start - 1), _first_of((begin + count) * size + start - 1)

    return period


def _first_of(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


_MONTH, _QUARTER, _YEAR = _months(1), _months(3), _months(12)

# Name without LAST_/THIS_/NEXT_ -> period of n before or behind the present one; the last argument is the first weekday
# for weeks, else the fiscal year's first month.
_PERIODS: dict[str, Callable[[date, int, int, int], Days]] = {
    "DAY": lambda today, first, count, _start: _days(today, first, count),
    "WEEK": _week,
    "MONTH": lambda today, first, count, _start: _MONTH(today, first, count, 1),
    "QUARTER": lambda today, first, count, _start: _QUARTER(today, first, count, 1),
    "YEAR": lambda today, first, count, _start: _YEAR(today, first, count, 1),
    "FISCAL_QUARTER": _QUARTER,
    "FISCAL_YEAR": _YEAR,
}

# Literal -> (period, first, count); in the counted ones n stands for the number behind the colon, as (a, b) = a*n + b.
# SOQL and SOSL Reference, "Date Formats and Date Literals" (confidence A). LAST_N_DAYS reaches to the end of today.
_PLAIN: dict[str, tuple[str, int, int]] = {
    "YESTERDAY": ("DAY", -1, 1),
    "TODAY": ("DAY", 0, 1),
    "TOMORROW": ("DAY", 1, 1),
    "LAST_90_DAYS": ("DAY", -90, 91),
    "NEXT_90_DAYS": ("DAY", 1, 90),
    **{
        f"{word}_{period}": (period, first, 1)
        for period in ("WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR")
        for word, first in (("LAST", -1), ("THIS", 0), ("NEXT", 1))
    },
}
_Count: TypeAlias = tuple[str, tuple[int, int], tuple[int, int]]
_COUNTED: dict[str, _Count] = {
    "LAST_N_DAYS": ("DAY", (-1, 0), (1, 1)),
    "NEXT_N_DAYS": ("DAY", (0, 1), (1, 0)),
    "N_DAYS_AGO": ("DAY", (-1, 0), (0, 1)),
    **{
        name: (period, first, count)
        for period in ("WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR")
        for name, first, count in (
            (f"LAST_N_{period}S", (-1, 0), (1, 0)),
            (f"NEXT_N_{period}S", (0, 1), (1, 0)),
            (f"N_{period}S_AGO", (-1, 0), (0, 1)),
        )
    },
}
DATE_LITERALS = (*_PLAIN, *_COUNTED)


def days(literal: Literal, context: CompileContext) -> Days:
    """The days that a date literal names."""
    name, number = literal.value
    today = context.today()
    try:
        if number is None and name in _PLAIN:
            period, first, count = _PLAIN[name]
            return _PERIODS[period](today, first, count, _begin(period, context))
        if number is not None and name in _COUNTED:
            period, (a, b), (c, d) = _COUNTED[name]
            return _PERIODS[period](today, a * number + b, c * number + d, _begin(period, context))
    except (OverflowError, ValueError):
        raise malformed(f"Invalid date literal: {name}:{number}", literal.at) from None
    raise unexpected(name, literal.at)


def _begin(period: str, context: CompileContext) -> int:
    return first_weekday(context.locale) if period == "WEEK" else context.fiscal_year_start_month


def bounds(literal: Literal, field_type: str, context: CompileContext) -> tuple[str, str]:
    """First stored value in the range and first one behind it, for a date or datetime column."""
    first, end = days(literal, context)
    if field_type == "date":
        return first.isoformat(), end.isoformat()
    return _midnight(first, context), _midnight(end, context)


def _midnight(day: date, context: CompileContext) -> str:
    try:
        local = datetime(day.year, day.month, day.day, tzinfo=context.time_zone)
        return datetime_text(local.astimezone(UTC))
    except OverflowError:
        return f"{day.isoformat()}T00:00:00.000+0000"
