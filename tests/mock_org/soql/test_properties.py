"""What holds for every statement: printed and read it is the same, its rows are a naive evaluator's, no crash."""

import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_org.errors import SalesforceError
from mock_org.soql import And, Comparison, FunctionCall, Literal, Not, Or, Path, parse

MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# ---- any condition, printed


def printed_literal(literal):
    kind, value = literal.kind, literal.value
    if kind == "string":
        return "'" + "".join({"'": r"\'", "\\": r"\\", "\n": r"\n"}.get(char, char) for char in value) + "'"
    if kind == "date_literal":
        return value[0] if value[1] is None else f"{value[0]}:{value[1]}"
    if kind == "datetime":
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {None: "null", True: "true", False: "false"}[value] if kind in ("null", "boolean") else str(value)


def printed(condition, inside=False):
    if isinstance(condition, Not):
        return f"NOT ({printed(condition.condition)})"
    if isinstance(condition, And | Or):
        word = " AND " if isinstance(condition, And) else " OR "
        text = word.join(printed(part, inside=True) for part in condition.conditions)
        return f"({text})" if inside else text
    left = condition.left
    left = f"{left.name}({left.arguments[0]})" if isinstance(left, FunctionCall) else str(left)
    value = condition.value
    listed = isinstance(value, tuple)
    value = f"({', '.join(map(printed_literal, value))})" if listed else printed_literal(value)
    return f"{left} {condition.operator} {value}"


RESERVED = {
    "select", "from", "where", "and", "or", "not", "in", "like", "includes", "excludes", "null", "true", "false",
}  # fmt: skip
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name.lower() not in RESERVED)
paths = st.lists(names, min_size=1, max_size=4).map(lambda parts: Path(tuple(parts)))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
literals = st.one_of(
    texts.map(lambda text: Literal(text, "string")),
    st.integers(-(10**12), 10**12).map(lambda number: Literal(number, "number")),
    st.decimals("-1000", "1000", places=3).map(lambda number: Literal(number, "number")),
    st.booleans().map(lambda value: Literal(value, "boolean")),
    st.just(Literal(None, "null")),
    st.dates(date(1700, 1, 1)).map(lambda day: Literal(day, "date")),
    st.datetimes(datetime(1700, 1, 2), datetime(4000, 1, 1)).map(
        lambda at: Literal(at.replace(microsecond=0, tzinfo=UTC), "datetime")
    ),
    st.sampled_from([("TODAY", None), ("LAST_N_DAYS", 3)]).map(lambda value: Literal(value, "date_literal")),
)
lists = st.lists(literals, min_size=1, max_size=3).map(tuple)
lefts = st.one_of(paths, st.builds(lambda name, path: FunctionCall(name, (path,)), names, paths))
comparisons = st.one_of(
    st.builds(Comparison, lefts, st.sampled_from(["=", "!=", "<", ">", "<=", ">="]), literals),
    st.builds(Comparison, lefts, st.sampled_from(["IN", "NOT IN", "INCLUDES", "EXCLUDES"]), lists),
)


def nested(leaves):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner.filter(lambda c: not isinstance(c, And)), min_size=2, max_size=3).map(
                lambda c: And(tuple(c))
            ),
            st.lists(inner.filter(lambda c: not isinstance(c, Or)), min_size=2, max_size=3).map(lambda c: Or(tuple(c))),
        ),
        max_leaves=6,
    )


@MANY
@given(nested(comparisons))
def test_a_printed_condition_is_read_as_it_was(condition):
    assert parse(f"SELECT Id FROM X WHERE {printed(condition)}").where == condition


# ---- rows of the small org against an evaluator in Python

ROWS = {
    "D1": {"Name": "D1", "Amount__c": 100, "Hot__c": True, "Stage__c": "Open", "Close__c": "2026-05-05"},
    "D2": {"Name": "D2", "Amount__c": 50, "Hot__c": False, "Stage__c": "Won", "Close__c": "2026-05-06"},
    "D3": {"Name": "D3", "Amount__c": None, "Hot__c": None, "Stage__c": "Lost", "Close__c": "2027-01-01"},
    "d4": {"Name": "d4", "Amount__c": None, "Hot__c": None, "Stage__c": None, "Close__c": None},
}
PARENTS = {"D1": "P1", "D2": "P1", "D3": "P2", "d4": None}

VALUES = {
    "Name": st.sampled_from(["D1", "d2", "d", "D4", "zz"]).map(lambda text: Literal(text, "string")),
    "Stage__c": st.sampled_from(["open", "WON", "Lost", ""]).map(lambda text: Literal(text, "string")),
    "Account__r.Name": st.sampled_from(["p1", "P2", "P3"]).map(lambda text: Literal(text, "string")),
    "Amount__c": st.sampled_from([50, 75, Decimal("99.5"), 100]).map(lambda number: Literal(number, "number")),
    "Hot__c": st.booleans().map(lambda value: Literal(value, "boolean")),
    "Close__c": st.one_of(
        st.sampled_from([date(2026, 5, 5), date(2026, 5, 6)]).map(lambda day: Literal(day, "date")),
        st.sampled_from(["TODAY", "YESTERDAY"]).map(lambda name: Literal((name, None), "date_literal")),
    ),
}
DAYS = {"TODAY": "2026-05-06", "YESTERDAY": "2026-05-05"}


