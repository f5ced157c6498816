"""Functions of days, instants and times of day (Salesforce help, date and time functions; A unless said)."""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

from mock_org.formula.faults import FormulaError
from mock_org.formula.functions.table import Moment, rows
from mock_org.formula.kinds import EXACT

_DAY = Decimal(86_400_000)
_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_DATETIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,3})?Z?")
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?")
_LIMIT = Decimal(4_000_000)  # days; more than the calendar has


def _milliseconds(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(milliseconds=1))


def _of_day(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)


def _in_calendar(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except (ValueError, OverflowError):
        raise FormulaError("no such day") from None


def _later(start: date | datetime | time, number: Decimal, sign: int = 1) -> Any:
    """Days after a day (whole ones) or an instant; milliseconds after a time, around the clock."""
    if abs(number) > (_LIMIT if not isinstance(start, time) else _DAY * _LIMIT):
        raise FormulaError("no such day")
    if isinstance(start, time):
        return (_MIDNIGHT + _of_day(start) + sign * timedelta(milliseconds=int(number))).time()
    if isinstance(start, datetime):
        milliseconds = int(EXACT.multiply(number, _DAY).to_integral_value("ROUND_HALF_UP"))
        return _in_calendar(lambda: start + sign * timedelta(milliseconds=milliseconds))
    return _in_calendar(lambda: start + sign * timedelta(days=int(number)))


def _between(end: Any, start: Any) -> Decimal:
    """Days between days or instants, milliseconds between times of a day."""
    if isinstance(end, time):
        return _milliseconds(_of_day(end) - _of_day(start)) % _DAY
    if isinstance(end, datetime):
        return EXACT.divide(_milliseconds(end - start), _DAY)
    return Decimal((end - start).days)


def plus(left: Any, right: Any) -> Any:
    """Numbers, or a number of days to a day or instant, from either side; texts are joined elsewhere."""
    if isinstance(left, str):
        return left + right
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return EXACT.add(left, right)
    return _later(right, left) if isinstance(left, Decimal) else _later(left, right)


def minus(left: Any, right: Any) -> Any:
    """Numbers, a number of days from a day or instant, or the days between two."""
    if isinstance(left, Decimal):
        return EXACT.subtract(left, right)
    return _later(left, right, -1) if isinstance(right, Decimal) else _between(left, right)


def _add_months(start: date | datetime, months: Decimal) -> date | datetime:
    """The last day of a month stays the last day (help, ADDMONTHS)."""
    if abs(months) > _LIMIT:
        raise FormulaError("no such day")
    after = _in_calendar(lambda: start + timedelta(days=1))
    index = after.year * 12 + after.month - 1 + int(months)
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise FormulaError("no such day")
    day = min(after.day, calendar.monthrange(year, month)[1])
    found: date | datetime = _in_calendar(lambda: after.replace(year=year, month=month, day=day) - timedelta(days=1))
    return found


def _date(year: Decimal, month: Decimal, day: Decimal) -> date:
    found: date = _in_calendar(lambda: date(int(year), int(month), int(day)))
    return found


def _date_value(moment: Moment, value: str | date | datetime) -> date:
    """The day in the running user's time zone."""
    if isinstance(value, datetime):
        return moment.local_date(value)
    if isinstance(value, date):
        return value
    if not _DATE.fullmatch(value.strip()):
        raise FormulaError(f"{value} is no day")
    year, month, day = map(Decimal, value.strip().split("-"))
    return _date(year, month, day)


def _datetime_value(value: str | date | datetime) -> datetime:
    """A text or a day is meant in GMT."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    found = _DATETIME.fullmatch(value.strip())
    if found is None:
        return _datetime_value(_date_value(Moment(_EPOCH, "UTC"), value))
    instant: datetime = _in_calendar(lambda: datetime.fromisoformat(f"{found[1]}T{found[2]}+00:00"))
    return instant + timedelta(milliseconds=int(float(found[3] or 0) * 1000))


def _time_value(value: str | time | datetime) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if not _TIME.fullmatch(value.strip()):
        raise FormulaError(f"{value} is no time")
    moment: time = _in_calendar(lambda: time.fromisoformat(value.strip()))
    return moment


def _number(get: Callable[[Any], int]) -> Callable[[Any], Decimal]:
    return lambda value: Decimal(get(value))


def _unix(value: date | datetime | time) -> Decimal:
    """Seconds since 1970; of a time, since midnight."""
    if isinstance(value, time):
        return EXACT.divide(_milliseconds(_of_day(value)), Decimal(1000)).to_integral_value("ROUND_FLOOR")
    return (_milliseconds(_datetime_value(value) - _EPOCH) / 1000).to_integral_value("ROUND_FLOOR")


def _from_unix(seconds: Decimal) -> datetime:
    if abs(seconds) > Decimal(400_000_000_000):
        raise FormulaError("no such day")
    instant: datetime = _in_calendar(lambda: _EPOCH + timedelta(milliseconds=int(seconds * 1000)))
    return instant


def _duration(first: Any, second: Any = False) -> str:
    """Seconds, or the time between two, as HH:MM:SS; with TRUE, days before it."""
    seconds, with_days = first, second is True
    if not isinstance(first, Decimal):
        span = _milliseconds(_of_day(first) - _of_day(second)) if isinstance(first, time) else _between(first, second)
        seconds = abs(span / 1000 if isinstance(first, time) else span * 86_400)
        with_days = isinstance(first, datetime)
    total = int(abs(seconds).to_integral_value("ROUND_HALF_UP"))
    days, rest = divmod(total, 86_400) if with_days else (0, total)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    return f"{days}:{clock}" if with_days else clock


_SUMS = (
    "number number -> number; text text -> text; date number -> date; datetime number -> datetime; "
    "time number -> time; number date -> date; number datetime -> datetime; number time -> time"
)
_DIFFERENCES = (
    "number number -> number; date date -> number; datetime datetime -> number; time time -> number; "
    "date number -> date; datetime number -> datetime; time number -> time"
)
DATES = rows(
    "date and time",
    {
        "ADDMONTHS": ("date number -> date; datetime number -> datetime", _add_months),
        "DATE": ("number number number -> date", _date),
        "DATETIMEVALUE": ("text/date/datetime -> datetime", _datetime_value),
        "DAY": ("date -> number", _number(lambda day: day.day)),
        "DAYOFYEAR": ("date -> number", _number(lambda day: day.timetuple().tm_yday)),
        "FORMATDURATION": (
            "number boolean? -> text; datetime datetime -> text; time time -> text",
            _duration,
        ),
        "FROMUNIXTIME": ("number -> datetime", _from_unix),
        "HOUR": ("time -> number", _number(lambda moment: moment.hour)),
        "ISOWEEK": ("date -> number", _number(lambda day: day.isocalendar()[1])),
        "ISOYEAR": ("date -> number", _number(lambda day: day.isocalendar()[0])),
        "MILLISECOND": ("time -> number", _number(lambda moment: moment.microsecond // 1000)),
        "MINUTE": ("time -> number", _number(lambda moment: moment.minute)),
        "MONTH": ("date -> number", _number(lambda day: day.month)),
        "SECOND": ("time -> number", _number(lambda moment: moment.second)),
        "TIMEVALUE": ("text/time/datetime -> time", _time_value),
        "UNIXTIMESTAMP": ("date/datetime/time -> number", _unix),
        "WEEKDAY": ("date -> number", _number(lambda day: day.isoweekday() % 7 + 1)),
        "YEAR": ("date -> number", _number(lambda day: day.year)),
    },
) | rows(
    "operator",
    {
        "+": (
            _SUMS,
            lambda *values: reduce(plus, values),
        ),
        "-": (
            _DIFFERENCES,
            minus,
        ),
    },
)
DATES |= rows(
    "date and time",
    {
        "DATEVALUE": ("text/date/datetime -> date", _date_value),
        "NOW": ("-> datetime", lambda moment: moment.now),
        "TIMENOW": ("-> time", lambda moment: moment.now.time()),
        "TODAY": ("-> date", lambda moment: moment.today),
    },
    moment=True,
)
