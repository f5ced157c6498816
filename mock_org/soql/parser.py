"""Text to Query. A statement is understood to its last word or refused."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Any, ClassVar, TypeVar

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken, v_args

from mock_org.errors import SalesforceError
from mock_org.soql.ast import (
    And,
    Clause,
    Comparison,
    Condition,
    Expression,
    From,
    FunctionCall,
    GroupBy,
    Literal,
    Not,
    Or,
    Order,
    Path,
    Query,
    Selected,
    TypeOf,
)
from mock_org.soql.errors import malformed, shown_in, unexpected
from mock_org.soql.literals import instant, unescape

# SOQL and SOSL Limits: "Maximum length of SOQL queries: by default, 100,000 characters".
MAX_LENGTH = 100_000
# Parentheses, subqueries and NOTs inside each other. Salesforce has a limit but does not publish it (confidence D).
MAX_NESTING = 15
# Numbers of more digits are no whole numbers to any field.
_LONG = 18
_T = TypeVar("_T")


def parse(text: str) -> Query:
    """The statement as a tree. Raises SalesforceError MALFORMED_QUERY, showing the place."""
    if not text.strip(" \t\r\n\f"):
        raise SalesforceError("MALFORMED_QUERY", "SOQL statements cannot be empty or null")
    if len(text) > MAX_LENGTH:
        raise SalesforceError("MALFORMED_QUERY", f"SOQL statements cannot be longer than {MAX_LENGTH} characters.")
    return _parse(text)


@lru_cache(maxsize=512)
def _parse(text: str) -> Query:
    with shown_in(text):
        return _with_text(tree_of(text), text)


def tree_of(text: str) -> Query:
    """The statement as a tree without its text: for one that stands inside another text. Raises Refusal."""
    try:
        tree: Any = _grammar().parse(text)
    except UnexpectedToken as fault:
        at_end = fault.token.type == "$END"
        raise unexpected("<EOF>" if at_end else fault.token, len(text) if at_end else _pos(fault.token)) from None
    except UnexpectedCharacters as fault:
        at = fault.pos_in_stream or 0
        raise unexpected(text[at], at) from None
    else:
        return tree  # type: ignore[no-any-return]


def _with_text(query: Query, text: str) -> Query:
    object.__setattr__(query, "text", text)  # the tree was made just now and is not shared yet
    return query


class _Nesting:
    """Counts what is open while the tokens pass, so that no later stage can run out of stack."""

    always_accept: ClassVar[tuple[str, ...]] = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        opened: list[int] = []
        depth = negations = 0
        for token in _apart(stream):
            if token.type == "LPAR":
                opened.append(negations + 1)
                depth += negations + 1
            elif token.type == "RPAR" and opened:
                depth -= opened.pop()
            negations = negations + 1 if token.type == "NOT" else 0
            if depth + negations > MAX_NESTING:
                raise malformed(f"nested deeper than {MAX_NESTING} levels", token.start_pos or 0)
            yield token


def _apart(stream: Iterator[Token]) -> Iterator[Token]:
    """Refuse words that nothing parts: SELECTName, LIMIT5."""
    last = Token("", "")
    for token in stream:
        if token.start_pos == last.end_pos and _is_word(last[-1:]) and _is_word(token[:1]):
            raise unexpected(last + token, last.start_pos or 0)
        yield token
        last = token


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


@v_args(inline=True)
class _ToTree(Transformer[Token, Any]):
    """One method per rule of the grammar."""

    def query(self, *parts: Any) -> Query:
        def of(kind: type[_T]) -> tuple[_T, ...]:
            return tuple(part for part in parts if isinstance(part, kind))

        named: dict[str, Any] = dict(of(tuple))
        select = tuple(
            part if isinstance(part, Selected) else Selected(part, at=part.at)
            for part in parts
            if isinstance(part, Selected | Path | FunctionCall | TypeOf | Query)
        )
        return Query(select, of(From), extras=of(Clause), at=select[0].at, **named)

    def aliased(self, element: Any, alias: Token) -> Selected:
        return Selected(element, str(alias), at=element.at)

    def child_query(self, query: Query) -> Query:
        return query

    def type_of(self, path: Path, *branches: Any) -> TypeOf:
        whens = tuple(branch for branch in branches if branch[0] is not None)
        otherwise = next((paths for name, paths in branches if name is None), ())
        return TypeOf(path, whens, otherwise, at=path.at)

    def when(self, name: Token, *paths: Path) -> tuple[str, tuple[Path, ...]]:
        return str(name), paths

    def otherwise(self, *paths: Path) -> tuple[None, tuple[Path, ...]]:
        return None, paths

    def source(self, path: Path, alias: Token | None = None) -> From:
        return From(path, None if alias is None else str(alias))

    def using(self, word: Token, scope: Token) -> tuple[str, Clause]:
        return "scope", _clause(word, "SCOPE", scope)

    def where(self, condition: Condition) -> tuple[str, Condition]:
        return "where", condition

    def secured(self, *words: Token) -> tuple[str, Clause]:
        return "security", _clause(*words)

    def group(self, word: Token, *expressions: Expression) -> tuple[str, GroupBy]:
        first = expressions[0]
        if isinstance(first, FunctionCall) and first.name.upper() in ("ROLLUP", "CUBE") and len(expressions) == 1:
            if not first.arguments:
                raise unexpected(")", first.at + len(first.name) + 1)
            for argument in first.arguments:
                if isinstance(argument, Literal):
                    raise unexpected(str(argument.value), argument.at)
            return "group_by", GroupBy(first.arguments, first.name.upper(), at=_pos(word))  # type: ignore[arg-type]
        return "group_by", GroupBy(expressions, at=_pos(word))

    def having(self, condition: Condition) -> tuple[str, Condition]:
        return "having", condition

    def order(self, *items: Order) -> tuple[str, tuple[Order, ...]]:
        return "order_by", items

    def order_item(self, expression: Expression, *words: str) -> Order:
        return Order(expression, "DESC" in words, "LAST" in words)

    def direction(self, word: Token) -> str:
        return word.upper()

    def nulls(self, word: Token) -> str:
        return word.upper()

    def limit(self, _word: Token, number: Token) -> tuple[str, Literal]:
        return "limit", Literal(_whole(number), "number", at=_pos(number))

    def offset(self, _word: Token, number: Token) -> tuple[str, Literal]:
        return "offset", Literal(_whole(number), "number", at=_pos(number))

    def extra(self, *words: Token) -> Clause:
        return _clause(*words)

    def all_of(self, *conditions: Condition) -> And:
        return And(conditions)

    def any_of(self, *conditions: Condition) -> Or:
        return Or(conditions)

    def negation(self, _word: Token, condition: Condition) -> Not:
        return Not(condition)

    def comparison(self, left: Expression, operator: Token, *values: Any) -> Comparison:
        word = "!=" if operator == "<>" else operator.upper()
        listed = word in ("IN", "INCLUDES", "EXCLUDES") and not isinstance(values[0], Query)
        return Comparison(left, word, values if listed else values[0], at=left.at)

    def not_in(self, left: Expression, _not: Token, _in: Token, *values: Any) -> Comparison:
        return Comparison(left, "NOT IN", values[0] if isinstance(values[0], Query) else values, at=left.at)

    def path(self, *names: Token) -> Path:
        return Path(tuple(map(str, names)), at=_pos(names[0]))

    def call(self, name: Token, *arguments: Any) -> FunctionCall:
        return FunctionCall(str(name), arguments, at=_pos(name))

    def bind(self, colon: Token, *_names: Token) -> None:
        raise malformed("Bind variables only allowed in Apex code", _pos(colon))

    def date_literal(self, name: Token, count: Token | None = None) -> Literal:
        return Literal((name.upper(), None if count is None else _whole(count)), "date_literal", at=_pos(name))

    def string(self, token: Token) -> Literal:
        return Literal(unescape(token, _pos(token)), "string", at=_pos(token))

    def pattern(self, token: Token) -> Literal:
        return Literal(unescape(token, _pos(token), like=True), "string", at=_pos(token))

    def number(self, token: Token) -> Literal:
        whole = token.lstrip("+-").isdigit() and len(token) < _LONG
        try:
            return Literal(int(token) if whole else Decimal(token), "number", at=_pos(token))
        except InvalidOperation:
            raise malformed(f"Invalid number: {token}", _pos(token)) from None

    def date(self, token: Token) -> Literal:
        return instant(token, "date", _pos(token))

    def datetime(self, token: Token) -> Literal:
        return instant(token, "datetime", _pos(token))

    def time(self, token: Token) -> Literal:
        return instant(token, "time", _pos(token))

    def currency(self, token: Token) -> Literal:
        return Literal((token[:3].upper(), Decimal(token[3:])), "currency", at=_pos(token))

    def null(self) -> Literal:
        return Literal(None, "null")

    def true(self, token: Token) -> Literal:
        return Literal(True, "boolean", at=_pos(token))

    def false(self, token: Token) -> Literal:
        return Literal(False, "boolean", at=_pos(token))


def _pos(token: Token) -> int:
    return token.start_pos or 0


def _whole(token: Token) -> int:
    return int(token[:_LONG])


def _clause(*words: Token | str) -> Clause:
    first = words[0]
    return Clause(tuple(str(word) for word in words), at=_pos(first) if isinstance(first, Token) else 0)


@cache
def _grammar() -> Lark:
    """Made when the first text is read: that takes a while, and many commands read none."""
    return Lark.open(
        "grammar.lark", rel_to=__file__, parser="lalr", lexer="contextual", transformer=_ToTree(), postlex=_Nesting()
    )
