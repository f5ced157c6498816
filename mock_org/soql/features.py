"""What of SOQL is done, and what is refused and how: the table behind the coverage page."""

from dataclasses import dataclass

from mock_org.soql.clauses import FOR_WORDS, SECURITY_MODES, UPDATE_WORDS
from mock_org.soql.dates import DATE_LITERALS
from mock_org.soql.functions import FUNCTIONS, REFUSED
from mock_org.soql.scopes import NEED_TERRITORIES, SCOPES
from mock_org.soql.terms import Function


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of the language. refused: the error code, where it is; note: why, or within which limits."""

    area: str
    name: str
    refused: str | None = None
    note: str = ""


_CLAUSES = (
    ("SELECT", "fields, parents to five levels, child subqueries, functions with aliases"),
    ("FIELDS(ALL | STANDARD | CUSTOM)", "ALL and CUSTOM with a LIMIT of at most 200"),
    ("TYPEOF", "since API version 46.0"),
    ("COUNT()", "with WHERE, LIMIT and OFFSET"),
    ("child subqueries", "four levels below the root since API version 58.0, one before; 20 in all"),
    ("FROM with aliases", "FROM Account a, a.Owner o"),
    ("WHERE", "AND, OR, NOT, parentheses to 15 levels; texts of at most 4,000 characters"),
    ("= != < <= > >= LIKE IN NOT IN INCLUDES EXCLUDES", ""),
    ("semi-joins and anti-joins", "two, at the top level of WHERE"),
    ("polymorphic lookups", "Owner.Type, What.Name, Who.Type and the other fields of Name"),
    ("UserRecordAccess", "as an object and as a relationship of every record"),
    ("GROUP BY", ""),
    ("GROUP BY ROLLUP", "of at most three fields"),
    ("GROUP BY CUBE", "of at most three fields"),
    ("HAVING", ""),
    ("ORDER BY", "ASC, DESC, NULLS FIRST, NULLS LAST, aggregates; at most 32 fields"),
    ("LIMIT", ""),
    ("OFFSET", "at most 2,000; in a child subquery when the parent has LIMIT 1"),
    ("ALL ROWS", "through queryAll only"),
)
_REFUSED_CLAUSES = (
    ("WITH DATA CATEGORY", "INVALID_FIELD", "the org has no data categories"),
    ("WITH RecordVisibilityContext", "MALFORMED_QUERY", "RecordVisibility is not built"),
    ("bind variables", "MALFORMED_QUERY", "only Apex has them"),
    ("currency literals (USD100)", "INVALID_FIELD", "the org has one currency"),
    ("comments", "MALFORMED_QUERY", "SOQL has none over the API"),
)


def _functions() -> tuple[Feature, ...]:
    def one(name: str, function: Function) -> Feature:
        places = ", ".join(sorted(function.places))
        return Feature("functions", name, "INVALID_FIELD" if name in REFUSED else None, places)

    return tuple(one(name, function) for name, function in sorted(FUNCTIONS.items()))


def _scopes() -> tuple[Feature, ...]:
    return tuple(
        Feature("USING SCOPE", name, "MALFORMED_QUERY", "the org has no territories")
        if name in NEED_TERRITORIES
        else Feature("USING SCOPE", name)
        for name in SCOPES
    )


FEATURES: tuple[Feature, ...] = (
    *(Feature("clauses", name, note=note) for name, note in _CLAUSES),
    *(Feature("clauses", name, code, note) for name, code, note in _REFUSED_CLAUSES),
    *(Feature("clauses", f"WITH {name}") for name in sorted(SECURITY_MODES)),
    *(Feature("clauses", f"FOR {name}") for name in sorted(FOR_WORDS)),
    *(Feature("clauses", f"UPDATE {name}", note="accepted; statistics are not kept") for name in sorted(UPDATE_WORDS)),
    *_scopes(),
    *_functions(),
    *(Feature("date literals", name) for name in DATE_LITERALS),
)
