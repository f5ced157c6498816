"""The few things a database must be taught before it compares text as Salesforce does."""

import re
import sqlite3
from functools import lru_cache

from mock_org.storage.search_words import teach_search

# Text compares without regard to case, beyond ASCII too (SOQL and SOSL Reference, "Comparison Operators").
COLLATION = "SALESFORCE"


def teach(connection: sqlite3.Connection) -> None:
    """Give a new SQLite connection Salesforce's collation and LIKE."""
    connection.create_collation(COLLATION, _compare)
    connection.create_function("soql_like", 2, _like, deterministic=True)
    teach_search(connection)


def _compare(left: str, right: str) -> int:
    a, b = left.casefold(), right.casefold()
    return (a > b) - (a < b)


def _like(value: str | None, pattern: str | None) -> bool | None:
    if value is None or pattern is None:
        return None
    return _pattern(pattern).fullmatch(str(value)) is not None


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    r"""A LIKE pattern: % any text, _ one character, \% \_ \\ the characters themselves."""
    parts, escaped = [], False
    for char in pattern:
        if escaped:
            parts.append(re.escape(char))
            escaped = False
        elif char == "\\":
            escaped = True
        else:
            parts.append({"%": ".*", "_": "."}.get(char) or re.escape(char))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
