"""SOSL: words to records, as far as a Scope lets see."""

from mock_org.sosl.ast import GROUPS, TITLE, All, AndNot, Any, Search, Term
from mock_org.sosl.features import FEATURES, Feature
from mock_org.sosl.parser import parse
from mock_org.sosl.run import Found, run, searchable
from mock_org.sosl.spec import MAX_ROWS, query_of
from mock_org.sosl.terms import parse_lenient, term_of

__all__ = [
    "FEATURES",
    "GROUPS",
    "MAX_ROWS",
    "TITLE",
    "All",
    "AndNot",
    "Any",
    "Feature",
    "Found",
    "Search",
    "Term",
    "parse",
    "parse_lenient",
    "query_of",
    "run",
    "searchable",
    "term_of",
]
