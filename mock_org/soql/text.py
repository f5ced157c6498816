"""A condition as SOQL text: what a filter that was never text says."""

from datetime import UTC, date, datetime
from typing import Any

from mock_org.soql.ast import And, Comparison, Condition, FunctionCall, Literal, Not, Or, Query

_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def condition_text(condition: Condition) -> str:
    """The text that is parsed to the same condition. Semi-joins and functions are not told."""
    if isinstance(condition, Comparison):
        return _comparison(condition)
    if isinstance(condition, Not):
        return f"(NOT {_inner(condition.condition)})"
    word = " AND " if isinstance(condition, And) else " OR "
    return word.join(_inner(each) for each in condition.conditions)


def _inner(condition: Condition) -> str:
    text = condition_text(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def _comparison(condition: Comparison) -> str:
    if isinstance(condition.value, Query) or isinstance(condition.left, FunctionCall):
        raise TypeError("only plain comparisons are told as text")
    if isinstance(condition.value, tuple):
        value = f"({', '.join(literal_text(each) for each in condition.value)})"
    else:
        value = literal_text(condition.value)
    return f"{condition.left} {condition.operator} {value}"


def literal_text(literal: Literal) -> str:
    """A value as SOQL writes it."""
    if literal.kind == "string":
        return "'" + str(literal.value).translate(_ESCAPES) + "'"
    if literal.kind == "date_literal":
        name, number = literal.value
        return str(name) if number is None else f"{name}:{number}"
    return plain_text(literal.value)


def plain_text(value: Any) -> str:
    """Numbers, booleans, nothing, days and instants."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else f"{value}"
