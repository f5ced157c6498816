"""Tables, columns and indexes in the database file: made where they are missing, never dropped."""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, column, inspect, select
from sqlalchemy import table as named
from sqlalchemy.schema import CreateColumn

_MASTER = named("sqlite_master", column("name"))


def names_in(connection: Connection) -> set[str]:
    """The names of all tables and indexes that there are."""
    return set(connection.execute(select(_MASTER.c.name)).scalars())


def make(connection: Connection, tables: Iterable[Table]) -> None:
    """Make these tables, or what is missing in them."""
    present = names_in(connection)
    for table in tables:
        if table.name not in present:
            table.create(connection)
        else:
            _complete(connection, table, present)


def _complete(connection: Connection, table: Table, present: set[str]) -> None:
    there = {found["name"].lower() for found in inspect(connection).get_columns(table.name)}
    quoted = connection.dialect.identifier_preparer.format_table(table)
    for each in table.columns:
        if each.name.lower() not in there:
            ddl = CreateColumn(each).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {quoted} ADD COLUMN {ddl}")
    for index in table.indexes:
        if index.name not in present:
            index.create(connection)
