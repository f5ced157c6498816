"""Selects as text, compiled once and read as plain tuples: what a query costs the second time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Select

Tuple: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A select as text, the names of its parameters in their places, and the values known already."""

    sql: str
    parameters: tuple[str, ...]
    known: Mapping[str, Any]

    def values(self, given: Mapping[str, Any]) -> Sequence[Any]:
        """The parameters in their places."""
        known = {**self.known, **given} if given else self.known
        return [known[name] for name in self.parameters]

    def with_values(self, values: Mapping[str, Any]) -> "Read":
        """The same with other values of these parameters."""
        return Read(self.sql, self.parameters, {**self.known, **values})


def prepare(statement: Select[Any], dialect: Dialect) -> Read:
    """The select as SQLite reads it."""
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    return Read(str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params))
