"""The parts of SOSL, and whether the mock org speaks them: for the parser and for the coverage page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """One part of the language. note: what is different, or why it is refused."""

    name: str
    done: bool
    note: str = ""


# WITH clauses by name: the values that are obeyed, written without blanks; none of them is a refusal by name.
WITH_CLAUSES: dict[str, frozenset[str]] = {
    "DATA": frozenset(),
    "DIVISION": frozenset(),
    "HIGHLIGHT": frozenset(),
    "METADATA": frozenset({"='LABELS'"}),
    "NETWORK": frozenset(),
    "PRICEBOOKID": frozenset(),
    "SNIPPET": frozenset(),
    # Nothing is ever corrected, so both values give the same rows.
    "SPELL_CORRECTION": frozenset({"=TRUE", "=FALSE"}),
}

FEATURES = (
    Feature("FIND {words}", True),
    Feature('"phrases", AND, OR, AND NOT, parentheses', True, "words side by side are joined by AND"),
    Feature("wildcards * and ?", True, "in the middle and at the end of a word; in front they are dropped"),
    Feature("backslash before reserved characters", True),
    Feature("IN ALL, NAME, EMAIL, PHONE, SIDEBAR FIELDS", True, "text fields that the user may read"),
    Feature("RETURNING sObject(fields)", True, "parent fields too"),
    Feature("toLabel(), FORMAT(), convertCurrency() in RETURNING", True, "as far as SOQL has them"),
    Feature("WHERE, ORDER BY, LIMIT, OFFSET of an sObject", True),
    Feature("USING ListView", False),
    Feature("LIMIT of the whole search", True, "spread evenly over the sObjects"),
    Feature("WITH SPELL_CORRECTION", True, "nothing is ever corrected"),
    Feature("WITH METADATA = 'LABELS'", True),
    Feature("WITH DIVISION", False, "the org has no divisions"),
    Feature("WITH DATA CATEGORY", False, "the org has no knowledge articles"),
    Feature("WITH HIGHLIGHT", False),
    Feature("WITH NETWORK", False),
    Feature("WITH PricebookId", False),
    Feature("WITH SNIPPET", False),
    Feature("UPDATE TRACKING, VIEWSTAT", True, "there are no knowledge articles to be tracked"),
    Feature("synonyms, lemmas, spelling correction, relevance", False, "rows come in the order of their ids"),
)
