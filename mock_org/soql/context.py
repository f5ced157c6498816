"""What a compilation needs to know of the org and the reader, and what a query answers."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause

from mock_org.schema import Schema, SObject
from mock_org.soql.ast import Query
from mock_org.soql.scope import Scope
from mock_org.storage.tables import Tables

Record: TypeAlias = dict[str, Any]
# Not names of sObjects.
_CLOCK, _DAY = "(clock)", "(day)"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """total_size counts what COUNT() counts; records have `attributes` and the selected fields in their order.

    viewed, referenced: ids of the records of a query FOR VIEW or FOR REFERENCE, which the caller has to remember.
    """

    total_size: int
    records: list[Record]
    viewed: tuple[str, ...] = ()
    referenced: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompileContext:
    """One reader's view of an org at one instant.

    now: the org's clock, aware. time_zone: the running user's, in which date literals are meant.
    all_rows: deleted records too (queryAll). virtual: sObjects answered by code, by lower-case name. locale, currency:
    what FORMAT() writes in. used: what the statement has used so far: tables by name, and _CLOCK or _DAY.
    """

    schema: Schema
    tables: Tables
    scope: Scope
    now: datetime
    time_zone: ZoneInfo
    user_id: str
    fiscal_year_start_month: int = 1
    all_rows: bool = False
    text: str = ""
    virtual: Mapping[str, "Answer"] = field(default_factory=dict)
    api_version: float = 67.0
    locale: str = "en_US"
    currency: str = "USD"
    used: Counter[str] | None = field(default=None, repr=False, compare=False)

    def today(self) -> date:
        """The running user's day. A statement that asks for it is compiled anew on another day."""
        self._note(_DAY)
        return self.now.astimezone(self.time_zone).date()

    def instant(self) -> datetime:
        """The org's clock. A statement that asks for it is compiled each time."""
        self._note(_CLOCK)
        return self.now

    def _note(self, what: str) -> None:
        if self.used is not None:
            self.used[what] += 1

    @property
    def of_its_day(self) -> bool:
        """Whether what was compiled holds for today only."""
        return self.used is not None and self.used[_DAY] > 0

    @property
    def of_its_instant(self) -> bool:
        """Whether what was compiled holds for this instant only."""
        return self.used is not None and self.used[_CLOCK] > 0

    def alias(self, sobject: SObject) -> FromClause:
        """Another occurrence of an sObject's table in the statement.

        Aliases are kept with their table and used again by the next statement, since they are dear to make. A condition
        that is compiled into somebody else's statement takes new ones: a kept one may stand there already.
        """
        computed = self.scope.computed(sobject)
        if computed is not None:
            return computed
        table = self.tables.get(sobject.name)
        if self.used is None:
            return table.alias()
        kept: list[FromClause] = table.info.setdefault("soql aliases", [])
        number = self.used[sobject.name]
        self.used[sobject.name] += 1
        while len(kept) <= number:
            kept.append(table.alias())
        return kept[number]

    def present(self, sobject: SObject, table: FromClause) -> ColumnElement[bool] | None:
        """The rows that are not in the recycle bin, unless all are asked for."""
        deleted = sobject.field("IsDeleted")
        if self.all_rows or deleted is None or not deleted.has_column:
            return None
        return table.c[deleted.name].is_not(True)

    def rows_of(self, sobject: SObject, table: FromClause) -> list[ColumnElement[bool]]:
        """What FROM lets through: rows that are there and that sharing shows."""
        if sobject.virtual:
            return []
        parts = (self.present(sobject, table), self.scope.visible(sobject, table))
        return [part for part in parts if part is not None]


Answer: TypeAlias = Callable[[Query, CompileContext], QueryResult]
