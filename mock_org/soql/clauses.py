"""The clauses known by their words: USING SCOPE, WITH, FOR, UPDATE, ALL ROWS; and LIMIT and OFFSET."""

from typing import Any

from sqlalchemy import ColumnElement, Select

from mock_org.soql.ast import Query
from mock_org.soql.context import CompileContext
from mock_org.soql.errors import Refusal, malformed, unsupported
from mock_org.soql.resolve import Source

# Field-level security and sharing always hold here, so these change nothing (SOQL and SOSL Reference,
# "WITH SECURITY_ENFORCED" and "WITH USER_MODE": both refuse what the user may not read).
_ENFORCED = frozenset({"SECURITY_ENFORCED", "USER_MODE"})
MAX_OFFSET = 2000
# More rows than any answer has; keeps the number within what the database takes.
_MANY = 2**31


def check_clauses(query: Query, context: CompileContext) -> None:
    """Refuse, by name, every clause that is not followed."""
    if query.security is not None and (len(query.security.words) != 2 or _words(query)[1] not in _ENFORCED):
        raise unsupported(str(query.security), query.security.at)
    for clause in query.extras:
        if tuple(word.upper() for word in clause.words) != ("ALL", "ROWS"):
            raise unsupported(str(clause), clause.at)
        if not context.all_rows:
            raise malformed("ALL ROWS not allowed in this context", clause.at)


def _words(query: Query) -> tuple[str, ...]:
    return tuple(word.upper() for word in query.security.words) if query.security else ()


def scope_filter(query: Query, source: Source) -> ColumnElement[bool] | None:
    """USING SCOPE: everything, or the running user's own records."""
    if query.scope is None:
        return None
    name = query.scope.words[-1].lower()
    owner = source.sobject.field("OwnerId")
    if name == "everything":
        return None
    if name == "mine" and owner is not None:
        return source.table.c[owner.name] == source.context.user_id
    raise unsupported(str(query.scope), query.scope.at)


def paged(statement: Select[Any], query: Query) -> Select[Any]:
    """LIMIT and OFFSET."""
    if query.limit is not None:
        statement = statement.limit(min(query.limit.value, _MANY))
    if query.offset is not None:
        if query.offset.value > MAX_OFFSET:  # SOQL and SOSL Reference, "OFFSET" (confidence A)
            message = f"Maximum SOQL offset allowed is {MAX_OFFSET}"
            raise Refusal("NUMBER_OUTSIDE_VALID_RANGE", message, query.offset.at)
        statement = statement.offset(query.offset.value)
    return statement
