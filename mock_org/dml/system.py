"""The org's records in system mode, for automation: past permissions and sharing, through triggers and validation."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from mock_org.dml.context import SaveContext
from mock_org.dml.defaults import stamp
from mock_org.dml.rows import Rows
from mock_org.dml.triggers import Event
from mock_org.schema import Schema, SObject

Values = dict[str, Any]


class Run(Protocol):
    """Runs one save; see save.run."""

    def __call__(
        self, ctx: SaveContext, event: Event, sobject: SObject, values: Mapping[str, Any], record_id: str | None
    ) -> str:
        """The id of the record."""


class SystemRecords:
    """What triggers find and write: see triggers.Records."""

    def __init__(self, ctx: SaveContext, run: Run) -> None:
        self._ctx = ctx.as_system()
        self._run = run

    @property
    def schema(self) -> Schema:
        """The org's describes."""
        return self._ctx.schema

    def _rows(self, sobject: str) -> Rows:
        return Rows(self._ctx.database, self._ctx.schema[sobject])

    def find(self, sobject: str, **equals: Any) -> list[Values]:
        """The records that fit; none of an object that the org does not have."""
        return self._rows(sobject).find(**equals) if sobject in self._ctx.schema else []

    def get(self, sobject: str, record_id: str | None) -> Values | None:
        """One record, or None."""
        return self.one(sobject, Id=record_id) if record_id else None

    def one(self, sobject: str, **equals: Any) -> Values | None:
        """The first record that fits, or None."""
        return next(iter(self.find(sobject, **equals)), None)

    def count(self, sobject: str, **equals: Any) -> int:
        """How many records fit."""
        return self._rows(sobject).count(**equals) if sobject in self._ctx.schema else 0

    def insert(self, sobject: str, values: Mapping[str, Any]) -> str:
        """Create a record; its id."""
        return self._run(self._ctx, "insert", self._ctx.schema[sobject], values, None)

    def update(self, sobject: str, record_id: str, values: Mapping[str, Any]) -> None:
        """Change a record."""
        self._run(self._ctx, "update", self._ctx.schema[sobject], values, record_id)

    def delete(self, sobject: str, record_id: str) -> None:
        """Delete a record."""
        self._run(self._ctx, "delete", self._ctx.schema[sobject], {}, record_id)

    def load(self, sobject: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Write setup rows as they are, many at once, with ids and audit fields; their ids."""
        kind = self._ctx.schema[sobject]
        audit: Values = {}
        stamp(self._ctx, kind, audit, created=True)
        ids = self._ctx.database.next_ids(kind, len(rows)) if rows else []
        self._rows(sobject).insert(*(audit | dict(row) | {"Id": i} for row, i in zip(rows, ids, strict=True)))
        return ids

    def write(self, sobject: str, record_ids: Sequence[str], values: Mapping[str, Any]) -> None:
        """Set what the platform itself keeps."""
        self._rows(sobject).update(record_ids, values)

    def erase(self, sobject: str, record_ids: Sequence[str]) -> None:
        """Take rows away for good."""
        self._rows(sobject).remove(record_ids)
