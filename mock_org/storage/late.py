"""What sharing does not know yet, and when it will."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mock_org.storage import Database
from mock_org.storage.late_table import LATE

_KEEP = upsert(LATE)
_KEEP_AGAIN = _KEEP.on_conflict_do_update(index_elements=["kind", "id"], set_={"due": _KEEP.excluded.due})


def delay(database: Database, kind: str, ids: Iterable[str], due: datetime) -> None:
    """These count in that way from then on only."""
    for each in ids:
        database.execute(_KEEP_AGAIN, {"kind": kind, "id": each, "due": due.isoformat(timespec="milliseconds")})


def next_due(database: Database) -> datetime | None:
    """When the first of them will count."""
    found = database.scalar(select(func.min(LATE.c.due)))
    return datetime.fromisoformat(found) if found else None


def arrive(database: Database, at: datetime) -> int:
    """What is due counts now; how many rows that were."""
    due = LATE.c.due <= at.isoformat(timespec="milliseconds")
    return database.execute(delete(LATE).where(due)).rowcount


def is_late(database: Database, kind: str, record_id: str) -> bool:
    """Whether a row does not count yet."""
    found = select(literal(1)).where(LATE.c.kind == kind, LATE.c.id == record_id).limit(1)
    return database.scalar(found) is not None


def in_time(kind: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    """That a row counts already, as a condition."""
    return column.not_in(select(LATE.c.id).where(LATE.c.kind == kind))
