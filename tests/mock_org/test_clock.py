"""The org's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from mock_org.clock import Clock

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_frozen_clock_stands_still_and_moves_when_told():
    clock = Clock()
    clock.set(NOON, frozen=True)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(days=90))
    assert clock.now() == NOON + timedelta(days=90)


def test_a_running_clock_goes_on_from_where_it_was_put():
    clock = Clock()
    clock.set(NOON, frozen=False)
    assert timedelta() <= clock.now() - NOON < timedelta(minutes=1)
    clock.advance(timedelta(hours=1))
    assert clock.now() - NOON >= timedelta(hours=1)


@pytest.mark.parametrize("frozen", [True, False])
def test_the_second_is_that_of_now(frozen):
    clock = Clock()
    clock.set(NOON, frozen=frozen)
    clock.advance(timedelta(days=1, milliseconds=400))
    before, second, after = clock.now(), clock.second(), clock.now()
    assert int(before.timestamp()) <= second <= int(after.timestamp())


def test_an_image_brings_a_clock_back():
    clock = Clock()
    clock.set(NOON, frozen=True)
    image = clock.image()
    clock.advance(timedelta(days=1))
    clock.restore(image)
    assert clock.now() == NOON


def test_the_clock_never_goes_back_by_advance_nor_takes_an_instant_without_zone():
    with pytest.raises(ValueError, match="forward"):
        Clock().advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="time zone"):
        Clock().set(datetime(2026, 1, 1), frozen=True)
