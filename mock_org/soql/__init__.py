"""SOQL: text to records, as far as a Scope lets see."""

from mock_org.soql.ast import And, Comparison, Condition, FunctionCall, Literal, Not, Or, Path, Query
from mock_org.soql.parser import parse
from mock_org.soql.scope import Everything, Scope

__all__ = [
    "And",
    "Comparison",
    "Condition",
    "Everything",
    "FunctionCall",
    "Literal",
    "Not",
    "Or",
    "Path",
    "Query",
    "Scope",
    "parse",
]
