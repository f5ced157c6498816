"""From what was written to what is meant: names are looked up, functions counted and typed, cycles refused."""

from mock_org.formula.ast import Call, Constant, Expression, Name
from mock_org.formula.expansion import expand, places
from mock_org.formula.faults import FormulaError, FormulaFault
from mock_org.formula.functions import FUNCTIONS, REFUSED, Function
from mock_org.formula.functions.text import pattern
from mock_org.formula.kinds import LABELS, Kind, kind_of
from mock_org.formula.names import Scope, resolve
from mock_org.formula.nodes import Column, Node, Operation, Reference, Value, references
from mock_org.formula.parser import parse
from mock_org.schema import Field, SObject

_PICKLIST = frozenset({"picklist", "multipicklist"})
_CONSTANTS = {type(None): "null", bool: "boolean", str: "text"}


# What is left of a formula when its chains are flat and the formulas that it names stand in their places. Salesforce's
# own limit is 15,000 bytes of SQL (Salesforce help, "Formula Field Limits and Restrictions"; text confidence B).
MAX_DEPTH, MAX_SIZE = 60, 2000
# Chains of numbers become one operation; the database's functions take no more arguments.
CHAINS = frozenset({"+", "*"})
MAX_CHAIN = MAX_PLACES = 100
TOO_BIG = "Compiled formula is too big to execute"


def understand(text: str, scope: Scope) -> Node:
    """A formula with its types.

    Raises FormulaFault in the words of Setup.
    """
    return _node(parse(text), scope)


def check_field(scope: Scope, field: Field) -> None:
    """Refuse a formula field that gives another type than its own, or that reaches itself.

    Raises FormulaFault.
    """
    _expect(understand_field(scope, scope.sobject, field), kind_of(field))
    _refuse_cycle(scope, scope.sobject, field, ())
    node = understand_field(scope, scope.sobject, field)
    _measure(scope, node, 0, 0)
    if len(places(expand(node, lambda r: understand_field(scope, r.sobject, r.field)))) > MAX_PLACES:
        raise FormulaFault(TOO_BIG)


def check_rule(text: str, scope: Scope) -> None:
    """Refuse a condition that is none.

    Raises FormulaFault.
    """
    node = understand(text, scope)
    _expect(node, "boolean")
    _measure(scope, node, 0, 0)


def check_default(text: str, scope: Scope, field: Field) -> None:
    """Refuse a default value of another type than its field.

    Raises FormulaFault.
    """
    _expect(understand(text, scope), "text" if field.type in ("picklist", "multipicklist") else kind_of(field))


def understand_field(scope: Scope, sobject: SObject, field: Field) -> Node:
    """The formula of a formula field, on whichever object it is."""
    own = Scope(scope.schema, sobject, "field", field.formula_treat_blank_as_zero)
    return understand(field.formula or "", own)


def _expect(node: Node, kind: Kind | None) -> None:
    if kind not in (node.kind, None) and node.kind != "null":
        raise FormulaFault(
            f"Formula result is data type ({LABELS[node.kind]}), incompatible with expected data type "
            f"({LABELS[kind or 'null']})."
        )


def _refuse_cycle(scope: Scope, sobject: SObject, field: Field, above: tuple[tuple[str, str], ...]) -> None:
    key = (sobject.name, field.name)
    if key in above:
        chain = " → ".join(name for _, name in (*above, key))
        raise FormulaFault(f"The formula refers to itself, directly or through other formulas: {chain}")
    for found in references(understand_field(scope, sobject, field)):
        if found.field.formula is not None:
            _refuse_cycle(scope, found.sobject, found.field, (*above, key))


def _measure(scope: Scope, node: Node, depth: int, size: int) -> int:
    """The number of parts of a formula so far. Raises FormulaFault for one that is too deep or has too many."""
    if depth > MAX_DEPTH or size > MAX_SIZE:
        raise FormulaFault(TOO_BIG)
    size += 1
    if isinstance(node, Operation):
        for argument in node.arguments:
            size = _measure(scope, argument, depth + 1, size)
    elif isinstance(node, Reference) and node.field.formula is not None:
        size = _measure(scope, understand_field(scope, node.sobject, node.field), depth + 1, size)
    return size


def _node(expression: Expression, scope: Scope) -> Node:
    if isinstance(expression, Constant):
        return Value(_CONSTANTS.get(type(expression.value), "number"), expression.value)
    if isinstance(expression, Name):
        return resolve(expression, scope)
    return _call(expression, scope)


