"""GET and PUT clock, POST clock/advance: time moves, and what falls due meanwhile runs."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, jsonify

from mock_org.automation.due import begin, run_due
from mock_org.control.guard import body, only, org, takes
from mock_org.control.jobs import instant_text, told
from mock_org.errors import SetupError

bp = Blueprint("clock", __name__)
UNITS = ("days", "hours", "minutes", "seconds")
# What falls due runs as often as it was due: a longer way would keep the org busy for long.
FARTHEST = timedelta(days=36525)


@bp.get("/clock")
def read() -> Response:
    """The org's time and whether it stands still."""
    return _state()


@bp.put("/clock")
@takes(body=True)
def put() -> Response:
    """Set time and standing still; what is left out stays as it is. On the way forward, what falls due runs."""
    values = only(body(), "now", "frozen")
    frozen = values.get("frozen", org().clock.frozen)
    if not isinstance(frozen, bool):
        raise SetupError("frozen: must be true or false")
    now = org().clock.now()
    then = _instant(values["now"]) if "now" in values else now
    _check_way(then - now)
    org().clock.set(then, frozen=frozen)
    begin(org())
    return _moved()


@bp.post("/clock/advance")
@takes(body=True)
def advance() -> Response:
    """Move the clock forward by days, hours, minutes or seconds; what falls due runs, and the answer tells it."""
    values = only(body(), *UNITS)
    if not values or not all(_is_amount(value) for value in values.values()):
        raise SetupError(
            f'say how far: {{"days": n}}, n a number from 0 to 1,000,000,000; also: {", ".join(UNITS[1:])}'
        )
    try:
        way = timedelta(**{unit: float(str(value)) for unit, value in values.items()})
        _check_way(way)
        org().clock.advance(way)
    except OverflowError as fault:
        raise SetupError(f"that is beyond the calendar: {fault}") from fault
    return _moved()


def _check_way(way: timedelta) -> None:
    if way > FARTHEST:
        raise SetupError("that is more than 100 years at once, and all that falls due would run: go in several steps")


def _moved() -> Response:
    """The clock as it is now, and what ran."""
    ran = [told(each) for each in run_due(org())]
    return jsonify(ran=ran, **_values())


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1e9


def _instant(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(value))
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise SetupError(f"now: {value} is no instant; write 2026-01-31T09:00:00Z") from fault


def _state() -> Response:
    return jsonify(**_values())


def _values() -> dict[str, object]:
    return {"now": instant_text(org().clock.now()), "frozen": org().clock.frozen}
