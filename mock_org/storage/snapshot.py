"""Images of the whole database, taken and brought back in one copy."""

import sqlite3
from dataclasses import dataclass

from mock_org.storage import Database
from mock_org.storage.stamps import Kept


@dataclass(frozen=True, slots=True)
class Image:
    """A database as it was."""

    data: bytes
    stamps: Kept


def take(database: Database) -> Image:
    """The database as it is now."""
    with database.lock:
        return Image(database.raw.serialize(), database.stamps.keep())


def restore(database: Database, image: Image) -> None:
    """Make the database what it was. The tables' definitions are the caller's to bring back."""
    source = sqlite3.connect(":memory:")
    try:
        source.deserialize(image.data)
        with database.lock:
            source.backup(database.raw)
            database.stamps.bring_back(image.stamps)
    finally:
        source.close()
