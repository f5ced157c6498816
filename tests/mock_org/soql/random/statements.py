"""Random statements: trees of the grammar over the small world, their text, and spoilt text."""

import re
import string
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from mock_org.soql import And, Comparison, FunctionCall, Literal, Not, Or, Path, Query
from mock_org.soql.ast import From, GroupBy, Order, Selected
from tests.mock_org.soql.random.world import CHILDREN, CITIES, FIELDS, PARENTS, STAGES

ROOTS = ("Account", "Contact", "Deal__c")
ORDERED = ("=", "!=", "<", ">", "<=", ">=")
OPERATORS = {
    "string": (*ORDERED, "LIKE", "IN", "NOT IN"), "email": (*ORDERED, "LIKE", "IN", "NOT IN"),
    "picklist": ("=", "!=", "LIKE", "IN", "NOT IN"), "multipicklist": ("=", "!=", "INCLUDES", "EXCLUDES"),
    "boolean": ("=", "!="), "id": ("=", "!=", "IN", "NOT IN"), "reference": ("=", "!=", "IN", "NOT IN"),
    "currency": (*ORDERED, "IN", "NOT IN"), "int": (*ORDERED, "IN", "NOT IN"), "date": (*ORDERED, "IN", "NOT IN"),
    "datetime": (*ORDERED, "IN", "NOT IN"),
}  # fmt: skip
LISTED = ("IN", "NOT IN", "INCLUDES", "EXCLUDES")
SUMMED = ("currency", "int")


def known_paths(root):
    """Every field of an sObject, and of its parents up to two levels above, with its type."""
    found = [((field,), kind) for field, kind in FIELDS[root].items()]
    for (owner, relation), (_via, targets) in PARENTS.items():
        if owner != root:
            continue
        names = ["Name"] if len(targets) > 1 else list(FIELDS[targets[0]])
        found += [((relation, name), FIELDS[targets[0]][name]) for name in names]
        if targets == ("Account",):
            found += [((relation, "Parent", name), FIELDS["Account"][name]) for name in ("Name", "BillingCity")]
    return [(Path(parts), kind) for parts, kind in found]


PATHS = {root: known_paths(root) for root in (*ROOTS, "User")}
DATES = st.sampled_from([("TODAY", None), ("YESTERDAY", None), ("TOMORROW", None), ("LAST_N_DAYS", 7),
                         ("NEXT_N_DAYS", 30), ("THIS_MONTH", None), ("THIS_YEAR", None)])  # fmt: skip
