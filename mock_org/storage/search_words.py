"""Finding words in text: what SOSL asks of the database."""

import re
import sqlite3
from functools import lru_cache

_NO_DIGIT = re.compile(r"\D+")


def teach_search(connection: sqlite3.Connection) -> None:
    """Give a new SQLite connection the functions that a search is made of: what is looked for, then the fields."""
    connection.create_function("has_words", -1, _has_words, deterministic=True)
    connection.create_function("has_digits", -1, _has_digits, deterministic=True)


def _has_words(pattern: str, *texts: str | None) -> bool:
    search = _compiled(pattern).search
    return any(search(text) for text in texts if text)


def _has_digits(digits: str, *numbers: str | None) -> bool:
    """Whether one of these numbers is, or ends with, the one looked for, whatever stands between its digits."""
    return any(_NO_DIGIT.sub("", number).endswith(digits) for number in numbers if number)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
