"""Stamps of tables: what a cache compares to know whether what it read has changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, slots=True)
class Kept:
    """The stamps of one moment."""

    whole: int
    tables: Mapping[str, int]
    moment: int


@dataclass
class Stamps:
    """A number for each table, never used twice; an earlier state that comes back brings its numbers."""

    whole: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    # The number of the last change: as long as it stands, nothing at all is different.
    moment: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)
    # Answers of `of` and the moment that they were given at; at another one they are made anew.
    _given: dict[tuple[str, ...], tuple[int, tuple[int, ...]]] = field(default_factory=dict, repr=False)

    def of(self, *tables: str) -> tuple[int, ...]:
        """A value that differs once any of these tables may hold something else."""
        given = self._given.get(tables)
        if given is None or given[0] != self.moment:
            stamp = (self.whole, *[self.tables.get(name, 0) for name in tables])
            given = self._given[tables] = (self.moment, stamp)
        return given[1]

    def touch(self, table: str) -> None:
        """Say that a table may hold something else."""
        self.moment = self.tables[table] = next(self._numbers)

    def touch_all(self) -> None:
        """Say that everything may be different: tables, describes, settings, sharing rules."""
        self.moment = self.whole = next(self._numbers)

    def keep(self) -> Kept:
        """The stamps of now."""
        return Kept(self.whole, dict(self.tables), self.moment)

    def bring_back(self, kept: Kept) -> None:
        """Everything is as it was then."""
        self.whole, self.tables, self.moment = kept.whole, dict(kept.tables), kept.moment
