"""Merge fields: from a name to the field, over parents and from the running user."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from mock_org.formula.ast import Name
from mock_org.formula.faults import FormulaFault
from mock_org.formula.kinds import is_long_text, kind_of
from mock_org.formula.nodes import Column, Node, Reference, Root, Step, Value
from mock_org.schema import Field, Schema, SObject

Use: TypeAlias = Literal["field", "rule", "default"]
# A formula reaches ten parents far (Salesforce help, "Formula Field Limits and Restrictions"). Confidence A.
MAX_STEPS = 10
_GLOBALS: dict[str, tuple[Root, tuple[str, ...]]] = {
    "$user": ("User", ()),
    "$profile": ("User", ("Profile",)),
    "$userrole": ("User", ("UserRole",)),
    "$organization": ("Organization", ()),
    "$recordtype": ("record", ("RecordType",)),
}
_NOT_HERE = {
    "$setup": "custom settings are not there",
    "$label": "custom labels are not there",
    "$custommetadata": "custom metadata types are not there",
    "$permission": "custom permissions are not there",
    "$api": "$Api is not there",
}
_ORIGIN = Value("datetime", datetime(1900, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a formula stands. zero: blank numbers count as 0 (formulaTreatBlanksAs BlankAsZero)."""

    schema: Schema
    sobject: SObject
    use: Use = "field"
    zero: bool = False


def resolve(name: Name, scope: Scope) -> Node:
    """The field that a merge field names.

    Raises FormulaFault.
    """
    first = name.parts[0].lower()
    if first == "$system" and [part.lower() for part in name.parts[1:]] == ["origindatetime"]:
        return _ORIGIN
    if first == "$objecttype":
        return _column(name, scope)
    if first in _NOT_HERE:
        raise FormulaFault(f"Field {name} does not exist here: {_NOT_HERE[first]}")
    if not first.startswith("$"):
        if scope.use == "default":
            raise FormulaFault(f"Field {name} may not be used in this type of formula")
        return _walk(name, "record", scope.sobject, name.parts, scope)
    if first not in _GLOBALS or len(name.parts) < 2:
        raise _unknown(name)
    root, before = _GLOBALS[first]
    start = scope.sobject if root == "record" else scope.schema.get(root)
    if start is None:
        raise _unknown(name)
    return _walk(name, root, start, (*before, *name.parts[1:]), scope)


def _column(name: Name, scope: Scope) -> Column:
    """$ObjectType.Zip__c.Fields.City__c, in a rule's VLOOKUP."""
    if len(name.parts) != 4 or name.parts[2].lower() != "fields":
        raise _unknown(name)
    sobject = scope.schema.get(name.parts[1])
    field = sobject.field(name.parts[3]) if sobject else None
    if sobject is None or field is None:
        raise _unknown(name)
    kind = kind_of(field)
    if kind is None or field.formula is not None or scope.use != "rule":
        raise FormulaFault(f"Field {name} may not be used in this type of formula")
    return Column(kind, sobject, field)


def _unknown(name: Name) -> FormulaFault:
    return FormulaFault(f"Field {name} does not exist. Check spelling.")


def _walk(name: Name, root: Root, sobject: SObject, parts: tuple[str, ...], scope: Scope) -> Reference:
    steps: list[Step] = []
    for part in parts[:-1]:
        via = sobject.relationship(part)
        target = _target(via, name.target if not steps and root == "record" else None, scope) if via else None
        if via is None or target is None or len(steps) >= MAX_STEPS:
            raise _unknown(name)
        steps.append(Step(via, target))
        sobject = target
    field = _field(sobject, parts[-1], name)
    kind = kind_of(field)
    if kind is None or (scope.use == "field" and is_long_text(field)):
        raise FormulaFault(f"Field {name} may not be used in this type of formula")
    return Reference(kind, root, tuple(steps), sobject, field, zero=scope.zero and kind == "number")


def _target(via: Field, named: str | None, scope: Scope) -> SObject | None:
    """The parent's type; of a lookup to several types the one that is named: Owner:User, Owner:Queue."""
    if named is not None:
        wanted = "group" if named.lower() == "queue" else named.lower()
        found = next((known for known in via.reference_to if known.lower() == wanted), None)
    else:
        found = via.reference_to[0] if len(via.reference_to) == 1 else None
    return scope.schema.get(found) if found else None


def _field(sobject: SObject, part: str, name: Name) -> Field:
    """Lookups are named by their field ("AccountId"), or as merge fields name custom ones ("Partner__c")."""
    queue = {"queuename": "Name", "queueemail": "Email"} if (name.target or "").lower() == "queue" else {}
    field = sobject.field(queue.get(part.lower(), part))
    if field is None:
        raise _unknown(name)
    return field
