"""What an expression means once it is understood; every function of the language makes one of these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement

from mock_org.schema import Field
from mock_org.soql.ast import Expression, FunctionCall, Path
from mock_org.soql.errors import malformed
from mock_org.soql.resolve import Source
from mock_org.soql.shape import Writer


@dataclass(frozen=True, slots=True)
class Operand:
    """An expression that was understood.

    key: equal for equal expressions. base: the names of the field inside. function: its name in capitals, "" for a
    field. write: how a value is written, where that differs from its type. entity: the sObject of the field.
    """

    field: Field
    column: ColumnElement[Any]
    key: tuple[str, ...]
    at: int
    aggregate: bool = False
    function: str = ""
    base: tuple[str, ...] = ()
    write: Writer | None = None
    entity: str = ""


Understand: TypeAlias = Callable[[Expression, Source], Operand]
Builder: TypeAlias = Callable[[FunctionCall, Source, Understand], Operand]

# The clauses of a statement that a function may stand in.
SELECT, WHERE, GROUP, HAVING, ORDER = "SELECT", "WHERE", "GROUP BY", "HAVING", "ORDER BY"
EVERYWHERE = frozenset({SELECT, WHERE, GROUP, HAVING, ORDER})


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the language. build: from its call to an operand. places: the clauses it may stand in."""

    build: Builder
    places: frozenset[str] = EVERYWHERE
    aggregate: bool = False


def only_argument(call: FunctionCall) -> Expression:
    """The one field, or function, that a call takes."""
    if len(call.arguments) != 1 or not isinstance(call.arguments[0], Path | FunctionCall):
        raise malformed(f"{call.name} takes one field", call.at)
    return call.arguments[0]


def not_supported(found: Operand, call: FunctionCall, kind: str) -> Exception:
    """A function of a field whose type it does not take (texts as quoted for aggregates; confidence B, else D)."""
    return malformed(f"field {found.field.name} does not support {kind} {call.name.upper()}", call.at)
