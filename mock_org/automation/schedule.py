"""What a scheduled job is, and the calendar by which jobs fall due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime
from zoneinfo import ZoneInfo

from mock_org.org import Org

MONTHLY, QUARTERLY = 1, 3


@dataclass(frozen=True, slots=True)
class Job:
    """Work that the org does by itself when its clock gets there.

    name: in reports and doors, "monthly-logins". label: what people read. next_due: the first instant after the given
    one at which it is to run, None while there is none; it looks at nothing but settings, records and that instant.
    run: does it, with the clock standing at the due time, in one transaction; it may say in a sentence what it did.
    What it raises undoes the run and is told. reads: the tables (names of sObjects) that next_due looks at.
    """

    name: str
    label: str
    next_due: Callable[[Org, datetime], datetime | None]
    run: Callable[[Org, datetime], str | None]
    reads: tuple[str, ...] = ()


def first_of_month(org: Org, after: datetime, *, months: int = MONTHLY, hour: int = 0) -> datetime | None:
    """The next first of a month (of every third, from January, with months=3) at this hour in the org's time zone.

    None where the calendar ends.
    """
    if after.year >= MAXYEAR - 1:
        return None
    zone = ZoneInfo(org.settings.time_zone)
    local = after.astimezone(zone)
    month = local.replace(day=1, hour=hour, minute=0, second=0, microsecond=0, fold=0)
    while (month.month - 1) % months or month.astimezone(UTC) <= after:
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return month.astimezone(UTC)
