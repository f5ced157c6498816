"""What RETURNING says of one sObject, as the SOQL query that it is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from mock_org.soql import And, Comparison, Condition, FunctionCall, Literal, Not, Or, Path, Query
from mock_org.soql.ast import From, Selected
from mock_org.soql.errors import Refusal
from mock_org.soql.parser import tree_of
from mock_org.sosl.errors import malformed, shown_in, unexpected, unsupported

# SOSL Reference, "LIMIT n" and "OFFSET n" (confidence A): more rows than these are never answered.
MAX_ROWS = 2000
# What a field of the list may be wrapped in (SOSL Reference, "RETURNING FieldSpec").
_FUNCTIONS = frozenset({"TOLABEL", "FORMAT", "CONVERTCURRENCY"})
_HEAD = "SELECT "
_FRAME = "SELECT Id FROM X "


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a statement's text."""

    text: str
    start: int
    end: int

    def after(self, head: str) -> str:
        """The part behind other words, at its own place in the text, so that faults are shown where they are."""
        return head.rjust(self.start) + self.text[self.start : self.end]


def spec_of(name: str, at: int, fields: Slice | None, clauses: Slice | None, text: str) -> Query:
    """The query of one sObject. fields: its list; clauses: WHERE and what follows. Raises Refusal."""
    source = (From(Path((name,), at=at)),)
    select: tuple[Selected, ...] = (Selected(Path(("Id",), at=at), at=at),)
    if fields is not None:
        with _ending(fields, text):
            select = tree_of(fields.after(_HEAD) + " FROM X").select
        _check_fields(select)
    query = Query(select, source, at=at, text=text)
    if clauses is None:
        return query
    with _ending(clauses, text):
        rest = tree_of(clauses.after(_FRAME))
    _check_clauses(rest)
    return replace(query, where=rest.where, order_by=rest.order_by, limit=rest.limit, offset=rest.offset, text=text)


def limited(query: Query) -> Query:
    """The same with a limit, which every search has."""
    rows = MAX_ROWS if query.limit is None else min(query.limit.value, MAX_ROWS)
    if query.offset is not None and query.offset.value > MAX_ROWS:
        raise malformed(f"SOSL offset should be between 0 to {MAX_ROWS}")  # quoted in the SOSL Reference
    return replace(query, limit=Literal(rows, "number"), text=query.text)


@contextmanager
def _ending(part: Slice, text: str) -> Iterator[None]:
    """A fault behind the part is one at the word that ends it."""
    try:
        yield
    except Refusal as refusal:
        # The place of an unexpected token is the character before it.
        if refusal.at < part.end - 1 or not text:
            raise
        ahead = text[part.end :].lstrip()
        at = len(text) - len(ahead)
        word = ahead.split(None, 1)[0] if ahead[:1].isalpha() else ahead[:1]
        raise unexpected(word or "<EOF>", at) from None


def _check_fields(select: tuple[Selected, ...]) -> None:
    for selected in select:
        what = selected.what
        if isinstance(what, FunctionCall):
            if what.name.upper() not in _FUNCTIONS:
                raise unsupported(f"{what.name}() in RETURNING", what.at)
        elif not isinstance(what, Path):
            raise unexpected("(" if isinstance(what, Query) else "TYPEOF", what.at)


def _check_clauses(rest: Query) -> None:
    unfit = {
        "USING": rest.scope,
        "WITH": rest.security,
        "GROUP": rest.group_by,
        "HAVING": rest.having,
        rest.extras[0].words[0] if rest.extras else "FOR": rest.extras,
    }
    for word, clause in unfit.items():
        if clause:
            raise unexpected(word, getattr(clause, "at", rest.at))
    if rest.where is not None:
        _check_condition(rest.where)


def _check_condition(condition: Condition) -> None:
    """A search has no semi-joins."""
    if isinstance(condition, And | Or):
        for part in condition.conditions:
            _check_condition(part)
    elif isinstance(condition, Not):
        _check_condition(condition.condition)
    elif isinstance(condition, Comparison) and isinstance(condition.value, Query):
        raise malformed("Semi join sub-selects are not allowed in a search", condition.at)


def query_of(name: str, fields: Sequence[str] = (), *, where: str = "", order_by: str = "") -> Query:
    """The query of one sObject that was given in parameters. Raises SalesforceError."""
    clauses = [("where", f"WHERE {where}")] if where else []
    clauses += [("order_by", f"ORDER BY {order_by}")] if order_by else []
    with shown_in(""):
        listed = _whole(", ".join(fields)) if fields else None
        query = spec_of(name, -1, listed, None, "")
        for attribute, text in clauses:
            found = spec_of(name, -1, None, _whole(text), "")
            _check_alone(found, attribute)
            query = replace(query, **{attribute: getattr(found, attribute)})
    return query


def _whole(text: str) -> Slice:
    return Slice(text, 0, len(text))


def _check_alone(query: Query, attribute: str) -> None:
    """A parameter holds what its name says and no further clause."""
    for other in ("where", "order_by", "limit", "offset"):
        if other != attribute and getattr(query, other):
            raise malformed(f"the parameter {attribute} holds another clause")
