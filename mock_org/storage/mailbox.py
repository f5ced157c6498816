"""Reading and emptying the outbox."""

from typing import Any

from sqlalchemy import delete, func, select

from mock_org.storage import Database
from mock_org.storage.outbox import OUTBOX


def mails(database: Database, to: str | None = None) -> list[dict[str, Any]]:
    """The mails, oldest first; to one address, in any case of its letters."""
    statement = select(OUTBOX).order_by(OUTBOX.c.id)
    if to is not None:
        statement = statement.where(func.lower(OUTBOX.c.to) == to.lower())
    return [dict(row) for row in database.rows(statement)]


def clear(database: Database) -> None:
    """Throw all mails away."""
    with database.transaction():
        database.execute(delete(OUTBOX))
