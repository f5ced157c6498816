"""A formula that was understood: every part has its type, every name its field."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from mock_org.formula.functions import Function
from mock_org.formula.kinds import Kind
from mock_org.schema import Field, SObject

Root: TypeAlias = Literal["record", "User", "Organization"]


@dataclass(frozen=True, slots=True)
class Value:
    """A constant."""

    kind: Kind
    value: Any


@dataclass(frozen=True, slots=True)
class Step:
    """From a record to its parent."""

    via: Field
    target: SObject


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of the record, of the running user or of the organization, or of a parent of one of them.

    zero: a blank number counts as 0.
    """

    kind: Kind
    root: Root
    steps: tuple[Step, ...]
    sobject: SObject
    field: Field
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a field whose value is already there."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A field of all records of an object, for VLOOKUP."""

    kind: Kind
    sobject: SObject
    field: Field


@dataclass(frozen=True, slots=True)
class Operation:
    """A function and what it is applied to."""

    kind: Kind
    name: str
    function: Function
    arguments: tuple["Node", ...]


Node: TypeAlias = Value | Reference | Slot | Column | Operation


def references(node: Node) -> list[Reference]:
    """Every merge field in a formula."""
    if isinstance(node, Operation):
        return [found for argument in node.arguments for found in references(argument)]
    return [node] if isinstance(node, Reference) else []
