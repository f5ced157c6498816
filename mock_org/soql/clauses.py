"""The clauses known by their words: WITH, FOR, UPDATE, ALL ROWS; and LIMIT and OFFSET."""

from typing import Any

from sqlalchemy import Select

from mock_org.soql.ast import Clause, Query
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import Refusal, malformed, unexpected, unsupported

# Field-level security and sharing always hold over the API, so these change nothing; WITH SYSTEM_MODE least of all
# (SOQL and SOSL Reference, "WITH SECURITY_ENFORCED"; Apex Developer Guide, "Database Access Modes"; confidence B).
SECURITY_MODES = frozenset({"SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE"})
FOR_WORDS = frozenset({"VIEW", "REFERENCE", "UPDATE"})
UPDATE_WORDS = frozenset({"TRACKING", "VIEWSTAT"})
MAX_OFFSET = 2000
MAX_LIMIT_WITH_OFFSET = 50_000
# More rows than any answer has; keeps the number within what the database takes.
_MANY = 2**31


def check_clauses(query: Query, context: CompileContext) -> None:
    """Refuse, by name, every clause that is not followed."""
    if query.security is not None:
        _check_security(query.security)
    seen: set[str] = set()
    for clause in query.extras:
        first, *words = (word.upper() for word in clause.words)
        if first in seen and first != "FOR":
            raise unexpected(clause.words[0], clause.at)
        seen.add(first)
        if first == "ALL":
            if not context.all_rows:
                raise malformed("ALL ROWS not allowed in this context", clause.at)
        elif first == "FOR":
            _check_for(query, clause, words)
        elif not set(words) <= UPDATE_WORDS:
            raise unexpected(next(word for word in clause.words[1:] if word.upper() not in UPDATE_WORDS), clause.at)


def _check_security(clause: Clause) -> None:
    words = [word.upper() for word in clause.words[1:]]
    if words[:2] == ["DATA", "CATEGORY"]:
        # The org has no data category groups, so that each of them is unknown (text: confidence D).
        group = clause.words[3] if len(clause.words) > 3 else ""
        raise Refusal("INVALID_FIELD", f"Invalid data category group: {group}", clause.at)
    if len(words) != 1 or words[0] not in SECURITY_MODES:
        raise unsupported(str(clause), clause.at)


def _check_for(query: Query, clause: Clause, words: list[str]) -> None:
    """SOQL and SOSL Reference, "FOR VIEW", "FOR REFERENCE", "FOR UPDATE": locks are not sorted (confidence A)."""
    for said, word in zip(clause.words[1:], words, strict=True):
        if word not in FOR_WORDS:
            raise unexpected(said, clause.at + len("FOR "))
    if "UPDATE" in words and query.order_by:
        raise malformed("ORDER BY is not allowed with FOR UPDATE", clause.at)
    if "UPDATE" in words and (query.group_by or len(words) > 1):
        raise malformed("FOR UPDATE is not allowed in this context", clause.at)


def effects(query: Query) -> frozenset[str]:
    """VIEW and REFERENCE, as far as the statement says FOR VIEW and FOR REFERENCE."""
    said = (c.words[1:] for c in query.extras if c.words[0].upper() == "FOR")
    return frozenset(word.upper() for words in said for word in words) & {"VIEW", "REFERENCE"}


def page(query: Query) -> tuple[int | None, int | None]:
    """LIMIT and OFFSET. Refuses numbers out of range (SOQL and SOSL Reference, "OFFSET"; the second text: D)."""
    limit = None if query.limit is None else min(query.limit.value, _MANY)
    if query.offset is None:
        return limit, None
    if query.offset.value > MAX_OFFSET:
        raise _out_of_range(f"Maximum SOQL offset allowed is {MAX_OFFSET}", query.offset.at)
    if query.limit is not None and query.limit.value > MAX_LIMIT_WITH_OFFSET:
        raise _out_of_range(f"Maximum SOQL limit allowed with OFFSET is {MAX_LIMIT_WITH_OFFSET}", query.limit.at)
    return limit, query.offset.value


def _out_of_range(message: str, at: int) -> Refusal:
    return Refusal("NUMBER_OUTSIDE_VALID_RANGE", message, at)


def paged(statement: Select[Any], query: Query) -> Select[Any]:
    """With its LIMIT and OFFSET."""
    limit, offset = page(query)
    if limit is not None:
        statement = statement.limit(limit)
    return statement if offset is None else statement.offset(offset)
