"""Images of the whole database, taken and brought back in one copy.

The image of the last restore stays beside the data: the next restore of it copies back only what was written since, and
no statement has to be made ready again.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from mock_org.storage import Database
from mock_org.storage.stamps import Kept, Stamps

# Numbers are taken without a stamp: what was compiled does not depend on them.
_UNSTAMPED = ("_sequence",)
# Images larger than that are not kept beside the data.
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Image:
    """A database as it was."""

    data: bytes
    stamps: Kept


@dataclass(frozen=True, slots=True)
class Beside:
    """An image that is attached to the database, its tables, and the version of their definitions that both have."""

    image: Image
    version: int
    tables: frozenset[str]


def take(database: Database) -> Image:
    """The database as it is now."""
    with database.lock:
        return Image(database.raw.serialize(), database.stamps.keep())


def restore(database: Database, image: Image) -> None:
    """Make the database what it was. The tables' definitions are the caller's to bring back."""
    with database.lock:
        beside = database.beside
        if isinstance(beside, Beside) and beside.image is image and beside.version == _version(database):
            _copy_back(database, beside)
        else:
            _copy_all(database, image)
        database.stamps.bring_back(image.stamps)


def _copy_back(database: Database, beside: Beside) -> None:
    run = database.raw.execute
    written = beside.tables.intersection(_written(database.stamps, beside.image.stamps))  # without passing tables
    run("BEGIN")
    try:
        for table in sorted(written):
            run(f'DELETE FROM main."{table}"')
            run(f'INSERT INTO main."{table}" SELECT * FROM image."{table}"')
    except BaseException:
        run("ROLLBACK")
        raise
    run("COMMIT")


def _copy_all(database: Database, image: Image) -> None:
    raw = database.raw
    if database.beside is not None:
        raw.execute("DETACH image")
        database.beside = None
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(image.data)
        source.backup(raw)
    finally:
        source.close()
    if len(image.data) <= _MOST_BYTES and not raw.in_transaction:
        raw.execute("ATTACH ':memory:' AS image")
        raw.deserialize(image.data, name="image")
        names = raw.execute("SELECT name FROM image.sqlite_master WHERE type = 'table'").fetchall()
        database.beside = Beside(image, _version(database), frozenset(name for (name,) in names))


def _written(stamps: Stamps, kept: Kept) -> Iterator[str]:
    """The tables that may hold something else than in the image: a table's number is never used twice."""
    yield from _UNSTAMPED
    names = stamps.tables.keys() | kept.tables.keys()
    yield from (name for name in names if stamps.tables.get(name) != kept.tables.get(name))


def _version(database: Database) -> int:
    """Goes up with each change of a table's definition."""
    return int(database.raw.execute("PRAGMA main.schema_version").fetchone()[0])
