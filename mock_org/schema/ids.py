"""Salesforce record ids: 15 case-sensitive characters, or 18 with a checksum that survives a change of case."""

import string
from base64 import b32encode
from functools import lru_cache
from hashlib import blake2b

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_CHECK = string.ascii_uppercase + "012345"
# The organization's own part of each id made here: instance "Mo", reserved "0".
INSTANCE = "Mo0"
# The same of records that are computed from others and stored nowhere; no stored record has it.
COMPUTED = "Mc"


def checksum(short: str) -> str:
    """The three characters that make a 15-character id an 18-character one (Salesforce help 000385585)."""
    return "".join(
        _CHECK[sum(1 << i for i, char in enumerate(short[start : start + 5]) if char in string.ascii_uppercase)]
        for start in (0, 5, 10)
    )


@lru_cache(maxsize=4096)
def to_18(value: str) -> str | None:
    """The 18-character form of an id of either length, or None if it is none.

    The wrong case of an 18-character id is mended.

    value: what a client sent.
    """
    if not value.isascii() or not value.isalnum():
        return None
    if len(value) == 15:
        return value + checksum(value)
    if len(value) != 18:
        return None
    short = _mend(value[:15], value[15:].upper())
    return short + checksum(short) if short else None


def _mend(short: str, check: str) -> str | None:
    if any(char not in _CHECK for char in check):
        return None
    fixed = []
    for index, char in enumerate(short):
        upper = _CHECK.index(check[index // 5]) >> index % 5 & 1
        if upper and not char.isalpha():
            return None
        fixed.append(char.upper() if upper else char.lower())
    return "".join(fixed)


def make_id(key_prefix: str, number: int) -> str:
    """The 18-character id of the n-th record of a key prefix."""
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = ALPHABET[rest] + digits
    short = key_prefix + INSTANCE + digits.rjust(9, "0")
    return short + checksum(short)


def computed_id(key_prefix: str, *parts: str | None) -> str:
    """The id of a record that is not stored but follows from others: the same for the same parts, in every org."""
    digest = blake2b("\0".join(part or "" for part in parts).encode(), digest_size=6).digest()
    # No upper-case letters, so that the checksum depends on the prefix alone.
    return f"{key_prefix}{COMPUTED}{b32encode(digest)[:10].decode().lower()}{_computed_check(key_prefix)}"


@lru_cache(maxsize=256)
def _computed_check(key_prefix: str) -> str:
    return checksum(key_prefix + COMPUTED + "a" * 10)


def is_computed(record_id: str) -> bool:
    """Whether an id is of a record that is not stored."""
    return record_id[3:5] == COMPUTED
