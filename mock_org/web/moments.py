"""Days and instants as a page shows them, in the time zone of who looks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def readable_date(day: str | None) -> str:
    """2026-01-31 as 1/31/2026; nothing where there is no day."""
    if not day:
        return ""
    there = date.fromisoformat(day)
    return f"{there.month}/{there.day}/{there.year}"


def readable_datetime(instant: datetime | str | None, zone: ZoneInfo) -> str:
    """2026-01-31T17:00:00.000+0000 as 1/31/2026, 9:00 AM; nothing where there is no instant."""
    if not instant:
        return ""
    moment = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    there = moment.astimezone(zone)
    half = "AM" if there.hour < 12 else "PM"
    return f"{there.month}/{there.day}/{there.year}, {there.hour % 12 or 12}:{there:%M} {half}"
