"""The rows of one sObject as dictionaries: read, written, marked as deleted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, literal, select
from sqlalchemy.schema import Table
from sqlalchemy.types import Boolean

from mock_org.schema import SObject
from mock_org.storage import Database

Values = dict[str, Any]
# SQLite takes 32,766 parameters a statement; this many ids leave room for the rest.
_BATCH = 10_000


class Rows:
    """The rows of one sObject's table."""

    def __init__(self, database: Database, sobject: SObject) -> None:
        self._database = database
        self._table: Table = database.tables.get(sobject.name)
        self.sobject = sobject
        self.recycles = "IsDeleted" in _empty(self._table)

    def get(self, record_id: str) -> Values | None:
        """A row by id, deleted or not."""
        return next(iter(self._database.find(self._table, {"Id": record_id})), None)

    def is_deleted(self, record_id: str) -> bool | None:
        """Whether a row is in the Recycle Bin; None where there is no such row."""
        flag = self._table.c.IsDeleted if self.recycles else literal(False)
        row = self._database.row(select(flag.label("gone")).where(self._table.c.Id == record_id))
        return None if row is None else bool(row["gone"])

    def find(self, **equals: Any) -> list[Values]:
        """The rows outside the Recycle Bin with these values, in the order of their ids."""
        return self._database.find(self._table, self._present(equals))

    def count(self, **equals: Any) -> int:
        """How many rows outside the Recycle Bin have these values."""
        return self._database.count(self._table, self._present(equals))

    def insert(self, *records: Mapping[str, Any]) -> list[Values]:
        """Write new rows, and tell what they hold; a boolean without a value is false."""
        empty = _empty(self._table)
        rows = [empty | {n: v for n, v in values.items() if v is not None and n in empty} for values in records]
        if rows:
            self._database.insert(self._table, rows)
        return rows

    def update(self, record_ids: Sequence[str], values: Mapping[str, Any]) -> None:
        """Set values in rows."""
        stored = {name: value for name, value in values.items() if name in _empty(self._table)}
        if not stored:
            return
        self._database.update(self._table, record_ids, stored)

    def remove(self, record_ids: Sequence[str]) -> None:
        """Take rows away for good."""
        for ids in _batches(record_ids):
            self._database.execute(delete(self._table).where(self._table.c.Id.in_(ids)))

    def _present(self, equals: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"IsDeleted": False, **equals} if self.recycles else equals


def _empty(table: Table) -> Values:
    """A row without values; kept with its table, which is another one as soon as the describe changes."""
    if "empty row" not in table.info:
        table.info["empty row"] = {c.name: False if isinstance(c.type, Boolean) else None for c in table.c}
    found: Values = table.info["empty row"]
    return found


def _batches(record_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (record_ids[start : start + _BATCH] for start in range(0, len(record_ids), _BATCH))
