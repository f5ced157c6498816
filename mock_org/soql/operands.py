"""What is compared, selected, grouped or sorted: a field, or a function of one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from mock_org.schema import Field
from mock_org.soql.ast import Expression, FunctionCall, Path
from mock_org.soql.errors import malformed, unexpected, unsupported
from mock_org.soql.functions import FUNCTIONS, REFUSED, Function, accepts
from mock_org.soql.resolve import Source


@dataclass(frozen=True, slots=True)
class Operand:
    """An expression that was understood. key: equal for equal expressions."""

    field: Field
    column: ColumnElement[Any]
    key: tuple[str, ...]
    at: int
    aggregate: bool = False
    function: bool = False


def operand(expression: Expression, source: Source) -> Operand:
    """A path or a function call as SQL. Raises Refusal."""
    if isinstance(expression, Path):
        found = source.resolve(expression)
        return Operand(found.field, found.column, found.names, expression.at)
    return _call(expression, source)


def function_named(call: FunctionCall) -> Function:
    """The function's row; one that is not spoken here is refused by name."""
    name = call.name.upper()
    if name in REFUSED:
        raise unsupported(f"{call.name}()", call.at)
    if name not in FUNCTIONS:
        raise unexpected("(", call.at + len(call.name))
    return FUNCTIONS[name]


def is_aggregate(expression: object) -> bool:
    """Whether an element of the SELECT list makes the query an aggregate one."""
    if not isinstance(expression, FunctionCall):
        return False
    function = FUNCTIONS.get(expression.name.upper())
    return function is not None and function.aggregate


def _call(call: FunctionCall, source: Source) -> Operand:
    function = function_named(call)
    if len(call.arguments) != 1:
        raise malformed(f"{call.name} takes one field", call.at)
    argument = call.arguments[0]
    if isinstance(argument, FunctionCall):
        raise unsupported(f"{argument.name}() inside {call.name}()", argument.at)
    if not isinstance(argument, Path):
        raise malformed(f"{call.name} takes one field", call.at)
    found = source.resolve(argument)
    if not accepts(function, found.field):
        operator = f"aggregate operator {call.name.upper()}" if function.aggregate else f"function {call.name.upper()}"
        raise malformed(f"field {found.field.name} does not support {operator}", call.at)
    kind = function.gives or found.field.type
    field = Field(found.field.name, kind, found.field.label)
    key = (call.name.upper(), *found.names)
    return Operand(field, function.sql(found.column), key, call.at, aggregate=function.aggregate, function=True)
