"""The Recycle Bin: what a delete put there, brought back in one piece, thrown away by hand or after 15 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from mock_org.clock import Clock
from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.dml.values import format_datetime
from mock_org.schema import Schema
from mock_org.storage import Database
from mock_org.storage.recycle_bin import BINNED, CLEARED

# Salesforce help, "View, Restore, and Manage Deleted Records in the Recycle Bin". Confidence A.
KEPT = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A lookup that a delete emptied, and what it held."""

    sobject: str
    record_id: str
    field: str
    held: str


def put(ctx: SaveContext, sobject: str, record_id: str, root_id: str) -> None:
    """Remember that a row went to the bin, with the record that somebody deleted."""
    now = format_datetime(ctx.clock.now())
    row = {"record_id": record_id, "sobject": sobject, "root_id": root_id, "deleted": now}
    ctx.database.execute(insert(BINNED), row)


def put_cleared(ctx: SaveContext, sobject: str, record_ids: Sequence[str], field: str, held: str, root_id: str) -> None:
    """Remember the lookups that a delete emptied."""
    rows = [
        {"root_id": root_id, "sobject": sobject, "record_id": record_id, "field": field, "held": held}
        for record_id in record_ids
    ]
    if rows:
        ctx.database.execute(insert(CLEARED), rows)


def family(database: Database, root_id: str) -> list[tuple[str, str]]:
    """(sObject, id) of everything that one delete put there, the record itself included; empty if it is no root."""
    found = database.rows(select(BINNED.c.sobject, BINNED.c.record_id).where(BINNED.c.root_id == root_id))
    return [(row["sobject"], row["record_id"]) for row in found]


def cleared(database: Database, root_id: str) -> list[Cleared]:
    """The lookups that one delete emptied."""
    columns = (CLEARED.c.sobject, CLEARED.c.record_id, CLEARED.c.field, CLEARED.c.held)
    return [Cleared(*row.values()) for row in database.rows(select(*columns).where(CLEARED.c.root_id == root_id))]


def forget(database: Database, root_id: str) -> None:
    """Drop what the bin knew of a delete."""
    database.execute(delete(BINNED).where(BINNED.c.root_id == root_id))
    database.execute(delete(CLEARED).where(CLEARED.c.root_id == root_id))


def erase(database: Database, schema: Schema, root_id: str) -> None:
    """Take a deleted record and what went along away for good."""
    for name, record_id in family(database, root_id):
        sobject = schema.get(name)
        if sobject is not None:
            Rows(database, sobject).remove([record_id])
    forget(database, root_id)


def purge(database: Database, schema: Schema, clock: Clock) -> datetime:
    """Take away for good what has been in the bin for 15 days of the org's clock; when the next record is due."""
    limit = format_datetime(clock.now() - KEPT)
    own = BINNED.c.record_id == BINNED.c.root_id
    expired = database.rows(select(BINNED.c.root_id).where(own, BINNED.c.deleted < limit))
    if expired:
        with database.transaction():
            for row in expired:
                erase(database, schema, row["root_id"])
    oldest = database.scalar(select(func.min(BINNED.c.deleted)))
    return (datetime.fromisoformat(oldest) if oldest else clock.now()) + KEPT
