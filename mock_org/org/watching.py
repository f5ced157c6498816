"""Statements of a user whom a witness watches: answered as ever, and their rows told, seen or not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mock_org import security, soql
from mock_org.errors import SalesforceError
from mock_org.schema import Field, SObject
from mock_org.security.witness import Witness
from mock_org.storage import Database

# More rows of one statement say nothing new about who sees what.
MOST_ROWS = 200


@dataclass(frozen=True)
class WatchedScope(security.UserScope):
    """What the user may see; the witness is told which objects and fields the user names."""

    witness: Witness | None = None

    def queryable(self, sobject: SObject) -> bool:
        """Object permission Read."""
        if self.witness:
            self.witness.asked(self.user, "read", sobject)
        return super().queryable(sobject)

    def readable(self, sobject: SObject, field: Field) -> bool:
        """Field-level security."""
        allowed = super().readable(sobject, field)
        if self.witness:
            self.witness.field(self.user, sobject, field, writing=False, allowed=allowed)
        return allowed


def answer_watched(
    query: soql.Query, context: soql.CompileContext, witness: Witness, database: Database, version: str, **given: Any
) -> soql.QueryResult:
    """The answer to a statement; the witness is told which rows fit it, whether the user sees them or not."""
    compiled = soql.compile_query(query, context)
    result = compiled.run(database, version, **given)
    scope = context.scope
    if isinstance(scope, WatchedScope) and compiled.sobject.sharing_model is not None:
        ids = _fitting(query, replace(context, scope=soql.Everything()), database, given)
        witness.asked(scope.user, "read", compiled.sobject, ids)
    return result


def _fitting(
    query: soql.Query, context: soql.CompileContext, database: Database, given: Mapping[str, Any]
) -> list[str]:
    """The ids of the rows that fit the conditions of a statement, as the system sees them."""
    plain = soql.Query(
        soql.select_by_id("", ["Id"], "").select,
        query.sources,
        scope=query.scope,
        where=query.where,
        limit=soql.Literal(MOST_ROWS, "number"),
    )
    try:
        found = soql.run_query(plain, context, database, "62.0", **given)
    except SalesforceError:
        return []
    return [record["Id"] for record in found.records]