def _call(call: Call, scope: Scope) -> Node:
    function = FUNCTIONS.get(call.name)
    if function is None:
        known = call.name in REFUSED
        text = f"Function {call.name} is not supported by this mock org"
        raise FormulaFault(text if known else f"Unknown function {call.name}. Check spelling.")
    if function.rules_only and scope.use != "rule":
        raise FormulaFault(f"Function {call.name} may not be used in this type of formula")
    arguments = tuple(_node(argument, scope) for argument in call.arguments)
    _check_pattern(call.name, arguments)
    kind = _typed(call, function, arguments)
    if call.name == "+" and kind == "text":
        return Operation("text", "&", FUNCTIONS["&"], _flat("&", arguments))
    if call.name == "-" and kind == "number" and arguments[0].kind == "number" and len(arguments) == 2:
        negative = Operation("number", "NEGATIVE", FUNCTIONS["NEGATIVE"], arguments[1:])
        return Operation("number", "+", FUNCTIONS["+"], _flat("+", (arguments[0], negative)))
    if call.name in CHAINS and kind == "number":
        arguments = _flat(call.name, arguments)
    return Operation(kind, call.name, function, arguments)


def _flat(name: str, arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    first, *rest = arguments
    if isinstance(first, Operation) and first.name == name and len(first.arguments) < MAX_CHAIN:
        return (*first.arguments, *rest)
    return arguments


def _check_pattern(name: str, arguments: tuple[Node, ...]) -> None:
    if name == "REGEX" and len(arguments) == 2 and isinstance(arguments[1], Value):
        try:
            pattern(str(arguments[1].value or ""))
        except FormulaError as fault:
            raise FormulaFault(str(fault)) from None


def _typed(call: Call, function: Function, arguments: tuple[Node, ...]) -> Kind:
    """The type of the result, by the first signature that fits."""
    faults: list[tuple[int, set[Kind]]] = []
    for signature in function.signatures:
        parameters = signature.parameters(len(arguments))
        if call.name == "CASE":
            parameters = _case(len(arguments))
        if len(parameters) != len(arguments):
            faults.append((-1, {str(len(parameters))}))
            continue
        bound: dict[str, Kind] = {}
        wrong = next((i for i, p in enumerate(parameters) if not _fits(p, arguments[i], bound)), None)
        if wrong is None:
            return _given(signature.gives, arguments, bound)
        faults.append((wrong, _expected(parameters[wrong], bound)))
    raise _fault(call, arguments, faults)


def _case(count: int) -> tuple[str, ...]:
    pairs = max(1, (count - 2) // 2)
    return ("pS", *("pS", "pT") * pairs, "pT")


def _fits(parameter: str, argument: Node, bound: dict[str, Kind]) -> bool:
    if isinstance(argument, Column) or parameter == "column":
        return isinstance(argument, Column) and parameter == "column"
    kind = argument.kind
    if parameter == "any" or kind == "null":
        return True
    if parameter == "field":
        return isinstance(argument, Reference) and argument.root == "record" and not argument.steps
    if parameter[-1] not in "ST":
        return kind in parameter.split("/")
    kind = "text" if kind == "picklist" and parameter.startswith("p") else kind
    return kind not in _PICKLIST and kind != "location" and bound.setdefault(parameter[-1], kind) == kind


def _expected(parameter: str, bound: dict[str, Kind]) -> set[Kind]:
    if parameter in ("field", "column"):
        return {"Field"}
    if parameter == "any":
        return {"Number", "Text", "Date"}
    if parameter[-1] in "ST":
        return {LABELS[bound[parameter[-1]]]} if parameter[-1] in bound else {"Number", "Text", "Date"}
    return {LABELS[kind] for kind in parameter.split("/")}


def _given(gives: str, arguments: tuple[Node, ...], bound: dict[str, Kind]) -> Kind:
    if gives == "field":
        return arguments[0].kind
    return bound.get("T", "null") if gives == "T" else gives


def _fault(call: Call, arguments: tuple[Node, ...], faults: list[tuple[int, set[Kind]]]) -> FormulaFault:
    """Wrong number before wrong type, as Setup tells them (texts confidence B)."""
    places = [place for place, _ in faults if place >= 0]
    operator = not call.name[0].isalpha()
    what = f"operator '{call.name}'" if operator else f"function '{call.name}()'"
    if not places:
        expected = sorted(found for _, names in faults for found in names)[0]
        return FormulaFault(
            f"Incorrect number of parameters for {what}. Expected {expected}, received {len(arguments)}"
        )
    place = max(places)
    node = arguments[place]
    if isinstance(node, Reference) and node.kind in _PICKLIST:
        return FormulaFault(
            f"Field {node.field.name} is a {'multi-select ' if node.kind == 'multipicklist' else ''}picklist field. "
            f"{'Multi-select picklist' if node.kind == 'multipicklist' else 'Picklist'} fields are only supported in "
            "certain functions."
        )
    expected = ", ".join(sorted({name for at, names in faults if at == place for name in names}))
    return FormulaFault(f"Incorrect parameter type for {what}. Expected {expected}, received {LABELS[node.kind]}")
