"""Rows by equal values, the question that a save asks most: each form of it is compiled once and then only asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, Table, and_, bindparam, false, func, select, true
from sqlalchemy.types import Boolean

MANY = (tuple, list, set, frozenset)
MOST_FORMS = 2000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A select as text, the places of its parameters and the columns that hold booleans."""

    sql: str
    parameters: Sequence[str]
    names: Sequence[str]
    booleans: Sequence[str]

    def values(self, equals: Mapping[str, Any]) -> list[Any]:
        """The parameters in their places."""
        found: dict[str, Any] = {}
        for name, value in equals.items():
            if isinstance(value, MANY):
                found |= {f"{name}__{n}": each for n, each in enumerate(value)}
            else:
                found[name] = value
        return [found[name] for name in self.parameters]

    def row(self, values: Sequence[Any]) -> dict[str, Any]:
        """A row as stored values: SQLite keeps booleans as numbers."""
        row = dict(zip(self.names, values, strict=True))
        for name in self.booleans:
            if row[name] is not None:
                row[name] = bool(row[name])
        return row


@dataclass
class Lookups:
    """The compiled forms of one set of tables."""

    dialect: Dialect
    _forms: dict[tuple[Any, ...], tuple[Table, Prepared]] = field(default_factory=dict)

    def rows(self, table: Table, equals: Mapping[str, Any]) -> Prepared:
        """Whole rows, in the order of their ids."""
        return self._form("rows", table, equals)

    def count(self, table: Table, equals: Mapping[str, Any]) -> Prepared:
        """How many rows."""
        return self._form("count", table, equals)

    def _form(self, kind: str, table: Table, equals: Mapping[str, Any]) -> Prepared:
        key = (kind, table.name, *((name, _shape(value)) for name, value in equals.items()))
        kept = self._forms.get(key)
        if kept is None or kept[0] is not table:
            if len(self._forms) >= MOST_FORMS:
                self._forms.clear()
            kept = self._forms[key] = (table, self._prepare(kind, table, equals))
        return kept[1]

    def _prepare(self, kind: str, table: Table, equals: Mapping[str, Any]) -> Prepared:
        where = and_(true(), *(_equals(table.c[name], name, value) for name, value in equals.items()))
        statement: Select[Any] = select(table).where(where).order_by(table.c.Id)
        if kind == "count":
            statement = select(func.count().label("count")).select_from(table).where(where)
        compiled = statement.compile(dialect=self.dialect)
        columns = list(statement.selected_columns)
        booleans = [c.name for c in columns if isinstance(c.type, Boolean)]
        return Prepared(str(compiled), list(compiled.positiontup or ()), [c.name for c in columns], booleans)


def _shape(value: object) -> int | None:
    """None asks IS NULL, -1 for one value, else for one of so many."""
    return len(value) if isinstance(value, MANY) else None if value is None else -1


def _equals(column: ColumnElement[Any], name: str, value: object) -> ColumnElement[bool]:
    if isinstance(value, MANY) and not value:
        return false()
    if isinstance(value, MANY):
        return column.in_([bindparam(f"{name}__{n}", type_=column.type) for n in range(len(value))])
    return column.is_(None) if value is None else column == bindparam(name, type_=column.type)
