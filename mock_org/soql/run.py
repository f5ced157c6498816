"""From a statement to its answer in one step."""

from collections.abc import Iterable
from typing import Any

from mock_org.soql.ast import Comparison, From, Literal, Path, Query, Selected
from mock_org.soql.compiler import compile_query
from mock_org.soql.context import CompileContext, QueryResult
from mock_org.soql.parser import parse
from mock_org.storage import Database


def run(text: str, context: CompileContext, database: Database, version: str) -> QueryResult:
    """The answer to a statement. version: as URLs in it name it, e.g. "62.0"."""
    return run_query(parse(text), context, database, version)


def run_query(query: Query, context: CompileContext, database: Database, version: str, **given: Any) -> QueryResult:
    """The same for a statement that is parsed, or was never text. given: values of its literals of kind "given"."""
    return compile_query(query, context).run(database, version, **given)


def select_by_id(sobject: str, fields: Iterable[str], record_id: str | Literal) -> Query:
    """SELECT fields FROM sobject WHERE Id = record_id; the id may be a literal that is given later."""
    wanted = record_id if isinstance(record_id, Literal) else Literal(record_id, "string")
    return Query(
        tuple(Selected(Path((name,))) for name in fields),
        (From(Path((sobject,))),),
        where=Comparison(Path(("Id",)), "=", wanted),
    )