DAYS = [date(2026, 5, 5), date(2026, 5, 6), date(2026, 6, 1), date(1990, 1, 15)]
INSTANTS = [
    datetime(2026, 5, 5, 7, tzinfo=UTC),
    datetime(2026, 5, 6, 6, 59, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
]
WORDS = ["acme 1", "ACME 2", "Birk_3", "deal 5%", "Queue 1", "User 0", "x3@mail.example", "", "zz", *CITIES]
PATTERNS = ["a%", "%1", "%irk\\_%", "deal _", "%\\%", "%", "_____1", "k%n", "", "%mail.example"]
TEXTS = {
    "string": WORDS, "email": WORDS, "picklist": [*STAGES, "odd", "WON", ""],
    "multipicklist": ["EMEA", "emea;APAC", "LATAM", ""],
}  # fmt: skip
NULL = Literal(None, "null")


@cache  # strategies are dear to make
def literals(kind, operator, ids):
    """What a field of a type is compared with."""
    if operator == "LIKE":
        return st.sampled_from(PATTERNS).map(lambda text: Literal(text, "string"))
    if kind in TEXTS:
        found = st.sampled_from(TEXTS[kind]).map(lambda text: Literal(text, "string"))
    elif kind in ("id", "reference"):
        found = st.sampled_from([*ids, *(each[:15] for each in ids[:4])]).map(lambda text: Literal(text, "string"))
    elif kind == "boolean":
        return st.booleans().map(lambda value: Literal(value, "boolean"))
    elif kind in SUMMED:
        found = st.sampled_from([0, 1, 5, 20, Decimal("1.5"), Decimal("20.50"), 100, -3]).map(
            lambda number: Literal(number, "number")
        )
    else:
        exact = (
            [Literal(day, "date") for day in DAYS] if kind == "date" else [Literal(at, "datetime") for at in INSTANTS]
        )
        found = st.one_of(st.sampled_from(exact), DATES.map(lambda value: Literal(value, "date_literal")))
    return st.one_of(found, found, found, st.just(NULL)) if operator in ("=", "!=", "IN", "NOT IN") else found


@cache
def optional(strategy):
    return st.none() | strategy


@cache
def short_lists(strategy):
    return st.lists(strategy, min_size=1, max_size=3)


@cache
def comparisons(root, ids):
    return _comparisons(root, ids)


@st.composite
def _comparisons(draw, root, ids):
    path, kind = draw(st.sampled_from(PATHS[root]))
    operator = draw(st.sampled_from(OPERATORS[kind]))
    value = literals(kind, operator, ids)
    if operator in LISTED:
        return Comparison(path, operator, tuple(draw(short_lists(value))))
    return Comparison(path, operator, draw(value))


@cache
def conditions(root, ids):
    leaves = comparisons(root, ids)
    several = st.lists(leaves, min_size=2, max_size=3).map(tuple)
    inner = st.one_of(leaves, several.map(And), several.map(Or), leaves.map(Not))
    pairs = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(leaves, leaves, several.map(And), several.map(Or), inner.map(Not), pairs.map(And), pairs.map(Or))


@cache
def semi_joins(ids):
    return _semi_joins(ids)


@st.composite
def _semi_joins(draw, ids):
    inner = draw(st.sampled_from([("Contact", "AccountId"), ("Deal__c", "Account__c")]))
    where = draw(optional(comparisons(inner[0], ids)))
    query = Query((Selected(Path((inner[1],))),), (From(Path((inner[0],))),), where=where)
    return Comparison(Path(("Id",)), draw(st.sampled_from(["IN", "NOT IN"])), query)


@cache
def wheres(root, ids):
    return _wheres(root, ids)


@st.composite
def _wheres(draw, root, ids):
    where = draw(optional(conditions(root, ids)))
    if root != "Account" or draw(st.integers(0, 5)):
        return where
    joined = draw(semi_joins(ids))
    return joined if where is None else And((joined, where))


@cache
def paths(root):
    return st.lists(
        st.sampled_from(PATHS[root]).map(lambda each: each[0]),
        min_size=1,
        max_size=4,
        unique_by=lambda path: path.parts,
    )


@cache
def orders(root):
    return _orders(root)


@st.composite
def _orders(draw, root):
    found = draw(st.lists(st.sampled_from(PATHS[root]), max_size=2, unique_by=lambda each: each[0].parts))
    sortable = [path for path, kind in found if kind != "multipicklist"]
    return tuple(Order(path, draw(st.booleans()), draw(st.booleans())) for path in sortable)


@cache
def numbers(most):
    return st.none() | st.integers(0, most).map(lambda number: Literal(number, "number"))


@cache
def children(root, ids):
    return _children(root, ids)


@st.composite
def _children(draw, root, ids):
    relation, child = draw(st.sampled_from([(key[1], value[0]) for key, value in CHILDREN.items() if key[0] == root]))
    select = tuple(Selected(path) for path in draw(paths(child)))
    where = draw(optional(comparisons(child, ids)))
    return Query(select, (From(Path((relation,))),), where=where, order_by=draw(orders(child)), limit=draw(numbers(3)))


@cache
def record_queries(ids):
    return _record_queries(ids)


@st.composite
def _record_queries(draw, ids):
    root = draw(st.sampled_from(ROOTS))
    select = [Selected(path) for path in draw(paths(root))]
    if root == "Account" and draw(st.booleans()):
        select.append(Selected(draw(children(root, ids))))
    return Query(
        tuple(select),
        (From(Path((root,))),),
        where=draw(wheres(root, ids)),
        order_by=draw(orders(root)),
        limit=draw(numbers(8)),
        offset=draw(numbers(5)),
    )


@cache
def counts(ids):
    return _counts(ids)


@st.composite
def _counts(draw, ids):
    root = draw(st.sampled_from(ROOTS))
    what = (Selected(FunctionCall("COUNT")),)
    return Query(what, (From(Path((root,))),), where=draw(wheres(root, ids)), limit=draw(numbers(8)))


@cache
def grouped_queries(ids):
    return _grouped_queries(ids)


@st.composite
def _grouped_queries(draw, ids):
    root = draw(st.sampled_from(ROOTS))
    groups = draw(
        st.lists(
            st.sampled_from([each for each in PATHS[root] if each[1] in ("reference", "picklist", "string", "date")]),
            max_size=2,
            unique_by=lambda each: each[0].parts[-1],
        )
    )
    keys = [path for path, _kind in groups]
    if draw(st.integers(0, 3)) == 0:
        keys.append(FunctionCall("CALENDAR_YEAR", (Path(("CreatedDate",)),)))
    select = [Selected(key) for key in keys if isinstance(key, Path)]
    # Salesforce refuses the aggregate of a field that is grouped by.
    fit = [each for each in PATHS[root] if each[1] in (*SUMMED, "date", "reference") and each[0] not in keys]
    for number in range(draw(st.integers(1, 2))):
        path, kind = draw(st.sampled_from(fit))
        names = ["COUNT", "COUNT_DISTINCT"] + (["SUM", "AVG", "MIN", "MAX"] if kind in SUMMED else [])
        call = FunctionCall(draw(st.sampled_from(names + (["MIN", "MAX"] if kind == "date" else []))), (path,))
        select.append(Selected(call, draw(st.sampled_from([None, f"n{number}"]))))
    having = None
    if keys and draw(st.booleans()):
        least = Literal(draw(st.integers(0, 4)), "number")
        having = Comparison(FunctionCall("COUNT", (Path(("Id",)),)), draw(st.sampled_from(ORDERED)), least)
    return Query(
        tuple(select),
        (From(Path((root,))),),
        where=draw(wheres(root, ids)),
        group_by=GroupBy(tuple(keys)) if keys else None,
        having=having,
        limit=draw(numbers(8)) if keys else None,
    )


@cache
def queries(ids):
    """Statements that are right, each for some reader. ids: a tuple of some ids."""
    return st.one_of(record_queries(ids), record_queries(ids), record_queries(ids), counts(ids), grouped_queries(ids))


# ---- text


def printed(query):
    """A statement's text."""
    parts = ["SELECT", ", ".join(_selected(each) for each in query.select), "FROM", str(query.sources[0].path)]
    if query.where:
        parts += ["WHERE", _condition(query.where)]
    if query.group_by:
        parts += ["GROUP BY", ", ".join(map(_expression, query.group_by.expressions))]
    if query.having:
        parts += ["HAVING", _condition(query.having)]
    if query.order_by:
        parts += ["ORDER BY", ", ".join(map(_order, query.order_by))]
    for word, number in (("LIMIT", query.limit), ("OFFSET", query.offset)):
        if number:
            parts += [word, str(number.value)]
    return " ".join(parts)


def _selected(selected):
    if isinstance(selected.what, Query):
        return f"({printed(selected.what)})"
    return _expression(selected.what) + (f" {selected.alias}" if selected.alias else "")


def _expression(expression):
    if isinstance(expression, Path):
        return str(expression)
    return f"{expression.name}({', '.join(map(_expression, expression.arguments))})"


def _order(order):
    direction = " DESC" if order.descending else ""
    return _expression(order.expression) + direction + (" NULLS LAST" if order.nulls_last else "")


def _condition(condition, inside=False):
    if isinstance(condition, Not):
        return f"NOT ({_condition(condition.condition)})"
    if isinstance(condition, And | Or):
        word = " AND " if isinstance(condition, And) else " OR "
        text = word.join(_condition(part, inside=True) for part in condition.conditions)
        return f"({text})" if inside else text
    value = condition.value
    if isinstance(value, Query):
        shown = f"({printed(value)})"
    elif isinstance(value, tuple):
        shown = f"({', '.join(map(_literal, value))})"
    else:
        shown = _literal(value, like=condition.operator == "LIKE")
    return f"{_expression(condition.left)} {condition.operator} {shown}"


def _literal(literal, like=False):
    value = literal.value
    if literal.kind == "string":
        escapes = {"'": r"\'"} if like else {"'": r"\'", "\\": r"\\"}
        return "'" + "".join(escapes.get(char, char) for char in value) + "'"
    if literal.kind == "date_literal":
        return value[0] if value[1] is None else f"{value[0]}:{value[1]}"
    if literal.kind == "datetime":
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {None: "null", True: "true", False: "false"}[value] if literal.kind in ("null", "boolean") else str(value)


# ---- spoilt text

PIECES = [
    "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "(", ")", ",", "'", "\\", "''", "null", "TODAY", "5", "-1", ":", ".",
    "Name", "Id", "Account", "Contact", "Deal__c", "COUNT(Id)", "COUNT()", "GROUP BY Name", "ORDER BY Name", "LIMIT 3",
    "IN", "LIKE", "=", "!=", "<", "\0", "\u202e", "\U0001f600", "\n", "ALL ROWS", "FOR VIEW", "2026-99-99", "9" * 400,
    "1e400", "Owner.Name", "USD1", "HAVING", "Account__r.Parent.Name", "AnnualRevenue", "toLabel(Stage__c)", "true",
    "(SELECT Id FROM Contacts)", "FIELDS(ALL)", "WITH SECURITY_ENFORCED", "USING SCOPE mine", "OFFSET 2", "DESC",
]  # fmt: skip


@st.composite
def spoilt(draw, ids):
    """A right statement in which up to three words are changed."""
    text = printed(draw(queries(ids)))
    for _ in range(draw(st.integers(1, 3))):
        words = re.split(r"(\W)", text)
        at = draw(st.integers(0, len(words) - 1))
        change = draw(st.integers(0, 4))
        if change == 0:
            del words[at]
        elif change == 1:
            words[at] = words[at].swapcase()
        elif change == 2:
            other = draw(st.integers(0, len(words) - 1))
            words[at], words[other] = words[other], words[at]
        else:
            piece = draw(st.sampled_from(PIECES) | st.text(string.printable, max_size=3))
            words[at : at + change - 3] = [piece if change == 4 else f" {piece} "]
        text = "".join(words)
    return text
