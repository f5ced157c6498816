"""The calendar of scheduled jobs."""

from datetime import UTC, datetime

import pytest

from mock_org.automation.schedule import MONTHLY, QUARTERLY, first_of_month


def instant(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "months", "hour", "then"),
    [
        ("2026-01-15T00:00", MONTHLY, 0, "2026-02-01T08:00"),
        ("2026-02-01T07:59", MONTHLY, 0, "2026-02-01T08:00"),
        ("2026-02-01T08:00", MONTHLY, 0, "2026-03-01T08:00"),
        ("2026-12-31T00:00", MONTHLY, 2, "2027-01-01T10:00"),
        ("2026-06-30T00:00", MONTHLY, 0, "2026-07-01T07:00"),
        ("2026-01-15T00:00", QUARTERLY, 0, "2026-04-01T07:00"),
        ("2026-11-01T00:00", QUARTERLY, 3, "2027-01-01T11:00"),
    ],
)
def test_a_month_begins_when_it_does_in_the_orgs_time_zone(world, after, months, hour, then):
    assert first_of_month(world.org, instant(after), months=months, hour=hour) == instant(then)


def test_where_the_calendar_ends_nothing_falls_due(world):
    assert first_of_month(world.org, instant("9999-06-01T00:00")) is None
