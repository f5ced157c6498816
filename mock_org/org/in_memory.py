"""sObjects whose rows are made when they are asked for: SOQL on them runs on a database of the moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from mock_org import soql
from mock_org.schema import Schema, SObject
from mock_org.storage import Database

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]


def answer_in_memory(
    sobjects: Iterable[SObject], rows: Rows, query: soql.Query, context: soql.CompileContext, version: str
) -> soql.QueryResult:
    """Answer a statement about these sObjects, which have just these rows.

    sobjects: with those that their lookups point to. context: of the org; its schema and scope are not asked.
    version: as in the URLs of records. Raises SalesforceError as any statement does.
    """
    schema = Schema(replace(each, virtual=False) for each in sobjects)
    database = Database()
    try:
        database.build(schema)
        for name, theirs in rows.items():
            table = database.tables.get(name)
            if theirs:
                empty = dict.fromkeys(table.columns.keys())
                database.execute(table.insert(), [empty | dict(row) for row in theirs])
        whole = replace(context, schema=schema, tables=database.tables, scope=soql.Everything(), virtual={})
        return soql.compile_query(query, whole).run(database, version)
    finally:
        database.close()
