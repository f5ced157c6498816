"""The bars of log-ins over months, as places in an SVG drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mock_org.audit.license_use import LicenseUse

WIDTH, HEIGHT = 720, 220
_LEFT, _TOP, _BOTTOM = 56, 16, 36
_GAP = 0.3  # of the width of a month


@dataclass(frozen=True, slots=True)
class Point:
    """A month of all licences: log-ins of login-based ones, and what is billed of them; the cost of all."""

    month: str
    log_ins: int
    user_days: int
    cost: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. series: "log-ins" or "billed"."""

    series: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What the page draws. months: label and place of the middle. lines: label and height of horizontal lines."""

    points: tuple[Point, ...]
    bars: tuple[Bar, ...]
    months: tuple[tuple[str, float], ...]
    lines: tuple[tuple[str, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT


def chart(found: LicenseUse) -> Chart:
    """The chart of an org's licences."""
    points = tuple(_points(found))
    top = _round_up(max((point.log_ins for point in points), default=0))
    band = (WIDTH - _LEFT) / max(len(points), 1)
    bars = [bar for number, point in enumerate(points) for bar in _bars(point, _LEFT + number * band, band, top)]
    months = tuple((point.month, round(_LEFT + (number + 0.5) * band, 1)) for number, point in enumerate(points))
    lines = tuple((f"{value:,}", _height(value, top)) for value in dict.fromkeys((0, top // 2, top)))
    return Chart(points, tuple(bars), months, lines)


def _points(found: LicenseUse) -> Iterator[Point]:
    for name in sorted({month.month for use in found.licenses for month in use.months}):
        of_month = [(use, month) for use in found.licenses for month in use.months if month.month == name]
        counted = [month for use, month in of_month if use.entitlement is not None]
        costs = [month.cost for _, month in of_month if month.cost is not None]
        yield Point(
            month=name,
            log_ins=sum(month.log_ins for month in counted),
            user_days=sum(month.user_days for month in counted),
            cost=round(sum(costs), 2) if costs else None,
        )


def _bars(point: Point, start: float, band: float, top: int) -> Iterator[Bar]:
    width = band * (1 - _GAP) / 2
    pairs: Sequence[tuple[str, int]] = (("log-ins", point.log_ins), ("billed", point.user_days))
    for number, (series, value) in enumerate(pairs):
        y = _height(value, top)
        x = start + band * _GAP / 2 + number * width
        yield Bar(series, round(x, 1), y, round(width, 1), round(_height(0, top) - y, 1))


def _height(value: int, top: int) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value / top), 1)


def _round_up(value: int) -> int:
    """The next even number that people like to read on an axis: 2, 4, 10, 20, 40, 100 …"""
    step = 1
    while True:
        for factor in (2, 4, 10):
            if value <= factor * step:
                return factor * step
        step *= 10
