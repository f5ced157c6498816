"""GET and PUT clock, POST clock/advance."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, jsonify

from mock_org.control.guard import body, only, org
from mock_org.errors import SetupError

bp = Blueprint("clock", __name__)
UNITS = ("days", "hours", "seconds")


@bp.get("/clock")
def read() -> Response:
    """The org's time and whether it stands still."""
    return _state()


@bp.put("/clock")
def put() -> Response:
    """Set time and standing still; what is left out stays as it is."""
    values = only(body(), "now", "frozen")
    frozen = values.get("frozen", org().clock.frozen)
    if not isinstance(frozen, bool):
        raise SetupError("frozen: must be true or false")
    org().clock.set(_instant(values["now"]) if "now" in values else org().clock.now(), frozen=frozen)
    return _state()


@bp.post("/clock/advance")
def advance() -> Response:
    """Move the clock forward by days, hours or seconds."""
    values = only(body(), *UNITS)
    if not values or not all(_is_amount(value) for value in values.values()):
        raise SetupError('say how far: {"days": n}, {"hours": n} or {"seconds": n}, n a number from 0 to 1,000,000,000')
    try:
        org().clock.advance(timedelta(**{unit: float(str(value)) for unit, value in values.items()}))
    except OverflowError as fault:
        raise SetupError(f"that is beyond the calendar: {fault}") from fault
    return _state()


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1e9


def _instant(value: object) -> datetime:
    try:
        instant = datetime.fromisoformat(str(value))
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise SetupError(f"now: {value} is no instant; write 2026-01-31T09:00:00Z") from fault


def _state() -> Response:
    clock = org().clock
    return jsonify(now=clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), frozen=clock.frozen)
