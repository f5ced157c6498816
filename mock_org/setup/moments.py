"""Instants and days as a page of Setup shows them: in the time zone of who looks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from mock_org.setup.visit import Visit


def readable_moment(visit: Visit, instant: datetime | str | None) -> str:
    """4/1/2026, 3:00 AM; nothing where there is no instant."""
    if not instant:
        return ""
    moment = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    there = moment.astimezone(ZoneInfo(str(visit.session.user.time_zone)))
    half = "AM" if there.hour < 12 else "PM"
    return f"{there.month}/{there.day}/{there.year}, {there.hour % 12 or 12}:{there:%M} {half}"


def readable_day(day: str | None) -> str:
    """4/22/2026; nothing where there is no day."""
    if not day:
        return ""
    there = date.fromisoformat(day)
    return f"{there.month}/{there.day}/{there.year}"
