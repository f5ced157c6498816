"""A formula with the formulas that it names in their places: what is left names stored fields only."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from mock_org.formula.functions import Function
from mock_org.formula.nodes import Node, Operation, Reference, Value

# The value of a formula field as its field gives it: rounded, never null for a checkbox. No name of a function.
RESULT = "=>"
RESULT_ROW = Function((), None)


def expand(node: Node, formula_of: Callable[[Reference], Node]) -> Node:
    """The same formula without formula fields. formula_of: what such a field says."""
    if isinstance(node, Operation):
        return replace(node, arguments=tuple(expand(argument, formula_of) for argument in node.arguments))
    if not isinstance(node, Reference) or node.field.formula is None:
        return node
    inner = _below(node, expand(formula_of(node), formula_of))
    parts = (
        inner,
        Value("number", Decimal(node.field.scale)),
        Value("text", node.field.type),
        Value("boolean", node.zero),
    )
    return Operation(node.kind, RESULT, RESULT_ROW, parts)


def _below(outer: Reference, node: Node) -> Node:
    """A formula of a parent's record, seen from the record itself."""
    if isinstance(node, Operation):
        return replace(node, arguments=tuple(_below(outer, argument) for argument in node.arguments))
    if isinstance(node, Reference) and node.root == "record":
        return replace(node, root=outer.root, steps=(*outer.steps, *node.steps))
    return node


def places(node: Node) -> list[Reference]:
    """The different fields that a formula names, in the order of their numbers."""
    found: dict[tuple[str, ...], Reference] = {}
    for reference in _references(node):
        found.setdefault(place_of(reference), reference)
    return list(found.values())


def place_of(reference: Reference) -> tuple[str, ...]:
    """What tells a field from others."""
    steps = (f"{step.via.name}:{step.target.name}" for step in reference.steps)
    return (reference.root, *steps, reference.field.name, str(reference.zero))


def _references(node: Node) -> list[Reference]:
    if isinstance(node, Operation):
        return [found for argument in node.arguments for found in _references(argument)]
    return [node] if isinstance(node, Reference) else []
