"""A formula field as SQL over the rows of its object: past sharing and field-level security, as Salesforce does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Float,
    FromClause,
    String,
    and_,
    case,
    collate,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    type_coerce,
)

from mock_org.formula.checker import understand_field
from mock_org.formula.expansion import RESULT, expand, places
from mock_org.formula.functions import COMPARISONS, INSTANT, Moment
from mock_org.formula.kinds import encode
from mock_org.formula.names import Scope
from mock_org.formula.nodes import Node, Operation, Reference, Step, Value
from mock_org.formula.program import write
from mock_org.schema import Field, Schema, SObject
from mock_org.schema.types import TEXT_TYPES
from mock_org.storage.dialect import COLLATION
from mock_org.storage.tables import Tables

Sql = ColumnElement[Any]
# Parts inside each other; the database's parser has room for some twenty, other parts of the statement included.
MAX_HEIGHT = 6
# Numbers of so many digits are the same as floats and as decimals.
_FLOAT_DIGITS = 15


@dataclass(frozen=True)
class FormulaColumns:
    """Formula fields of one org at one moment, for one user.

    told: is called when a formula asks for the day (False) or for the instant (True), by whoever keeps statements.
    """

    schema: Schema
    tables: Tables
    moment: Moment
    user_id: str
    told: Callable[[bool], object] = bool

    def column(self, sobject: SObject, field: Field, table: FromClause) -> Sql:
        """The value of a formula field, of the rows of a table, in the form in which other fields are stored."""
        scope = Scope(self.schema, sobject)
        node = expand(understand_field(scope, sobject, field), lambda r: understand_field(scope, r.sobject, r.field))
        compiler = _Compiler(self, table)
        return _stored(field, compiler.sql(node) if _height(node) <= MAX_HEIGHT else compiler.program(node))


@dataclass(frozen=True)
class _Compiler:
    columns: FormulaColumns
    table: FromClause

    def sql(self, node: Node) -> Sql:
        if isinstance(node, Value):
            return _constant(node)
        if isinstance(node, Reference):
            return self._reference(node)
        assert isinstance(node, Operation)
        special = _SPECIAL.get(node.name)
        if special is not None:
            return special(self, node)
        if node.name in COMPARISONS:
            left, right = (self.sql(argument) for argument in node.arguments)
            return _compared(node.name, left, right, node.arguments)
        if node.function.moment:
            self.columns.told(node.name in INSTANT)
        return _called(node, [self.sql(argument) for argument in node.arguments], self.columns.moment)

    def program(self, node: Node) -> Sql:
        """One call for the whole formula."""
        called = _called_functions(node)
        if any(each.function.moment for each in called):
            self.columns.told(any(each.name in INSTANT for each in called))
        values = [self._reference(reference) for reference in places(node)]
        kind = Boolean() if node.kind == "boolean" else String()
        return func.formula_program(write(node), str(self.columns.moment), *values, type_=kind)

    def test(self, node: Node) -> ColumnElement[bool]:
        """A condition, false where it is blank."""
        return func.coalesce(self.sql(node), false(), type_=Boolean())

    def _reference(self, node: Reference) -> Sql:
        found = self._value(node)
        if node.kind == "boolean":
            return func.coalesce(found, false(), type_=Boolean())
        return func.coalesce(found, literal(0)) if node.zero else found

    def _value(self, node: Reference) -> Sql:
        """A field of the row, or of a parent by a select of its own, so that any FROM may hold the row."""
        if node.root == "record" and not node.steps:
            return self._field(node, self.table)
        first, where, steps = self._start(node)
        source, last = first, first
        for step in steps:
            above = self._alias(step.target.name)
            source, last = source.join(above, above.c["Id"] == last.c[step.via.name]), above
        value = select(self._field(node, last)).select_from(source).where(where).limit(1)
        return value.correlate(self.table).scalar_subquery()

    def _start(self, node: Reference) -> tuple[FromClause, ColumnElement[bool], tuple[Step, ...]]:
        """The first table, which of its rows is meant, and the way on from it."""
        if node.root != "record":
            table = self._alias(node.root)
            own = table.c["Id"] == self.columns.user_id if node.root == "User" else true()
            return table, own, node.steps
        table = self._alias(node.steps[0].target.name)
        return table, table.c["Id"] == self.table.c[node.steps[0].via.name], node.steps[1:]

    def _alias(self, sobject: str) -> FromClause:
        return self.columns.tables.get(sobject).alias()

    def _field(self, node: Reference, table: FromClause) -> Sql:
        field = node.field
        if not field.has_column:
            return null()
        column = table.c[field.name]
        if field.type in ("id", "reference"):
            return func.substr(column, 1, 15, type_=String())
        if field.type == "percent":
            return func.formula_call("/", "number number", column, literal(100), type_=String())
        return collate(type_coerce(column, String()), "BINARY") if field.type in TEXT_TYPES else column


def _height(node: Node) -> int:
    """How many parts stand inside each other; a long chain is a tree."""
    if not isinstance(node, Operation):
        return 2 if isinstance(node, Reference) and (node.steps or node.root != "record") else 0
    if node.name == RESULT:
        return MAX_HEIGHT + 1
    chain = len(node.arguments).bit_length() - 1 if node.name in ("&", "AND", "OR") else 1
    return max(chain, 1) + max(map(_height, node.arguments), default=0)


def _called_functions(node: Node) -> list[Operation]:
    if not isinstance(node, Operation):
        return []
    return [node, *(each for argument in node.arguments for each in _called_functions(argument))]


def _stored(field: Field, found: Sql) -> Sql:
    if field.type == "boolean":
        return func.coalesce(found, false(), type_=Boolean())
    if field.type in ("int", "double", "currency", "percent"):
        return func.formula_number(found, literal(field.scale), literal(field.type), type_=Float())
    if field.type in TEXT_TYPES:
        return collate(func.nullif(found, "", type_=String()), COLLATION)
    return type_coerce(found, String())


def _constant(node: Value) -> Sql:
    if node.value is None or node.value == "":
        return null()
    if node.kind == "boolean":
        return true() if node.value else false()
    if isinstance(node.value, Decimal) and len(node.value.as_tuple().digits) <= _FLOAT_DIGITS:
        return literal(float(node.value), Float())
    return literal(encode(node.kind, node.value), String())


def _is_plain(node: Node) -> bool:
    """Whether a number stands in the database as one, so that the database may compare it."""
    if isinstance(node, Value):
        return node.value is None or len(node.value.as_tuple().digits) <= _FLOAT_DIGITS
    return isinstance(node, Reference) and node.field.type != "percent"


def _called(node: Operation, arguments: list[Sql], moment: Moment) -> Sql:
    """By the same function as in Python (see teach)."""
    kinds = " ".join(argument.kind for argument in node.arguments)
    name = f"{node.name}|{moment}" if node.function.moment else node.name
    return func.formula_call(name, kinds, *arguments, type_=Boolean() if node.kind == "boolean" else String())


def _compared(name: str, left: Sql, right: Sql, nodes: tuple[Node, ...]) -> Sql:
    kinds = {node.kind for node in nodes}
    if "text" in kinds:
        left, right = (collate(func.coalesce(side, "", type_=String()), "BINARY") for side in (left, right))
    elif "number" in kinds and not all(map(_is_plain, nodes)):
        return func.formula_call(name, "number number", left, right, type_=Boolean())
    if any(isinstance(node, Value) and node.value is None for node in nodes) and "text" not in kinds:
        return type_coerce(null(), Boolean())
    found: Sql = _OPERATORS[name](left, right)
    return found


def _joined(compiler: _Compiler, node: Operation) -> Sql:
    parts = [func.coalesce(compiler.sql(argument), "", type_=String()) for argument in node.arguments]
    return _balanced(lambda left, right: left.concat(right), parts)


def _balanced(join: Callable[[Sql, Sql], Sql], parts: Sequence[Sql]) -> Sql:
    """A long chain as a tree, since the database limits the depth of an expression."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return join(_balanced(join, parts[:middle]), _balanced(join, parts[middle:]).self_group())


