"""A deep formula as one call: its tree as text, with numbered places for the fields that it names.

The database's parser takes expressions of some twenty levels; formulas have more.
"""

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

from mock_org.formula.evaluator import Sight, evaluate
from mock_org.formula.expansion import RESULT_ROW, place_of, places
from mock_org.formula.functions import FUNCTIONS, Moment
from mock_org.formula.kinds import decode, encode
from mock_org.formula.nodes import Node, Operation, Reference, Slot, Value
from mock_org.schema import Schema, SObject, field_map

_NOTHING = SObject("Nothing", "Nothing", "Nothings", None, field_map())


def write(node: Node) -> str:
    """The formula as text."""
    numbers = {place_of(reference): number for number, reference in enumerate(places(node))}
    return json.dumps(_written(node, numbers))


def run(text: str, moment: str, *stored: Any) -> Any:
    """The value of a formula for the stored values of its fields, in stored form."""
    node, kinds = _read(text)
    values = {str(n): decode(kinds[n], None if each == "" else each) for n, each in enumerate(stored)}
    sight = Sight(Schema(), _NOTHING, values, lambda _name, _id: None, Moment.read(moment), "")
    return encode(node.kind, evaluate(node, sight))


def _written(node: Node, numbers: dict[tuple[str, ...], int]) -> Any:
    if isinstance(node, Operation):
        return [node.name, node.kind, *(_written(argument, numbers) for argument in node.arguments)]
    if isinstance(node, Reference):
        return {"place": numbers[place_of(node)], "kind": node.kind}
    assert isinstance(node, Value)
    exact = isinstance(node.value, Decimal)
    return {"kind": node.kind, "value": str(node.value) if exact else encode(node.kind, node.value)}


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[Node, dict[int, str]]:
    kinds: dict[int, str] = {}
    return _node(json.loads(text), kinds), kinds


def _node(written: Any, kinds: dict[int, str]) -> Node:
    if isinstance(written, list):
        name, kind, *arguments = written
        function = FUNCTIONS.get(name, RESULT_ROW)
        return Operation(kind, name, function, tuple(_node(argument, kinds) for argument in arguments))
    if "place" in written:
        kinds[written["place"]] = written["kind"]
        return Slot(written["kind"], str(written["place"]))
    return Value(written["kind"], decode(written["kind"], written["value"]))
