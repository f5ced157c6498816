"""The criteria of restriction and scoping rules: `OwnerId = $User.Id`, read as one comparison."""

import csv
import re
from collections.abc import Sequence

from mock_org.metadata.filters import literal
from mock_org.schema import Field, Schema, SObject
from mock_org.security.model import Filter
from mock_org.soql.ast import Literal

# Restriction Rules Developer Guide, "Considerations": EQUALS is the only operator; several strings or ids are separated
# by commas; one lookup may be followed; a lookup to several objects names the one that is meant, as in
# Owner:User.UserRoleId; null does not work. RestrictionRule.recordFilter: values of one picklist may be joined by OR
# (API 60). Confidence A.
TYPES = frozenset(
    {
        "boolean", "combobox", "currency", "date", "datetime", "double", "email", "id", "int", "percent", "phone",
        "picklist", "reference", "string", "time", "url",
    }
)  # fmt: skip
USER = "$User."
_EQUALS = re.compile(r"\s*(?P<path>\$?\w+(?:[:.]\w+)*)\s*=\s*(?P<value>\S.*?)\s*", re.DOTALL)
_EITHER = re.compile(r"\s*OR\s*\((?P<parts>.*)\)\s*", re.DOTALL | re.IGNORECASE)
_VALUE = re.compile(r"\s*ISPICKVAL\s*\(\s*(?P<path>[\w.]+)\s*,\s*(?P<value>'[^']*'|\"[^\"]*\")\s*\)\s*", re.IGNORECASE)
_PART = re.compile(r"ISPICKVAL\s*\([^()]*\)", re.IGNORECASE)
_OTHER_OPERATOR = re.compile(r"\b(AND|OR|NOT|LIKE|IN)\b|!=|<|>|&&|\|\|", re.IGNORECASE)


class Unreadable(ValueError):
    """A filter that is no such comparison; the text says what would be right."""


def user_filter(text: str, schema: Schema) -> Filter:
    """Whom a rule is about: `$User.ProfileId = '00e…'`.

    Raises Unreadable.
    """
    if not text.strip().startswith(USER):
        raise Unreadable(f"is {text!r}; $User.Field = 'value' is right")
    found = record_filter(text.strip().removeprefix(USER), schema["User"], schema)
    if found.user_field:
        raise Unreadable(f"compares the user with himself: {text!r}; a value is right")
    return found


def record_filter(text: str, sobject: SObject, schema: Schema) -> Filter:
    """Which records a rule leaves: `Field = value`, `Lookup:Object.Field = $User.Field`.

    Raises Unreadable.
    """
    path, values = _comparison(text)
    steps = path.split(".")
    if len(steps) > 1 and steps[0].lower() == sobject.name.lower():
        steps = steps[1:]
    if len(steps) > 2:
        raise Unreadable(f"follows {len(steps) - 1} lookups in {path}; one may be followed")
    via, target = _via(steps[0], sobject, schema) if len(steps) == 2 else (None, sobject)
    field = _field(steps[-1], target)
    if len(values) == 1 and values[0].startswith(USER):
        return Filter(field.name, user_field=_field(values[0].removeprefix(USER), schema["User"]).name, via=via)
    return Filter(field.name, tuple(_literal(value, field) for value in _listed(values)), via=via)


def _comparison(text: str) -> tuple[str, list[str]]:
    either = _EITHER.fullmatch(text)
    found = _EQUALS.fullmatch(text)
    if either or _VALUE.fullmatch(text):
        return _picklist_values(either["parts"] if either else text)
    if found is None or _OTHER_OPERATOR.search(re.sub(r"'[^']*'|\"[^\"]*\"", "", text)):
        raise Unreadable(f"is {text!r}; one comparison with = is right, as in OwnerId = $User.Id")
    return found["path"], [found["value"]]


def _picklist_values(text: str) -> tuple[str, list[str]]:
    parts = [_VALUE.fullmatch(part) for part in _PART.findall(text)]
    paths = {part["path"].lower() for part in parts if part}
    left_over = _PART.sub("", text).replace(",", "").strip()
    if not parts or None in parts or left_over or len(paths) != 1:
        raise Unreadable(f"is {text!r}; OR joins ISPICKVAL(Field, 'value') of one field")
    known = [part for part in parts if part]
    return known[0]["path"], [part["value"] for part in known]


def _via(step: str, sobject: SObject, schema: Schema) -> tuple[tuple[str, str], SObject]:
    name, _, kind = step.partition(":")
    lookup = sobject.relationship(name) or sobject.field(name)
    targets = lookup.reference_to if lookup else ()
    wanted = kind or (targets[0] if len(targets) == 1 else "")
    target = schema.get(wanted) if wanted.lower() in (t.lower() for t in targets) else None
    if lookup is None or target is None or target.virtual:
        shown = " or ".join(f"{name}:{t}" for t in targets) or "a lookup"
        raise Unreadable(f"follows {step}, which leads to no one object; {shown} is right")
    return (lookup.name, target.name), target


def _field(name: str, sobject: SObject) -> Field:
    field = sobject.field(name)
    if field is None or not field.has_column or field.type not in TYPES:
        kinds = "text, number, date, picklist, checkbox or lookup"
        raise Unreadable(f"compares {name}, which is no field of {sobject.name} that is stored as {kinds}")
    return field


def _listed(values: Sequence[str]) -> list[str]:
    """The values, without quotation marks; a comma inside inner marks is part of a value."""
    found: list[str] = []
    for value in values:
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
        rows = csv.reader([value[1:-1] if quoted else value], skipinitialspace=True)
        found += [part.strip().strip("'") for part in next(rows, [])]
    return found


def _literal(value: str, field: Field) -> Literal:
    if not value or value.lower() == "null" or value.startswith("$"):
        raise Unreadable(f"compares {field.name} with {value or 'nothing'!r}; a value or $User.Field is right")
    try:
        return literal(value, field)
    except ValueError as fault:
        raise Unreadable(f"compares {field.name} with a value that {fault}") from None