def _and(left: Sql, right: Sql) -> Sql:
    return and_(left, right)


def _or(left: Sql, right: Sql) -> Sql:
    return or_(left, right)


def _if(compiler: _Compiler, node: Operation) -> Sql:
    test, then, otherwise = node.arguments
    return case((compiler.test(test), compiler.sql(then)), else_=compiler.sql(otherwise))


def _case(compiler: _Compiler, node: Operation) -> Sql:
    first, *pairs = node.arguments
    value = compiler.sql(first)
    whens = []
    for when, then in zip(pairs[:-1:2], pairs[1:-1:2], strict=True):
        kinds = ("text", when) if first.kind in ("picklist", "null") else (first.kind, when)
        nodes = (Value("text", "") if kinds[0] == "text" else first, when)
        same = _compared("=", value, compiler.sql(when), nodes)
        whens.append((func.coalesce(same, false(), type_=Boolean()), compiler.sql(then)))
    return case(*whens, else_=compiler.sql(pairs[-1]))


def _blank(compiler: _Compiler, node: Operation) -> Sql:
    found = compiler.sql(node.arguments[0])
    if node.arguments[0].kind in ("text", "picklist", "multipicklist"):
        return func.coalesce(found, "", type_=String()) == ""
    return found.is_(None)


def _null(compiler: _Compiler, node: Operation) -> Sql:
    return false() if node.arguments[0].kind == "text" else _blank(compiler, node)


def _blank_value(compiler: _Compiler, node: Operation) -> Sql:
    first, second = (compiler.sql(argument) for argument in node.arguments)
    return func.coalesce(func.nullif(first, ""), second) if node.kind == "text" else func.coalesce(first, second)


def _null_value(compiler: _Compiler, node: Operation) -> Sql:
    return compiler.sql(node.arguments[0]) if node.arguments[0].kind == "text" else _blank_value(compiler, node)


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = COMPARISONS
_SPECIAL: Mapping[str, Callable[[_Compiler, Operation], Sql]] = {
    "&": _joined,
    "AND": lambda compiler, node: _balanced(_and, [compiler.test(argument) for argument in node.arguments]),
    "BLANKVALUE": _blank_value,
    "CASE": _case,
    "IF": _if,
    "ISBLANK": _blank,
    "ISNULL": _null,
    "NOT": lambda compiler, node: not_(compiler.sql(node.arguments[0])),
    "NULLVALUE": _null_value,
    "OR": lambda compiler, node: _balanced(_or, [compiler.test(argument) for argument in node.arguments]),
}
