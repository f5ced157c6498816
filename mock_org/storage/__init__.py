"""The org's database: one connection, one lock, transactions that nest as savepoints."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Connection, CursorResult, RowMapping
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql import Executable
from sqlalchemy.sql.dml import UpdateBase

from mock_org.errors import SetupError
from mock_org.schema import Schema, SObject, make_id
from mock_org.storage.building import make, names_in
from mock_org.storage.dialect import teach
from mock_org.storage.job_tables import JOB_TABLES
from mock_org.storage.late_table import LATE_TABLES
from mock_org.storage.license_tables import LICENSE_TABLES
from mock_org.storage.list_view_table import LIST_VIEWS
from mock_org.storage.log_in_tables import LOG_IN_TABLES
from mock_org.storage.lookups import Lookups
from mock_org.storage.outbox import OUTBOX
from mock_org.storage.partner_tables import PARTNER_TABLES
from mock_org.storage.reads import Read, Tuple, prepare
from mock_org.storage.recent_items import RECENT
from mock_org.storage.recycle_bin import BIN
from mock_org.storage.site_look_table import SITE_LOOKS
from mock_org.storage.stamps import Stamps
from mock_org.storage.tables import Tables
from mock_org.storage.writes import KEY, Writes, compiled

__all__ = ["Database", "Row"]

Row = Mapping[str, Any]

# Goes up whenever a database file of an older mock org can no longer be read.
LAYOUT = 2

_OWN = MetaData()
_SEQUENCE = Table("_sequence", _OWN, Column("name", String, primary_key=True), Column("value", Integer, nullable=False))
_TAKE_NUMBERS = (
    insert(_SEQUENCE)
    .on_conflict_do_update(index_elements=["name"], set_={"value": _SEQUENCE.c.value + bindparam("count")})
    .returning(_SEQUENCE.c.value)
)
_DIALECT = sqlite.dialect()
# Statements that are made ready once: a portal's pages ask with long ones, and by more than the driver's 128.
_ARGUMENTS = {"check_same_thread": False, "cached_statements": 512}
_TAKE = compiled(_TAKE_NUMBERS, _DIALECT)


class Database:
    """Everything an org stores. Statements run one after another, under one lock.

    url: an SQLAlchemy URL; only SQLite is spoken. Without one the data live in memory.
    Raises SetupError when the file was written by another version or cannot be opened.
    """

    def __init__(self, url: str = "sqlite://") -> None:
        if not url.startswith("sqlite:"):
            raise SetupError(f"--database {url}: only SQLite is spoken here; write sqlite:///file.db")
        self.lock = threading.RLock()
        self.tables = Tables()
        self._depth = 0
        self.stamps = Stamps()
        # The image of the last restore, which lies beside the data (snapshot.py).
        self.beside: object = None
        # Called after the commit of a transaction that queued mails.
        self.postman: Callable[[], None] | None = None
        self.posted = False
        self._lookups, self._writes = Lookups(_DIALECT), Writes(_DIALECT)
        self._url = url
        self._taught: dict[str, Callable[..., Any]] = {}
        try:
            self._connection, self._driver = _connect(url)
            self._check_layout(url)
            own_tables = (OUTBOX.metadata, BIN, RECENT, LIST_VIEWS, JOB_TABLES, PARTNER_TABLES, LOG_IN_TABLES)
            for own in (*own_tables, LICENSE_TABLES, SITE_LOOKS, LATE_TABLES, _OWN):
                own.create_all(self._connection)
            self._connection.commit()
        except SetupError:
            raise
        except Exception as fault:
            raise SetupError(f"--database {url}: cannot be opened as a mock org's database ({fault})") from fault

    def park(self) -> None:
        """Before a fork: let go of a file, since SQLite's locks do not survive one. Data in memory stay."""
        if self._url != "sqlite://":
            self.close()

    def reopen(self) -> None:
        """After a fork: take hold of the file again."""
        if self._url != "sqlite://":
            self._connection, self._driver = _connect(self._url)
            self.beside = None
            for name, function in self._taught.items():
                self.teach(name, function)

    def teach(self, name: str, function: Callable[..., Any]) -> None:
        """Give the database a function of stored values, which answers the same for the same arguments."""
        self._taught[name] = function
        self.raw.create_function(name, -1, function, deterministic=True)

    def close(self) -> None:
        """Give the file back."""
        with self.lock:
            self._connection.close()
            self._connection.engine.dispose()

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's connection: for images, and for statements that are text already."""
        return self._driver

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another one, a savepoint."""
        with self.lock:
            self._depth += 1
            name = "BEGIN" if self._depth == 1 else f"SAVEPOINT s{self._depth}"
            before = self.stamps.keep()
            run = self.raw.execute
            run(name)
            try:
                yield
            except BaseException:
                self.stamps.bring_back(before)
                run("ROLLBACK" if self._depth == 1 else f"ROLLBACK TO s{self._depth}")
                raise
            else:
                run("COMMIT" if self._depth == 1 else f"RELEASE s{self._depth}")
                if self._depth == 1 and self.posted and self.postman is not None:
                    self.postman()
            finally:
                self._depth -= 1
                self.posted = self.posted and self._depth > 0

    def execute(self, statement: Executable, values: Sequence[Row] | Row | None = None) -> CursorResult[Any]:
        """Run one statement."""
        with self.lock:
            if isinstance(statement, UpdateBase):
                self.stamps.touch(getattr(statement.table, "name", ""))
            return self._connection.execute(statement, values)

    def stamp(self, *tables: str) -> tuple[int, ...]:
        """A value that differs once any of these tables may have changed: what a cache compares."""
        return self.stamps.of(*tables)

    def changed_wholly(self) -> None:
        """Say that every table may have changed."""
        self.stamps.touch_all()

    def rows(self, statement: Executable) -> Sequence[RowMapping]:
        """All rows of a select."""
        with self.lock:
            return self._connection.execute(statement).mappings().all()

    def row(self, statement: Executable) -> RowMapping | None:
        """The first row of a select, or None."""
        with self.lock:
            return self._connection.execute(statement).mappings().first()

    def scalar(self, statement: Executable) -> Any:
        """The first column of the first row, or None."""
        with self.lock:
            return self._connection.execute(statement).scalar()

    def prepare(self, statement: Select[Any]) -> Read:
        """A select made ready to be read many times."""
        return prepare(statement, self._lookups.dialect)

    def read(self, select: Read | Select[Any], **given: Any) -> Sequence[Tuple]:
        """The rows of a select, prepared or not, as tuples; `given` are the parameters that it has no value of."""
        with self.lock:
            if isinstance(select, Read):
                return self.raw.execute(select.sql, select.values(given)).fetchall()
            return self._connection.execute(select, given).all()

    def find(self, table: Table, equals: Row) -> list[dict[str, Any]]:
        """The whole rows with these values, in the order of their ids; a list stands for any of its values."""
        form = self._lookups.rows(table, equals)
        with self.lock:
            return [form.row(row) for row in self.raw.execute(form.sql, form.values(equals))]

    def count(self, table: Table, equals: Row) -> int:
        """How many rows have these values."""
        form = self._lookups.count(table, equals)
        with self.lock:
            return int(self.raw.execute(form.sql, form.values(equals)).fetchone()[0])

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Write whole rows: a value for each column."""
        form = self._writes.insert(table)
        with self.lock:
            self.stamps.touch(table.name)
            self.raw.executemany(form.sql, [form.values(row) for row in rows])

    def update(self, table: Table, record_ids: Iterable[str], values: Row) -> None:
        """Set these values in the rows with these ids."""
        form = self._writes.update(table, values)
        with self.lock:
            self.stamps.touch(table.name)
            self.raw.executemany(form.sql, [form.values({**values, KEY: each}) for each in record_ids])

    def next_number(self, name: str, count: int = 1) -> int:
        """The next number of a sequence; each starts at 1 and rolls back with its transaction.

        count: how many to take at once; the answer is the first of them.
        """
        with self.lock:
            taken = self.raw.execute(_TAKE.sql, _TAKE.values({"name": name, "value": count, "count": count}))
            return int(taken.fetchall()[0][0]) - count + 1

    def next_id(self, sobject: SObject) -> str:
        """A new record id."""
        return self.next_ids(sobject, 1)[0]

    def next_ids(self, sobject: SObject, count: int) -> list[str]:
        """New record ids."""
        prefix = sobject.key_prefix
        assert prefix is not None
        first = self.next_number("id:" + prefix, count)
        return [make_id(prefix, number) for number in range(first, first + count)]

    def build(self, schema: Schema) -> None:
        """Make the table of every sObject, and what is missing in tables that are there."""
        with self.transaction():
            self.tables.define_all(schema)
            stored = [sobject for sobject in schema.complete() if not sobject.virtual]
            make(self._connection, map(self.tables.get, (sobject.name for sobject in stored)))

    def index(self, sobject: str, field: str) -> None:
        """Make sure that rows are found quickly by a field: one that a sharing rule compares, say."""
        with self.transaction():
            self.tables.index(sobject, field).create(self._connection, checkfirst=True)

    def alter(self, sobjects: Iterable[SObject]) -> None:
        """Follow changed describes: new tables, new columns. Nothing is ever dropped."""
        with self.transaction():
            make(self._connection, [self.tables.define(sobject) for sobject in sobjects])

    def _check_layout(self, url: str) -> None:
        found = self._connection.execute(text("PRAGMA user_version")).scalar()
        tables = names_in(self._connection)
        if found == 0 and not tables:
            self._connection.exec_driver_sql(f"PRAGMA user_version = {LAYOUT}")
        elif found != LAYOUT:
            raise SetupError(
                f"--database {url}: the file has layout {found}, this mock-org writes layout {LAYOUT}; "
                "name a new file, or run the mock-org that wrote this one"
            )


def _connect(url: str) -> tuple[Connection, sqlite3.Connection]:
    engine = create_engine(url, poolclass=StaticPool, connect_args=_ARGUMENTS, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    connection = engine.connect()
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return connection, driver


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun and ended here, so that savepoints work
    connection.execute("PRAGMA page_size = 1024")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")  # of a file, 64 MB at most
    teach(connection)
