"""One field's value against literals, in plain Python: two-valued logic, no case, null is a value like others."""

import re
from datetime import UTC, date, datetime, timedelta

from mock_org.schema import to_18
from tests.mock_org.soql.random.world import NOW, ZONE

TEXT = {"string", "email", "picklist", "multipicklist"}
NUMBERS = {"currency", "int", "double"}
TODAY = NOW.astimezone(ZONE).date()


class UnknownError(Exception):
    """The evaluator does not know this part of the language."""


class RefusedError(Exception):
    """The statement has to be refused."""


def holds(operator, value, kind, given):
    """Whether a value of a field type stands in this relation to a literal, or to a tuple of them."""
    if operator in ("!=", "NOT IN", "EXCLUDES"):
        return not holds({"!=": "=", "NOT IN": "IN", "EXCLUDES": "INCLUDES"}[operator], value, kind, given)
    if operator == "IN":
        return any(holds("=", value, kind, each) for each in given)
    if operator == "INCLUDES":
        return any(_includes(value, each.value or "") for each in given)
    if operator == "LIKE":
        return given.value not in (None, "") and value is not None and _like(value, given.value)
    if given.kind == "date_literal":
        return _in_days(operator, value, kind, given)
    return _ordered(operator, _plain(value, kind), _literal(given, kind))


def _ordered(operator, left, right):
    if operator == "=":
        return left == right
    if left is None or right is None:
        return False
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[operator]


def _plain(value, kind):
    if kind == "boolean":
        return bool(value)
    if kind in TEXT and value is not None:
        return value.casefold() or None
    return value


def _literal(given, kind):
    value = given.value
    if kind == "boolean":
        return bool(value)
    if value is None:
        return None
    if kind in TEXT:
        return value.casefold() or None
    if kind in ("id", "reference"):
        return to_18(value) if value else None
    if given.kind == "datetime":
        return value.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    if given.kind == "date":
        return value.isoformat()
    return value


def _includes(value, wanted):
    held = set((value or "").casefold().split(";")) - {""}
    parts = set(wanted.casefold().split(";")) - {""}
    return parts <= held if parts else not held


def _like(value, pattern):
    regex, escaped = "", False
    for char in pattern:
        if escaped or char not in "\\%_":
            regex, escaped = regex + re.escape(char), False
        elif char == "\\":
            escaped = True
        else:
            regex += "." if char == "_" else ".*"
    return re.fullmatch(regex, value, re.IGNORECASE | re.DOTALL) is not None


def _in_days(operator, value, kind, given):
    if value is None:
        return False
    first, end = (_edge(day, kind) for day in _days(*given.value))
    inside = {"=": first <= value < end, "<": value < first, "<=": value < end, ">": value >= end, ">=": value >= first}
    return inside[operator]


def _days(name, count):
    month = TODAY.replace(day=1)
    spans = {
        "TODAY": (0, 1),
        "YESTERDAY": (-1, 0),
        "TOMORROW": (1, 2),
        "LAST_N_DAYS": (-(count or 0), 1),
        "NEXT_N_DAYS": (1, 1 + (count or 0)),
    }
    if name == "THIS_MONTH":
        return month, (month + timedelta(days=32)).replace(day=1)
    if name == "THIS_YEAR":
        return date(TODAY.year, 1, 1), date(TODAY.year + 1, 1, 1)
    if name not in spans:
        raise UnknownError(name)
    return tuple(TODAY + timedelta(days=days) for days in spans[name])


def _edge(day, kind):
    if kind == "date":
        return day.isoformat()
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC)
    return midnight.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
