"""The few things a database must be taught before it compares text as Salesforce does."""

import re
import sqlite3
from datetime import datetime
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

from mock_org.schema.ids import computed_id
from mock_org.storage.search_words import teach_search

# Text compares without regard to case, beyond ASCII too (SOQL and SOSL Reference, "Comparison Operators").
COLLATION = "SALESFORCE"
# The mean radius of the earth.
_EARTH_KM, _KM_PER_MILE = 6371.0088, 1.609344


def teach(connection: sqlite3.Connection) -> None:
    """Give a new SQLite connection Salesforce's collation and LIKE."""
    connection.create_collation(COLLATION, _compare)
    connection.create_function("soql_like", 2, _like, deterministic=True)
    connection.create_function("soql_local", 2, _local, deterministic=True)
    connection.create_function("soql_distance", 5, _distance, deterministic=True)
    connection.create_function("computed_id", -1, computed_id, deterministic=True)
    teach_search(connection)


def _compare(left: str, right: str) -> int:
    a, b = left.casefold(), right.casefold()
    return (a > b) - (a < b)


def _like(value: str | None, pattern: str | None) -> bool | None:
    if value is None or pattern is None:
        return None
    return _pattern(pattern).fullmatch(str(value)) is not None


def _local(value: str | None, zone: str) -> str | None:
    """A stored instant as the clock in a time zone shows it, without offset."""
    if value is None:
        return None
    return datetime.fromisoformat(value).astimezone(_zone(zone)).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _distance(a: float | None, b: float | None, c: float | None, d: float | None, unit: str) -> float | None:
    """From latitude a, longitude b to latitude c, longitude d along a great circle, in km or mi."""
    if a is None or b is None or c is None or d is None:
        return None
    a, b, c, d = radians(a), radians(b), radians(c), radians(d)
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * asin(min(1.0, sqrt(half))) * (_EARTH_KM if unit == "km" else _EARTH_KM / _KM_PER_MILE)


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    r"""A LIKE pattern: % any text, _ one character, \% \_ \\ the characters themselves.

    The groups never give back what they took, so no text takes long to look through.
    """
    parts, escaped = [""], False
    for char in pattern:
        if escaped:
            parts[-1] += re.escape(char)
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "%":
            parts.append("")
        else:
            parts[-1] += "." if char == "_" else re.escape(char)
    first, *middle, last = parts if len(parts) > 1 else ["", *parts]
    between = "".join(f"(?>.*?{part})" for part in middle if part)
    anything = ".*" if len(parts) > 1 else ""
    return re.compile(f"{first}{between}{anything}{last}", re.IGNORECASE | re.DOTALL)
