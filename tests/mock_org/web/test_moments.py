"""Days and instants on pages: in words of the reader's time zone."""

from zoneinfo import ZoneInfo

import pytest

from mock_org.web.moments import readable_date, readable_datetime


@pytest.mark.parametrize(
    ("instant", "zone", "shown"),
    [
        ("2026-01-31T17:00:00.000+0000", "America/Los_Angeles", "1/31/2026, 9:00 AM"),
        ("2026-07-01T00:05:00.000+0000", "Europe/Berlin", "7/1/2026, 2:05 AM"),
        ("2026-01-31T12:30:00.000+0000", "UTC", "1/31/2026, 12:30 PM"),
        ("2026-01-31T00:30:00.000+0000", "UTC", "1/31/2026, 12:30 AM"),
        (None, "UTC", ""),
    ],
)
def test_an_instant_is_told_in_the_readers_time_zone(instant, zone, shown):
    assert readable_datetime(instant, ZoneInfo(zone)) == shown


def test_a_day_is_told_without_leading_zeros():
    assert (readable_date("2026-01-09"), readable_date(None)) == ("1/9/2026", "")
