"""What the org remembers of the use of its licences: who logged in on which day, how many seats a month ended with."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mock_org.storage import Database
from mock_org.storage.license_tables import LICENSE_LOG_IN, LICENSE_MONTH

_LOG_IN = LICENSE_LOG_IN.c
_COUNT = upsert(LICENSE_LOG_IN).on_conflict_do_update(set_={"number": _LOG_IN.number + 1})
_CLOSE = upsert(LICENSE_MONTH)
_CLOSE = _CLOSE.on_conflict_do_update(set_={"total": _CLOSE.excluded.total, "used": _CLOSE.excluded.used})


def count_log_in(database: Database, license_id: str, user_id: str, day: str) -> None:
    """One more log-in of a user with a licence on a day ("2026-11-22")."""
    values = {"license_id": license_id, "user_id": user_id, "day": day, "number": 1}
    with database.transaction():
        database.execute(_COUNT, values)


def log_ins_of_month(database: Database, license_id: str, month: str) -> int:
    """All log-ins with a licence in a month ("2026-11")."""
    wanted = (_LOG_IN.license_id == license_id, _LOG_IN.day.startswith(month))
    return int(database.scalar(select(func.coalesce(func.sum(_LOG_IN.number), 0)).where(*wanted)))


def log_ins_by_month(database: Database, since: str) -> Sequence[RowMapping]:
    """By licence and month from `since` on: license_id, month, log_ins, user_days (days on which a user came, each user
    counted once a day) and users (who came at all).
    """
    month = func.substr(_LOG_IN.day, 1, 7)
    counts = (
        func.sum(_LOG_IN.number).label("log_ins"),
        func.count().label("user_days"),
        func.count(_LOG_IN.user_id.distinct()).label("users"),
    )
    asked = select(_LOG_IN.license_id, month.label("month"), *counts).where(month >= since)
    return database.rows(asked.group_by(_LOG_IN.license_id, month))


def close_month(database: Database, license_id: str, month: str, *, total: int, used: int) -> None:
    """Note the seats with which a month ended."""
    values = {"license_id": license_id, "month": month, "total": total, "used": used}
    with database.transaction():
        database.execute(_CLOSE, values)


def closed_months(database: Database, since: str) -> Sequence[RowMapping]:
    """The noted seats (license_id, month, total, used) from a month on."""
    return database.rows(select(LICENSE_MONTH).where(LICENSE_MONTH.c.month >= since))
