"""Records alike: of the same accounts, say, and opened by the same conditions that name no user."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Subquery,
    Table,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.schema import CreateTable, DropTable

from mock_org.storage import Database

# What else tells records apart, beside conditions: the table with what is joined to it, and the columns.
Apart: TypeAlias = Callable[[FromClause], tuple[FromClause, Sequence[ColumnElement[Any]]]]


def nothing(table: FromClause) -> tuple[FromClause, Sequence[ColumnElement[Any]]]:
    """Nothing else."""
    return table, ()


@dataclass(frozen=True, slots=True)
class RecordClass:
    """Records alike. marks: the conditions that hold for them; values: of the columns that tell them apart.

    count: how many; row: the number of one of them.
    """

    marks: frozenset[int]
    values: tuple[Any, ...]
    count: int
    row: int


class Classes:
    """The classes of an object's records, kept in temporary tables until `drop`.

    table: with the numbers of its rows. Records in the Recycle Bin are of no class.
    """

    def __init__(self, database: Database, table: FromClause, apart: Apart = nothing) -> None:
        self.database, self.table, self._apart = database, table, apart
        own = MetaData()
        self._hits = _temporary("audit_hits", own, Column("row", Integer), Column("mark", Integer))
        self._marked = _temporary(
            "audit_marked", own, Column("row", Integer, primary_key=True), Column("marks", String)
        )
        self._rows = _temporary("audit_rows", own, Column("row", Integer, primary_key=True), Column("class", Integer))
        self._marks: dict[tuple[str, tuple[Any, ...]], tuple[int, Select[Any]]] = {}
        self.found: dict[int, RecordClass] = {}

    def mark(self, sql: str, values: tuple[Any, ...], rows: Select[Any]) -> int:
        """The number of a condition that names no user; equal ones are one."""
        return self._marks.setdefault((sql, values), (len(self._marks), rows))[0]

    def counted(self, rows: Subquery) -> Select[Any]:
        """Of rows with their ranks: class, rank, how many, and the number of one of them."""
        kinds = (self._rows.c["class"], rows.c.rank)
        joined = rows.join(self._rows, self._rows.c.row == rows.c.row)
        return select(*kinds, func.count(), func.min(rows.c.row)).select_from(joined).group_by(*kinds)

    def each(self, rows: Subquery) -> Select[Any]:
        """Of rows with their ranks: class, rank, and the number of each."""
        joined = rows.join(self._rows, self._rows.c.row == rows.c.row)
        return select(self._rows.c["class"], rows.c.rank, literal(1), rows.c.row).select_from(joined)

    def build(self, progress: Callable[[str, int, int], None]) -> None:
        """Sort the records into classes."""
        run = self.database.execute
        with self.database.transaction():
            for table in (self._hits, self._marked, self._rows):
                run(CreateTable(table))
            for mark, rows in self._marks.values():
                progress("conditions", mark, len(self._marks))
                run(insert(self._hits).from_select(["row", "mark"], rows.add_columns(literal(mark))))
            progress("records alike", 0, 1)
            hits = select(self._hits).order_by(self._hits.c.row, self._hits.c.mark).subquery()
            marks = select(hits.c.row, func.group_concat(hits.c.mark)).group_by(hits.c.row)
            run(insert(self._marked).from_select(["row", "marks"], marks))
            source, values = self._source()
            kinds = func.dense_rank().over(order_by=[self._marked.c.marks, *values])
            run(
                insert(self._rows).from_select(
                    ["row", "class"], select(self.table.c.rowid, kinds).select_from(source).where(self._there())
                )
            )
            self._read()

    def drop(self) -> None:
        """Take the tables away."""
        for table in (self._hits, self._marked, self._rows):
            self.database.execute(DropTable(table, if_exists=True))

    def rows(self) -> Iterator[tuple[int, str, int]]:
        """Of each record the number of its row, its id and its class, in the order of rows."""
        joined = self._rows.join(self.table, self.table.c.rowid == self._rows.c.row)
        asked = select(self._rows.c.row, self.table.c.Id, self._rows.c["class"]).select_from(joined)
        for row in self.database.read(asked.order_by(self._rows.c.row)):
            yield row[0], row[1], row[2]

    def record_id(self, row: int) -> str:
        """The id of the record in that row."""
        return str(self.database.scalar(select(self.table.c.Id).where(self.table.c.rowid == row)))

    def _source(self) -> tuple[FromClause, Sequence[ColumnElement[Any]]]:
        source, values = self._apart(self.table)
        return source.outerjoin(self._marked, self._marked.c.row == self.table.c.rowid), values

    def _there(self) -> ColumnElement[bool]:
        return self.table.c.IsDeleted.is_not(True) if "IsDeleted" in self.table.c else true()

    def _read(self) -> None:
        counted = select(self._rows.c["class"], func.count().label("n"), func.min(self._rows.c.row).label("row"))
        kinds = counted.group_by(self._rows.c["class"]).subquery()
        source, values = self._source()
        asked = select(kinds, self._marked.c.marks, *values).select_from(
            source.join(kinds, kinds.c.row == self.table.c.rowid)
        )
        known: dict[str | None, frozenset[int]] = {None: frozenset()}
        for number, count, row, marks, *apart in self.database.read(asked):
            if marks not in known:
                known[marks] = frozenset(map(int, str(marks).split(",")))
            self.found[number] = RecordClass(known[marks], tuple(apart), count, row)


def _temporary(name: str, own: MetaData, *columns: Column[Any]) -> Table:
    return Table(name, own, *columns, prefixes=["TEMPORARY"])
