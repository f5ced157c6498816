"""Inserts and updates as text: each form of them is compiled once and then only run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Dialect, Table, bindparam, insert, update
from sqlalchemy.sql import ClauseElement

MOST_FORMS = 2000
# The place of the id of an updated row; no field has such a name.
KEY = "(id)"


@dataclass(frozen=True, slots=True)
class Write:
    """A statement as text, and the names of its parameters in their places."""

    sql: str
    parameters: Sequence[str]

    def values(self, row: Mapping[str, Any]) -> list[Any]:
        """The parameters in their places."""
        return [row[name] for name in self.parameters]


@dataclass
class Writes:
    """The compiled forms of one set of tables. A table that is defined anew gets new ones."""

    dialect: Dialect
    _forms: dict[tuple[str, ...], tuple[Table, Write]] = field(default_factory=dict)

    def insert(self, table: Table) -> Write:
        """A whole row."""
        return self._form(table, ("insert", table.name))

    def update(self, table: Table, names: Iterable[str]) -> Write:
        """These columns of the row with the id under KEY."""
        return self._form(table, ("update", table.name, *names))

    def _form(self, table: Table, key: tuple[str, ...]) -> Write:
        kept = self._forms.get(key)
        if kept is None or kept[0] is not table:
            if len(self._forms) >= MOST_FORMS:
                self._forms.clear()
            kept = self._forms[key] = (table, compiled(_statement(table, *key), self.dialect))
        return kept[1]


def compiled(statement: ClauseElement, dialect: Dialect) -> Write:
    """The statement as SQLite reads it."""
    found = statement.compile(dialect=dialect)
    return Write(str(found), tuple(getattr(found, "positiontup", None) or ()))


def _statement(table: Table, kind: str, _name: str, *columns: str) -> ClauseElement:
    if kind == "insert":
        return insert(table)
    values = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.Id == bindparam(KEY)).values(values)
