"""Filter criteria and their logic ("1 AND (2 OR 3)") as conditions of the one condition language."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from mock_org.metadata.criteria import Criterion
from mock_org.metadata.findings import Findings
from mock_org.schema import Field, Schema, SObject, to_18
from mock_org.schema.types import ID_TYPES, NUMBER_TYPES
from mock_org.soql.ast import And, Comparison, Condition, Literal, Not, Or, Path

NULL = Literal(None, "null")
TOKENS = re.compile(r"\s*(\d+|AND|OR|NOT|\(|\))", re.IGNORECASE)
DEEPEST = 50
# Metadata API, FilterOperation. "within" needs a place on a map. Confidence A.
COMPARISONS: Mapping[str, str] = MappingProxyType(
    {
        "equals": "=",
        "notEqual": "!=",
        "lessThan": "<",
        "greaterThan": ">",
        "lessOrEqual": "<=",
        "greaterOrEqual": ">=",
    }
)
OPERATIONS = frozenset(COMPARISONS) | {"contains", "notContain", "startsWith", "includes", "excludes"}


class ImpreciseFilter(ValueError):
    """A filter logic that does not parse; the text says why."""


def condition(
    criteria: Sequence[Criterion],
    logic: str | None,
    sobject: SObject,
    schema: Schema,
    findings: Findings,
    *,
    computed: bool = False,
) -> Condition | None:
    """The condition that criteria and their logic state, or None when something is refused.

    computed: whether formula fields may be compared.
    """
    stated = [_comparison(criterion, sobject, schema, findings, computed) for criterion in criteria]
    if not all(stated):
        return None
    conditions = [one for one in stated if one is not None]
    if logic is None:
        return conditions[0] if len(conditions) == 1 else And(tuple(conditions))
    return combine(logic, conditions)


def combine(logic: str, conditions: Sequence[Condition]) -> Condition:
    """Conditions put together as the filter logic says.

    Raises ImpreciseFilter, as Salesforce refuses logic that mixes AND and OR without parentheses or leaves a
    condition out.
    """
    tokens, used = _tokens(logic), set[int]()
    found = _group(tokens, conditions, used, 0)
    if tokens:
        raise ImpreciseFilter(f"{tokens[0]!r} stands where AND, OR or the end is right")
    left_out = sorted(set(range(1, len(conditions) + 1)) - used)
    if left_out:
        raise ImpreciseFilter(f"leaves out condition {', '.join(map(str, left_out))}")
    return found


def _tokens(logic: str) -> list[str]:
    tokens, position, text = [], 0, logic.strip()
    while position < len(text):
        match = TOKENS.match(text, position)
        if match is None:
            raise ImpreciseFilter(f"{text[position:].split()[0]!r} is no number, AND, OR, NOT or parenthesis")
        tokens.append(match[1].upper())
        position = match.end()
    return tokens


def _group(tokens: list[str], conditions: Sequence[Condition], used: set[int], depth: int) -> Condition:
    parts = [_term(tokens, conditions, used, depth)]
    word = tokens[0] if tokens and tokens[0] in ("AND", "OR") else None
    while word and tokens and tokens[0] in ("AND", "OR"):
        if tokens.pop(0) != word:
            raise ImpreciseFilter("mixes AND and OR; parentheses must say which comes first")
        parts.append(_term(tokens, conditions, used, depth))
    if word is None:
        return parts[0]
    return And(tuple(parts)) if word == "AND" else Or(tuple(parts))


def _term(tokens: list[str], conditions: Sequence[Condition], used: set[int], depth: int) -> Condition:
    if not tokens or depth > DEEPEST:
        raise ImpreciseFilter("ends too early" if not tokens else "is nested too deep")
    token = tokens.pop(0)
    if token == "NOT":
        return Not(_term(tokens, conditions, used, depth + 1))
    if token == "(":
        inner = _group(tokens, conditions, used, depth + 1)
        if not tokens or tokens.pop(0) != ")":
            raise ImpreciseFilter("misses a closing parenthesis")
        return inner
    if not token.isdecimal() or len(token) > 4 or not 1 <= int(token) <= len(conditions):
        raise ImpreciseFilter(f"names {token}, but there are {len(conditions)} conditions")
    used.add(int(token))
    return conditions[int(token) - 1]


def _comparison(
    criterion: Criterion, sobject: SObject, schema: Schema, findings: Findings, computed: bool
) -> Condition | None:
    found = _field(criterion, sobject, schema, findings, computed)
    if found is None:
        return None
    path, field = found
    if criterion.operation not in OPERATIONS:
        advice = f"is {criterion.operation!r}; one of {', '.join(sorted(OPERATIONS))} is right"
        findings.refuse(criterion.place.at("operation"), advice)
        return None
    try:
        return _stated(path, field, criterion)
    except ValueError as fault:
        findings.refuse(criterion.place.at("value"), str(fault))
        return None


def _field(
    criterion: Criterion, sobject: SObject, schema: Schema, findings: Findings, computed: bool
) -> tuple[Path, Field] | None:
    """The field; a record type is compared by its DeveloperName, as a retrieved rule names it."""
    own, _, name = criterion.field.rpartition(".")
    field = sobject.field(name) if own.lower() in ("", sobject.name.lower()) else None
    place = criterion.place.at("field")
    if field is None:
        findings.refuse(place, f"{criterion.field} is no field of {sobject.name}; name one of its own fields")
        return None
    if field.formula is not None and not computed:
        findings.refuse(place, f"{criterion.field} is a formula; criteria take fields that are stored")
        return None
    if not field.filterable:
        findings.refuse(place, f"{criterion.field} cannot be filtered ({field.type}); name a field that can")
        return None
    if field.name == "RecordTypeId":
        return Path(("RecordType", "DeveloperName")), schema["RecordType"].fields["developername"]
    return Path((field.name,)), field


def _stated(path: Path, field: Field, criterion: Criterion) -> Condition:
    """Salesforce help, "Filter Operators Reference": commas separate alternatives; empty is null. Confidence A."""
    values = _alternatives(criterion.value)
    if field.type == "multipicklist" or criterion.operation in ("includes", "excludes"):
        return _multipicklist(path, field, criterion.operation, criterion.value)
    if criterion.operation in _TEXT_OPERATIONS:
        if not criterion.value:
            raise ValueError("is empty; a text is right")
        return _TEXT_OPERATIONS[criterion.operation](path, values)
    return _compared(path, criterion.operation, [literal(value, field) for value in values])


def _alternatives(value: str) -> list[str]:
    """A value with a comma of its own stands in quotation marks."""
    return [part.strip() for part in next(csv.reader([value], skipinitialspace=True), [""])] or [""]


def _compared(path: Path, operation: str, literals: Sequence[Literal]) -> Condition:
    each = tuple(Comparison(path, COMPARISONS[operation], literal) for literal in literals)
    if len(each) == 1:
        return each[0]
    if operation not in ("equals", "notEqual"):
        raise ValueError("lists several values; less and greater take one")
    return Or(each) if operation == "equals" else And(each)


def _multipicklist(path: Path, field: Field, operation: str, value: str) -> Condition:
    """ "equals" is the exact set of values; includes and excludes take any of them (Filter Operators Reference)."""
    if field.type != "multipicklist" or operation not in ("equals", "notEqual", "includes", "excludes"):
        raise ValueError(f"{operation} and the type of {field.name} do not go together")
    if operation in COMPARISONS:
        return Comparison(path, COMPARISONS[operation], Literal(value, "string") if value else NULL)
    values = tuple(Literal(part.strip(), "string") for part in re.split("[;,]", value) if part.strip())
    if not values:
        raise ValueError("is empty; values of the picklist are right")
    return Comparison(path, operation.upper(), values)


def _like(path: Path, pattern: Callable[[str], str], values: Sequence[str]) -> Condition:
    escaped = (re.sub(r"([\\%_])", r"\\\1", value) for value in values)
    each = tuple(Comparison(path, "LIKE", Literal(pattern(text), "string")) for text in escaped)
    return each[0] if len(each) == 1 else Or(each)


_TEXT_OPERATIONS: Mapping[str, Callable[[Path, Sequence[str]], Condition]] = MappingProxyType(
    {
        "contains": lambda path, values: _like(path, "%{}%".format, values),
        "startsWith": lambda path, values: _like(path, "{}%".format, values),
        "notContain": lambda path, values: Not(_like(path, "%{}%".format, values)),
    }
)


def literal(value: str, field: Field) -> Literal:
    """The value that a text means in a field. Raises ValueError."""
    if not value:
        return NULL
    if field.type == "boolean":
        return Literal(_boolean(value), "boolean")
    if field.type in NUMBER_TYPES:
        return Literal(_number(value), "number")
    if field.type == "date":
        return Literal(_dated(date.fromisoformat, value), "date")
    if field.type == "datetime":
        return Literal(_dated(_instant, value), "datetime")
    if field.type in ID_TYPES:
        return Literal(_id(value), "string")
    return Literal(value, "string")


def _id(value: str) -> str:
    found = to_18(value)
    if found is None:
        raise ValueError(f"is {value!r}; a record id is right")
    return found


def _boolean(value: str) -> bool:
    if value.lower() not in ("true", "false", "1", "0"):
        raise ValueError(f"is {value!r}; True or False is right")
    return value.lower() in ("true", "1")


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"is {value!r}; a number is right") from None
    if not number.is_finite():
        raise ValueError(f"is {value!r}; a number is right")
    return number


def _dated(read: Callable[[str], date], value: str) -> date:
    try:
        return read(value)
    except ValueError:
        raise ValueError(f"is {value!r}; a day like 2026-01-31 is understood") from None


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found
