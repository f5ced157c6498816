"""SOQL: text to records, as far as a Scope lets see."""

from mock_org.soql.ast import And, Comparison, Condition, FunctionCall, Literal, Not, Or, Path, Query, own_fields
from mock_org.soql.compiler import Compiled, compile_query
from mock_org.soql.conditions import compile_condition, joined
from mock_org.soql.context import CompileContext, QueryResult, Record
from mock_org.soql.parser import parse
from mock_org.soql.plans import Plans
from mock_org.soql.run import run, run_query, select_by_id
from mock_org.soql.scope import Everything, Scope
from mock_org.soql.system import in_system_mode
from mock_org.soql.text import condition_text, literal_text

__all__ = [
    "And",
    "Comparison",
    "CompileContext",
    "Compiled",
    "Condition",
    "Everything",
    "FunctionCall",
    "Literal",
    "Not",
    "Or",
    "Path",
    "Plans",
    "Query",
    "QueryResult",
    "Record",
    "Scope",
    "compile_condition",
    "compile_query",
    "condition_text",
    "in_system_mode",
    "joined",
    "literal_text",
    "own_fields",
    "parse",
    "run",
    "run_query",
    "select_by_id",
]
