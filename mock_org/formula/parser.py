"""Text to a tree of calls, names and constants."""

import re
from decimal import Decimal
from functools import cache, lru_cache, reduce
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken
from lark.exceptions import VisitError

from mock_org.formula.ast import Call, Constant, Expression, Name
from mock_org.formula.faults import FormulaFault

# Salesforce help, "Tips for Working with Formulas": 3,900 characters. Confidence A.
MAX_LENGTH = 3900
# Calls inside each other, a chain of operators counting as such; Salesforce counts compiled bytes (confidence D).
MAX_DEPTH = 150
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SAME = {"==": "=", "!=": "<>"}
_WORDS = {"true": True, "false": False, "null": None}
_FLAT = frozenset({"&", "&&", "||"})


@lru_cache(maxsize=1024)
def parse(text: str) -> Expression:
    """The formula as a tree.

    Raises FormulaFault with Salesforce's words for a syntax error.
    """
    if not text.strip():
        raise FormulaFault("Formula cannot be empty")
    if len(text) > MAX_LENGTH:
        raise FormulaFault(
            f"Formula is too long ({len(text):,} characters). Maximum length is {MAX_LENGTH:,} characters"
        )
    try:
        tree: Any = _grammar().parse(text)
        found: Expression = tree
    except (UnexpectedToken, UnexpectedCharacters, UnexpectedEOF) as fault:
        raise _syntax(fault) from None
    except (VisitError, RecursionError):
        raise FormulaFault("Formula is too complex") from None
    if _depth(found, 0) > MAX_DEPTH:
        raise FormulaFault("Formula is too complex")
    return found


def _syntax(fault: Exception) -> FormulaFault:
    """Setup's words: "Missing ')'", "Extra ','", "Found 'x'" (texts confidence B)."""
    if isinstance(fault, UnexpectedCharacters):
        return FormulaFault(f"Syntax error.  Found '{fault.char}'")
    if isinstance(fault, UnexpectedToken) and fault.token.type != "$END":
        token = str(fault.token)
        return FormulaFault(f"Syntax error.  {'Extra' if token in (',', ')') else 'Found'} '{token}'")
    missing = (
        "Missing ')'" if isinstance(fault, UnexpectedToken) and "RPAR" in fault.expected else "Found end of formula"
    )
    return FormulaFault(f"Syntax error.  {missing}")


def _depth(expression: Expression, above: int) -> int:
    if not isinstance(expression, Call) or above > MAX_DEPTH:
        return above
    return max((_depth(argument, above + 1) for argument in expression.arguments), default=above + 1)


def _joined(name: str, parts: list[Expression]) -> Expression:
    """A chain of one associative operator is one call, so that long texts stay shallow."""
    flat = [p for part in parts for p in (part.arguments if isinstance(part, Call) and part.name == name else (part,))]
    return Call(name, tuple(flat))


def _chain(items: list[Any]) -> Expression:
    def step(left: Expression, pair: tuple[Token, Expression]) -> Expression:
        name = _SAME.get(str(pair[0]), str(pair[0]))
        if name in _FLAT:
            first = left.arguments if isinstance(left, Call) and left.name == name else (left,)
            return Call(name, (*first, pair[1]))
        return Call(name, (left, pair[1]))

    whole: Expression = reduce(step, zip(items[1::2], items[2::2], strict=True), items[0])
    return whole


class _Build(Transformer[Token, Expression]):
    """Trees of lark to our own."""

    def either(self, items: list[Any]) -> Expression:
        return _joined("OR", items)

    def both(self, items: list[Any]) -> Expression:
        return _joined("AND", items)

    equality = relation = sum = product = power = staticmethod(_chain)

    def negative(self, items: list[Any]) -> Expression:
        return Call("NEGATIVE", tuple(items))

    def positive(self, items: list[Any]) -> Expression:
        return Call("POSITIVE", tuple(items))

    def negation(self, items: list[Any]) -> Expression:
        return Call("NOT", tuple(items))

    def number(self, items: list[Any]) -> Expression:
        return Constant(Decimal(str(items[0])))

    def string(self, items: list[Any]) -> Expression:
        text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), str(items[0])[1:-1])
        return Constant(text)

    def call(self, items: list[Any]) -> Expression:
        return Call(str(items[0]).upper(), tuple(items[1:]))

    def reference(self, items: list[Any]) -> Expression:
        names = [str(item) for item in items if item != ":"]
        if len(names) == 1 and names[0].lower() in _WORDS:
            return Constant(_WORDS[names[0].lower()])
        if any(item == ":" for item in items):
            return Name((names[0], *names[2:]), names[1])
        return Name(tuple(names))


@cache
def _grammar() -> Lark:
    """Made when the first text is read: that takes a while, and many commands read none."""
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", transformer=_Build(), maybe_placeholders=False)
