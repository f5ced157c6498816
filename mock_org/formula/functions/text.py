"""Functions of text (Salesforce help, "Formula Operators and Functions", text functions; confidence A unless said)."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape
from typing import Any

from mock_org.formula.faults import FormulaError
from mock_org.formula.functions.table import rows
from mock_org.formula.kinds import plain
from mock_org.schema import to_18

# No text of a formula is longer than this (formula fields: 3,900 characters of result; confidence B).
LONGEST = 100_000


def _text(value: Any) -> str:
    """A value in words: dates as ISO 8601, instants in GMT (confidence A, the published formula engine)."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M:%S}.{value.microsecond // 1000:03d}"
    return str(value)


def _value(text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        raise FormulaError(f"{text} is no number") from None
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise FormulaError(f"{text} is no number")
    return number


def _is_number(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*", text) is not None


def _places(number: Decimal) -> int:
    """A number of characters: whole, and no more than there is room for."""
    return max(0, min(int(number), LONGEST)) if abs(number) < LONGEST * 10 else (LONGEST if number > 0 else 0)


def _right(text: str, number: Decimal) -> str:
    return text[-_places(number) :] if _places(number) else ""


def _mid(text: str, start: Decimal, number: Decimal) -> str:
    first = max(_places(start), 1) - 1
    return text[first : first + _places(number)]


def _find(wanted: str | None, text: str | None, start: Decimal | None = None) -> Decimal:
    """The place of the first occurrence, counted from 1; 0 without one."""
    first = 1 if start is None else int(start)
    if not wanted or not text or first < 1:
        return Decimal(0)
    return Decimal(text.find(wanted, first - 1) + 1)


def _pad(text: str, number: Decimal, pad: str | None = " ") -> tuple[str, str]:
    """The text cut to the length, and what fills it up."""
    length = _places(number)
    cut = text[:length]
    missing = length - len(cut)
    return cut, ((pad or "") * missing)[:missing]


def _lpad(text: str, number: Decimal, pad: str | None = " ") -> str:
    cut, fill = _pad(text, number, pad)
    return fill + cut


def _rpad(text: str, number: Decimal, pad: str | None = " ") -> str:
    cut, fill = _pad(text, number, pad)
    return cut + fill


def _substitute(text: str | None, old: str | None, new: str | None) -> str | None:
    return text.replace(old, new or "") if text and old else text


def _contains(text: str | None, part: str | None) -> bool | None:
    """A blank part is in every text; of a blank text nothing is known (the published formula engine)."""
    return True if not part else None if not text else part in text


def _begins(text: str | None, part: str | None) -> bool | None:
    return True if not part else None if not text else text.startswith(part)


def _includes(values: str | None, part: str | None) -> bool:
    return (part or "").casefold() in [value.casefold() for value in (values or "").split(";")]


def _is_picklist_value(value: str | None, wanted: str | None) -> bool:
    return (value or "").casefold() == (wanted or "").casefold()


@lru_cache(maxsize=256)
def pattern(text: str) -> re.Pattern[str]:
    """A regular expression of Java's, as Python's.

    Raises FormulaError for one that is none.
    """
    try:
        return re.compile(text)
    except (re.error, RecursionError, OverflowError):
        raise FormulaError(f"{text} is no regular expression") from None


def _regex(text: str | None, expression: str | None) -> bool:
    return pattern(expression or "").fullmatch(text or "") is not None


def _hyperlink(url: str | None, name: str | None, target: str | None = None) -> str:
    """The markup that the API answers (confidence C)."""
    return f'<a href="{escape(url or "")}" target="{escape(target or "_blank")}">{name or ""}</a>'


def _image(url: str | None, alt: str | None, height: Decimal | None = None, width: Decimal | None = None) -> str:
    size = f' height="{plain(height)}"' if height is not None else ""
    size += f' width="{plain(width)}"' if width is not None else ""
    return f'<img src="{escape(url or "")}" alt="{escape(alt or "")}"{size} border="0"/>'


def _case_safe_id(record_id: str) -> str:
    return to_18(record_id) or record_id


def _chr(number: Decimal) -> str:
    code = int(number)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        raise FormulaError(f"{number} is the code of no character")
    return chr(code)


TEXT = rows(
    "text",
    {
        "ASCII": ("text -> number", lambda text: Decimal(ord(text[0]))),
        "BR": ("-> text", lambda: "<br>"),
        "CASESAFEID": ("text -> text", _case_safe_id),
        "CHR": ("number -> text", _chr),
        "INITCAP": ("text -> text", lambda text: re.sub(r"[^\W_]+", lambda word: word[0].capitalize(), text)),
        "LEFT": ("text number -> text", lambda text, number: text[: _places(number)]),
        "LOWER": ("text text? -> text", lambda text, _locale=None: text.lower()),
        "LPAD": ("text number text? -> text", _lpad),
        "MID": ("text number number -> text", _mid),
        "REVERSE": ("text -> text", lambda text: text[::-1]),
        "RIGHT": ("text number -> text", _right),
        "RPAD": ("text number text? -> text", _rpad),
        "TEXT": ("number/date/datetime/time/picklist -> text", _text),
        "TRIM": ("text -> text", lambda text: text.strip(" ")),
        "UPPER": ("text text? -> text", lambda text, _locale=None: text.upper()),
        "VALUE": ("text -> number", _value),
    },
) | rows(
    "text",
    {
        "BEGINS": ("text text -> boolean", _begins),
        "CONTAINS": ("text text -> boolean", _contains),
        "FIND": ("text text number? -> number", _find),
        "HYPERLINK": ("text text text? -> text", _hyperlink),
        "IMAGE": ("text text number? number? -> text", _image),
        "INCLUDES": ("multipicklist text -> boolean", _includes),
        "ISNUMBER": ("text -> boolean", _is_number),
        "ISPICKVAL": ("picklist text -> boolean", _is_picklist_value),
        "LEN": ("text -> number", lambda text: Decimal(len(text or ""))),
        "SUBSTITUTE": ("text text text -> text", _substitute),
    },
    blank=True,
)
TEXT |= rows("text", {"REGEX": ("text text -> boolean", _regex)}, blank=True, rules_only=True)
