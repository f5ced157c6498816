"""What is compared, selected, grouped or sorted: a field, or a function of one."""

from mock_org.soql.ast import Expression, FunctionCall, Path
from mock_org.soql.errors import malformed, unexpected
from mock_org.soql.functions import FUNCTIONS
from mock_org.soql.resolve import Source
from mock_org.soql.terms import WHERE, Function, Operand


def operand(expression: Expression, source: Source) -> Operand:
    """A path or a function call as SQL. Raises Refusal."""
    if isinstance(expression, Path):
        found = source.resolve(expression)
        entity = found.sobject.name
        return Operand(found.field, found.column, found.names, expression.at, base=found.names, entity=entity)
    return function_named(expression).build(expression, source, operand)


def function_named(call: FunctionCall) -> Function:
    """The function's row."""
    name = call.name.upper()
    if name not in FUNCTIONS:
        raise unexpected("(", call.at + len(call.name))
    return FUNCTIONS[name]


def is_aggregate(expression: object) -> bool:
    """Whether an element of the SELECT list makes the query an aggregate one; FORMAT(MAX(x)) does."""
    if not isinstance(expression, FunctionCall):
        return False
    function = FUNCTIONS.get(expression.name.upper())
    return function is not None and (function.aggregate or any(is_aggregate(each) for each in expression.arguments))


def check_place(found: Operand, place: str) -> None:
    """Refuse a function where the language has none (texts of Salesforce for the first only; confidence D)."""
    if not found.function:
        return
    if found.aggregate and place == WHERE:
        raise malformed("WHERE clause cannot contain aggregated expressions, use HAVING", found.at)
    if place not in FUNCTIONS[found.function].places:
        raise malformed(f"{found.function} is not allowed in {place}", found.at)
