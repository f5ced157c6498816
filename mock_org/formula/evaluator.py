"""A formula of one record in hand: validation rules, default values, the other half of every property test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import DecimalException
from typing import Any

from mock_org.formula.checker import understand_field
from mock_org.formula.expansion import RESULT
from mock_org.formula.faults import FormulaError
from mock_org.formula.functions import COMPARISONS, Function, Moment
from mock_org.formula.kinds import of_field, to_field
from mock_org.formula.names import Scope
from mock_org.formula.nodes import Column, Node, Operation, Reference, Slot, Value
from mock_org.schema import Field, Schema, SObject

Row = Mapping[str, Any]
Fetch = Callable[[str, str], Row | None]


@dataclass(frozen=True)
class Sight:
    """What a formula sees.

    values: the record as it will be. old: as it was, None of a new one. fetch: a row by sObject name and id, parents
    in the Recycle Bin too; the organization is asked for by an empty id. find: a row by the value of a field.
    strict: a formula that cannot be computed raises FormulaError; else the part that cannot is blank, as in a query.
    """

    schema: Schema
    sobject: SObject
    values: Row
    fetch: Fetch
    moment: Moment
    user_id: str
    old: Row | None = None
    strict: bool = False
    find: Callable[[str, str, Any], Row | None] = lambda _sobject, _field, _value: None


def evaluate(node: Node, sight: Sight) -> Any:
    """The value of a formula: None where it is blank.

    Raises FormulaError if the sight is strict.
    """
    if isinstance(node, Value):
        return None if node.value == "" else node.value
    if isinstance(node, Reference):
        return _referred(node, sight)
    if isinstance(node, Slot):
        return sight.values[node.name]
    assert isinstance(node, Operation)
    special = _SPECIAL.get(node.name)
    if special is not None:
        return special(node, sight)
    values = [evaluate(argument, sight) for argument in node.arguments]
    if node.name in COMPARISONS:
        return _compared(node, values)
    try:
        return apply(node.function, sight.moment, values)
    except FormulaError:
        if sight.strict:
            raise
        return None


def evaluate_field(sight: Sight, field: Field) -> Any:
    """The value of a formula field of the record, as the API answers it."""
    node = understand_field(Scope(sight.schema, sight.sobject), sight.sobject, field)
    return to_field(field, evaluate(node, sight))


def apply(function: Function, moment: Moment, values: list[Any]) -> Any:
    """A function's value; of a blank it is blank, unless the function says otherwise.

    Raises FormulaError where there is none.
    """
    assert function.run is not None
    if not function.blank and None in values:
        return None
    try:
        found = function.run(moment, *values) if function.moment else function.run(*values)
    except (DecimalException, OverflowError, ValueError) as fault:
        raise FormulaError(str(fault) or "out of range") from None
    return None if found == "" else found


def _result(node: Operation, sight: Sight) -> Any:
    """The value of a formula field that stands in its place; see expand()."""
    inner, scale, kind, zero = node.arguments
    assert isinstance(scale, Value)
    assert isinstance(kind, Value)
    assert isinstance(zero, Value)
    field = Field("Result", str(kind.value), "Result", scale=int(scale.value))
    value = of_field(field, to_field(field, evaluate(inner, sight)))
    return _ZERO if value is None and zero.value else value


def _referred(node: Reference, sight: Sight) -> Any:
    row, sobject = _start(node, sight)
    for step in node.steps:
        parent_id = row.get(step.via.name) if row else None
        known = parent_id and str(parent_id).startswith(step.target.key_prefix or "")
        row, sobject = (sight.fetch(step.target.name, str(parent_id)) if known else None), step.target
    value = None
    if row is not None:
        stored = row.get(node.field.name)
        if node.field.formula is not None:
            stored = evaluate_field(replace(sight, values=row, sobject=sobject, old=None, strict=False), node.field)
        value = of_field(node.field, stored)
    if value is None and node.kind == "boolean":
        return False
    return _ZERO if value is None and node.zero else value


def _start(node: Reference, sight: Sight) -> tuple[Row | None, SObject]:
    if node.root == "record":
        return sight.values, sight.sobject
    sobject = sight.schema[node.root]
    return sight.fetch(node.root, sight.user_id if node.root == "User" else ""), sobject


def _compared(node: Operation, values: list[Any]) -> bool | None:
    """Of a blank nothing is known; a blank text is an empty one."""
    if "text" in (argument.kind for argument in node.arguments):
        values = ["" if value is None else value for value in values]
    elif None in values:
        return None
    return COMPARISONS[node.name](*values)


def _if(node: Operation, sight: Sight) -> Any:
    test, then, otherwise = node.arguments
    return evaluate(then if evaluate(test, sight) else otherwise, sight)


def _case(node: Operation, sight: Sight) -> Any:
    """A blank matches no number or day, but the empty text."""
    first, *pairs = node.arguments
    value = evaluate(first, sight)
    text = first.kind in ("text", "picklist", "null")
    for when, then in zip(pairs[:-1:2], pairs[1:-1:2], strict=True):
        found = evaluate(when, sight)
        same = (value or "") == (found or "") if text else value == found and value is not None
        if same:
            return evaluate(then, sight)
    return evaluate(pairs[-1], sight)


def _blank(node: Operation, sight: Sight) -> bool:
    return evaluate(node.arguments[0], sight) is None


def _null(node: Operation, sight: Sight) -> bool:
    """Texts are never null (Salesforce help, ISNULL). Confidence A."""
    return node.arguments[0].kind != "text" and _blank(node, sight)


def _blank_value(node: Operation, sight: Sight) -> Any:
    value = evaluate(node.arguments[0], sight)
    return evaluate(node.arguments[1], sight) if value is None else value


def _null_value(node: Operation, sight: Sight) -> Any:
    if node.arguments[0].kind == "text":
        return evaluate(node.arguments[0], sight)
    return _blank_value(node, sight)


def _not(node: Operation, sight: Sight) -> bool | None:
    value = evaluate(node.arguments[0], sight)
    return None if value is None else not value


def _joined(node: Operation, sight: Sight) -> str | None:
    return "".join(evaluate(argument, sight) or "" for argument in node.arguments) or None


def _changed(node: Operation, sight: Sight) -> bool:
    """Of a new record nothing has changed (Salesforce help, ISCHANGED). Confidence A."""
    if sight.old is None:
        return False
    return bool(evaluate(node.arguments[0], sight) != _prior(node, sight))


def _prior(node: Operation, sight: Sight) -> Any:
    """Of a new record the present value (Salesforce help, PRIORVALUE). Confidence A."""
    return evaluate(node.arguments[0], sight if sight.old is None else replace(sight, values=sight.old))


def _looked_up(node: Operation, sight: Sight) -> Any:
    """The field of the record whose other field has the value; blank where there is none (help, VLOOKUP)."""
    wanted, known, value = node.arguments
    assert isinstance(wanted, Column)
    assert isinstance(known, Column)
    stored = to_field(known.field, evaluate(value, sight))
    row = None if stored is None else sight.find(known.sobject.name, known.field.name, stored)
    return None if row is None else of_field(wanted.field, row.get(wanted.field.name))


_ZERO = of_field(Field("Zero", "int", "Zero"), 0)
_SPECIAL: Mapping[str, Callable[[Operation, Sight], Any]] = {
    "&": _joined,
    RESULT: _result,
    "AND": lambda node, sight: all(evaluate(argument, sight) for argument in node.arguments),
    "BLANKVALUE": _blank_value,
    "CASE": _case,
    "IF": _if,
    "ISBLANK": _blank,
    "ISCHANGED": _changed,
    "ISCLONE": lambda _node, _sight: False,  # the API does not clone
    "ISNEW": lambda _node, sight: sight.old is None,
    "ISNULL": _null,
    "NOT": _not,
    "NULLVALUE": _null_value,
    "OR": lambda node, sight: any(evaluate(argument, sight) for argument in node.arguments),
    "PRIORVALUE": _prior,
    "VLOOKUP": _looked_up,
}