@st.composite
def real_comparisons(draw):
    name = draw(st.sampled_from(sorted(VALUES)))
    value = st.one_of(VALUES[name], st.just(Literal(None, "null")))
    path = Path(tuple(name.split(".")))
    if draw(st.booleans()):
        operator = draw(st.sampled_from(["IN", "NOT IN"]))
        return Comparison(path, operator, tuple(draw(st.lists(value, min_size=1, max_size=3))))
    operators = ["=", "!="] if name == "Hot__c" else ["=", "!=", "<", ">", "<=", ">="]
    return Comparison(path, draw(st.sampled_from(operators)), draw(value))


def plain(literal):
    if literal.kind == "date_literal":
        return DAYS[literal.value[0]]
    if literal.kind == "date":
        return literal.value.isoformat()
    return (literal.value.casefold() or None) if literal.kind == "string" else literal.value


def holds(condition, row):
    if isinstance(condition, Not):
        return not holds(condition.condition, row)
    if isinstance(condition, And):
        return all(holds(part, row) for part in condition.conditions)
    if isinstance(condition, Or):
        return any(holds(part, row) for part in condition.conditions)
    name = condition.left.parts[-1] if len(condition.left.parts) == 1 else "parent"
    value = PARENTS[row["Name"]] if name == "parent" else row[name]
    value = value.casefold() if isinstance(value, str) else bool(value) if name == "Hot__c" else value
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    given = [bool(plain(v)) if name == "Hot__c" else plain(v) for v in values]
    if condition.operator in ("=", "IN"):
        return value in given
    if condition.operator in ("!=", "NOT IN"):
        return value not in given
    if value is None or given[0] is None:
        return False
    return {"<": value < given[0], ">": value > given[0], "<=": value <= given[0], ">=": value >= given[0]}[
        condition.operator
    ]


@MANY
@given(condition=nested(real_comparisons()))
def test_the_rows_are_those_of_a_naive_evaluator(condition, org):
    expected = [name for name, row in ROWS.items() if holds(condition, row)]
    assert org.names(f"SELECT Name FROM Deal__c WHERE {printed(condition)}") == expected


# ---- statements that were right once

SEEDS = [
    "SELECT Id, Owner.Name, (SELECT Name FROM Contacts WHERE Name LIKE 'A%' LIMIT 2) FROM Account a WHERE a.Name != ''",
    "SELECT Name FROM Account WHERE (CreatedDate > LAST_N_DAYS:3 OR AnnualRevenue IN (1, 2.5, null)) AND Phone = ''",
    "SELECT Name FROM Deal__c ORDER BY Name DESC NULLS LAST, Stage__c LIMIT 5 OFFSET 1",
    "SELECT Account__r.Name n, COUNT(Id) FROM Deal__c GROUP BY Account__r.Name HAVING COUNT(Id) > 1",
    "SELECT COUNT() FROM Lead WHERE Owner.Type = 'Queue' AND Id NOT IN (SELECT WhoId FROM Task) AND NOT Name = 'y'",
    "SELECT FIELDS(ALL), What.Name FROM Task WHERE CreatedDate = 2026-05-05T10:00:00Z WITH SECURITY_ENFORCED LIMIT 200",
]
PIECES = [
    "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "(", ")", ",", "'", "\\", "''", "null", "TODAY", "5", "-1", ":", ".",
    "Name", "Id", "Account", "Contact", "COUNT(Id)", "GROUP BY", "ORDER BY", "LIMIT", "IN", "LIKE", "=", "\0", "\u202e",
    "\U0001f600", "\n", "TYPEOF", "ALL ROWS", "FOR VIEW", "2026-99-99", "9" * 400, "1e400", "Owner.Name", "USD1",
]  # fmt: skip


@st.composite
def spoilt(draw):
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 3))):
        words = re.split(r"(\W)", text)
        at = draw(st.integers(0, len(words)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.text(string.printable, max_size=4)))
        words[at : at + draw(st.integers(0, 2))] = [piece]
        text = draw(st.sampled_from([" ", ""])).join(words) if draw(st.integers(0, 9)) == 0 else "".join(words)
    return text


@pytest.mark.parametrize("text", SEEDS)
def test_the_seeds_are_right(text, org):
    org.query(text)


@settings(MANY, max_examples=400)
@given(spoilt())
def test_a_spoilt_statement_is_answered_or_refused_with_its_place(org, text):
    refused = refusal_of(org, text)
    if refused is None:
        return
    assert refused.status == 400
    shown = re.search(r"\n(.*)\n( *)\^\nERROR at Row:(\d+):Column:(\d+)\n", refused.message)
    if shown:
        line, caret, row, column = shown[1], len(shown[2]), int(shown[3]), int(shown[4])
        lines = text.split("\n")
        assert line in lines[row - 1]
        assert caret <= len(line)
        assert 1 <= column <= len(lines[row - 1]) + 1


def refusal_of(org, text):
    try:
        org.query(text)
    except SalesforceError as refused:
        return refused
    return None
