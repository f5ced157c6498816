"""Which conditions of a rule's criteria a record does not meet, in words with the record's own values."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mock_org.schema import SObject
from mock_org.security.sharing.near.subject import Subject
from mock_org.soql.ast import And, Comparison, Condition, Literal, Not, Or, Path

Holds = Callable[[Condition], bool]

WORDS = {
    "<": "less than ",
    "<=": "at most ",
    ">": "greater than ",
    ">=": "at least ",
    "LIKE": "like ",
    "IN": "one of ",
    "INCLUDES": "one that includes ",
}
NEGATIVE = ("!=", "NOT IN", "EXCLUDES")


def unmet(condition: Condition, holds: Holds, told: Callable[[Comparison], str]) -> list[str]:
    """Each condition that is missing. holds: whether the record meets one. told: why it does not meet a comparison."""
    if holds(condition):
        return []
    if isinstance(condition, And):
        return [text for part in condition.conditions for text in unmet(part, holds, told)]
    if isinstance(condition, Or):
        return [" and ".join(text for part in condition.conditions for text in unmet(part, holds, told))]
    if isinstance(condition, Not):
        return [" and ".join(f"{_plain(each)} holds" for each in comparisons(condition.condition))]
    return [told(condition)]


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """All that a condition compares."""
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, Not):
        yield from comparisons(condition.condition)
    else:
        for part in condition.conditions:
            yield from comparisons(part)


def differing(subject: Subject, sobject: SObject, row: Mapping[str, Any], comparison: Comparison) -> str:
    """Why the record does not meet it: "Tier is Silver, not Gold"."""
    path = str(comparison.left)
    actual = shown(subject, _value(subject, sobject, row, path))
    label = label_of(sobject, path)
    if comparison.operator in NEGATIVE:
        return f"{label} is {actual}, which it must not be"
    return f"{label} is {actual}, not {WORDS.get(comparison.operator, '')}{wanted(comparison)}"


def wanted(comparison: Comparison) -> str:
    """The values that are compared with."""
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    literals = [value.value for value in values if isinstance(value, Literal)]
    return ", ".join("empty" if value is None else _text(value) for value in literals)


def value_of(subject: Subject, path: str) -> Any:
    """The record's value at a path ("Tier__c", "Contact.AccountId", "Account")."""
    return _value(subject, subject.sobject, subject.row, path)


def label_of(sobject: SObject, path: str) -> str:
    """What people call a field; of a path, the path."""
    field = sobject.field(path) or sobject.relationship(path)
    return field.label.removesuffix(" ID") if field and field.type != "id" else path


def shown(subject: Subject, value: Any) -> str:
    """A stored value as a person reads it."""
    if value is None or value == "":
        return "empty"
    if isinstance(value, str) and len(value) == 18 and (sobject := subject.context.schema.by_key_prefix(value[:3])):
        found = subject.tell.row(sobject.name, value) if not sobject.virtual else None
        return subject.tell.record(value) if found else value
    return _text(value)


def _value(subject: Subject, sobject: SObject, row: Mapping[str, Any], path: str) -> Any:
    first, _, rest = path.partition(".")
    field = sobject.field(first) or sobject.relationship(first)
    value = row.get(field.name) if field else None
    if not rest or value is None or field is None:
        return value
    target = subject.context.schema.by_key_prefix(str(value)[:3])
    return _value(subject, target, subject.tell.row(target.name, value), rest) if target else None


def _plain(comparison: Comparison) -> str:
    path = comparison.left
    left = ".".join(path.parts) if isinstance(path, Path) else str(path)
    return f"{left} {comparison.operator.lower()} {wanted(comparison)}"


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
