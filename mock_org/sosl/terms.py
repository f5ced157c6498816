"""The words of a search: operators, phrases, wildcards, escapes."""

import re
from typing import Any as Anything

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from mock_org.sosl.ast import All, AndNot, Any, Condition, Term
from mock_org.sosl.errors import malformed, shown_in, too_short, unexpected

# SOSL Reference, "FIND {SearchQuery}": these need a backslash, in quotes too. ? * " ( ) have a meaning of their own.
RESERVED = frozenset("&|!{}[]^~:+-'")
# SOSL Reference, "SOSL Syntax" (confidence A): no rows for a longer text, no operators in one of over 4,000.
MAX_LENGTH = 10_000
MAX_WITH_OPERATORS = 4_000
MAX_NESTING = 50
_SHORTEST = 2
_TOKEN = re.compile(r"\\(.)|([\*\?])|([^\W_]+)|(.)", re.DOTALL)


def parse_terms(text: str, at: int = 0) -> Condition | None:
    """The text between the braces as a condition; None where nothing can be found by it.

    at: where the text begins in the statement. Raises Refusal MALFORMED_SEARCH, SalesforceError INVALID_SEARCH.
    """
    bare = text.strip()
    if len(bare.replace("\\", "")) < _SHORTEST or not re.search(r"[^\W_]", bare):
        raise too_short(bare)
    if len(text) > MAX_LENGTH:
        return None
    if len(text) > MAX_WITH_OPERATORS:
        return _no_operators(text)
    if text.count("(") > MAX_NESTING:
        raise malformed(f"nested deeper than {MAX_NESTING} levels", at)
    try:
        found: Condition | None = _GRAMMAR.parse(text)  # type: ignore[assignment]
    except UnexpectedInput as fault:
        token = getattr(fault, "token", None)
        ended = token is None or token.type == "$END"
        where = at + (len(text) if ended else fault.pos_in_stream or 0)
        raise unexpected("}" if ended else str(token), where) from None
    return found


def parse_lenient(text: str) -> Condition | None:
    """The text of a parameterized search: reserved characters without a backslash only part words."""
    with shown_in(""):
        kept = "".join(" " if char in RESERVED and not escaped else char for char, escaped in _marked(text))
        return parse_terms(kept)


def term_of(text: str) -> Term | None:
    """A word or phrase as the search engine takes it: split at punctuation, wildcards kept but not in front."""
    words: list[str] = [""]
    for escaped, wildcard, word, _other in _TOKEN.findall(text):
        if word or (escaped and re.fullmatch(r"[^\W_]", escaped)):
            words[-1] += word or escaped
        elif wildcard:
            words[-1] += wildcard if words[-1] else ""
        else:
            words.append("")
    found = tuple(word for word in words if word)
    return Term(found) if found else None


def _marked(text: str) -> list[tuple[str, bool]]:
    marked, escaped = [], False
    for char in text:
        marked.append((char, escaped or char == "\\"))
        escaped = char == "\\" and not escaped
    return marked


def _no_operators(text: str) -> Condition | None:
    return _one_of([term_of(word) for word in re.split(r'[\s"()]+', text)], Any)


def _one_of(terms: list[Condition | None] | list[Term | None], kind: type[All] | type[Any]) -> Condition | None:
    found = tuple(term for term in terms if term is not None)
    return kind(found) if len(found) > 1 else next(iter(found), None)


@v_args(inline=True)
class _ToCondition(Transformer[Token, Anything]):
    """One method per rule of the grammar; None is a term of which nothing is left (punctuation only)."""

    def word(self, token: Token) -> Condition | None:
        return term_of(token)

    def phrase(self, token: Token) -> Condition | None:
        return term_of(token[1:-1])

    def any_of(self, *parts: Anything) -> Condition | None:
        return _one_of([part for part in parts if not isinstance(part, Token)], Any)

    def all_of(self, *parts: Anything) -> Condition | None:
        return _one_of([part for part in parts if not isinstance(part, Token)], All)

    def and_not(self, wanted: Condition | None, *parts: Anything) -> Condition | None:
        for unwanted in parts:
            if isinstance(unwanted, Token) or wanted is None or unwanted is None:
                continue
            wanted = AndNot(wanted, unwanted)
        return wanted


_GRAMMAR = Lark.open("terms.lark", rel_to=__file__, parser="lalr", lexer="basic", transformer=_ToCondition())
