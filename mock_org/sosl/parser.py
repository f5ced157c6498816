"""Text to Search. A statement is understood to its last word or refused."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any as Anything

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken, v_args
from lark.exceptions import VisitError

from mock_org.errors import SalesforceError
from mock_org.soql import Query
from mock_org.sosl.ast import GROUPS, All, Search
from mock_org.sosl.errors import NO_BRACES, malformed, malformed_token, shown_in, unescaped, unexpected, unsupported
from mock_org.sosl.features import WITH_CLAUSES
from mock_org.sosl.spec import Slice, spec_of
from mock_org.sosl.terms import RESERVED, parse_terms

# SOQL and SOSL Limits: "Maximum length of SOSL queries: 100,000 characters" (confidence A).
MAX_LENGTH = 100_000
MAX_NESTING = 15
_FIND = re.compile(r"\s*FIND\s*\{", re.IGNORECASE)
_PARENTHESES = re.compile(r"'(?:[^'\\]|\\.)*'|[()]", re.DOTALL)
_CLAUSES = frozenset({"WHERE", "USING", "ORDER", "LIMIT", "OFFSET"})


def parse(text: str) -> Search:
    """The statement as a tree. Raises SalesforceError MALFORMED_SEARCH, showing the place, or INVALID_SEARCH."""
    if len(text) > MAX_LENGTH:
        raise SalesforceError("MALFORMED_SEARCH", f"SOSL statements cannot be longer than {MAX_LENGTH} characters.")
    found = _FIND.match(text)
    if found is None:
        raise SalesforceError("MALFORMED_SEARCH", NO_BRACES)
    with shown_in(text):
        end = _closing_brace(text, found.end())
        terms = parse_terms(text[found.end() : end], found.end())
        parts = _parts(text, end + 1)
        return Search(terms or All(()), **parts)


def _closing_brace(text: str, start: int) -> int:
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == "}":
            return at
        elif text[at] in RESERVED:
            break
        else:
            at += 1
    raise unescaped(text, min(at, len(text)))


def _parts(text: str, start: int) -> dict[str, Anything]:
    _check_nesting(text, start)
    try:
        tree = _grammar().parse(" " * start + text[start:])
        parts = _ToParts(text).transform(tree).children
    except UnexpectedToken as fault:
        at_end = fault.token.type == "$END"
        raise unexpected("<EOF>" if at_end else fault.token, len(text) if at_end else _pos(fault.token)) from None
    except UnexpectedCharacters as fault:
        at = fault.pos_in_stream or 0
        raise unexpected(text[at], at) from None
    except VisitError as fault:
        raise fault.orig_exc from None
    return dict(part for part in parts if part)


def _check_nesting(text: str, start: int) -> None:
    depth = 0
    for found in _PARENTHESES.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > MAX_NESTING:
            raise malformed(f"nested deeper than {MAX_NESTING} levels", found.start())


def _words(part: Iterable[Anything]) -> str:
    tokens = (str(each) if isinstance(each, Token) else f"({_words(each.children)})" for each in part)
    return " ".join(tokens)


@v_args(inline=True)
class _ToParts(Transformer[Token, Anything]):
    """One method per clause: the attribute of Search that it sets, and its value."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def inside(self, _in: Token, group: Token, fields: Token) -> tuple[str, str]:
        for token, known in ((group, GROUPS), (fields, ("FIELDS",))):
            if token.upper() not in known:
                raise malformed_token(token, _pos(token))
        return "group", group.upper()

    def returning(self, _word: Token, *specs: Query) -> tuple[str, tuple[Query, ...]]:
        if len(specs) > 1 and any(spec.offset for spec in specs):  # SOSL Reference, "OFFSET n" (text: confidence D)
            raise malformed("OFFSET can be used only when a single object is searched")
        return "returning", specs

    def spec(self, name: Token, body: tuple[Slice, Slice | None] | None = None) -> Query:
        fields, clauses = body or (None, None)
        return spec_of(str(name), _pos(name), fields, clauses, self.text)

    def body(self, opening: Token, *parts: Anything) -> tuple[Slice, Slice | None]:
        *pieces, closing = parts
        start, end = _pos(opening) + 1, _pos(closing)
        first = next((p for p in pieces if isinstance(p, Token) and p.type == "NAME" and p.upper() in _CLAUSES), None)
        if first is None:
            return Slice(self.text, start, end), None
        if first.upper() == "USING":
            raise unsupported("USING ListView", _pos(first))
        return Slice(self.text, start, _pos(first)), Slice(self.text, _pos(first), end)

    def limit(self, _word: Token, number: Token) -> tuple[str, int]:
        if not number.isdecimal():
            raise unexpected(number, _pos(number))
        return "limit", int(number[:18])

    def update(self, word: Token, *names: Token) -> None:
        """What is tracked are searches for knowledge articles, and there are none."""
        for name in names:
            if name.upper() not in ("TRACKING", "VIEWSTAT"):
                raise unexpected(name, _pos(name))

    def option(self, word: Token, name: Token, *parts: Anything) -> tuple[str, bool] | None:
        clause = WITH_CLAUSES.get(name.upper())
        if clause is None:
            raise unexpected(name, _pos(name))
        if _words(parts).replace(" ", "").upper() not in clause:
            raise unsupported(f"WITH {name} {_words(parts)}".rstrip(), _pos(word))
        return ("labels", True) if name.upper() == "METADATA" else None


def _pos(token: Token) -> int:
    return token.start_pos or 0


@cache
def _grammar() -> Lark:
    """Made when the first text is read: that takes a while, and many commands read none."""
    return Lark.open("grammar.lark", rel_to=__file__, parser="lalr", lexer="contextual")
