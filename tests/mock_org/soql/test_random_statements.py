"""Random SOQL answers the rows of a naive evaluator; spoilt SOQL a right answer or a refusal, never more.

SOQL_STATEMENTS says how many statements are tried: 500 unless it is set.
"""

import os
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_org.errors import SalesforceError
from mock_org.soql import parse, run
from tests.mock_org.soql.random.evaluator import Evaluator
from tests.mock_org.soql.random.statements import printed, queries, spoilt
from tests.mock_org.soql.random.values import RefusedError, UnknownError
from tests.mock_org.soql.random.world import FIELDS, build

COUNT = int(os.environ.get("SOQL_STATEMENTS", "500"))
many = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


@cache
def world():
    return build()


@cache
def ids():
    return tuple(row["Id"] for name in ("Account", "Contact", "User", "Group") for row in world().rows[name][:5])


readers = st.sampled_from([0, 1])


@settings(many, max_examples=COUNT * 6 // 10)
@given(query=st.deferred(lambda: queries(ids())), reader=readers)
def test_a_statement_answers_what_the_evaluator_does(query, reader):
    text = printed(query)
    assert parse(text) == query
    answer, refused = ask(text, reader)
    expected = evaluated(text, reader)
    assert expected is not UnknownError
    if expected is RefusedError:
        assert refused is not None
    else:
        assert refused is None, refused.message
        compare(parse(text), answer, expected)


@settings(many, max_examples=COUNT * 4 // 10)
@given(text=st.deferred(lambda: spoilt(ids())), reader=readers)
def test_a_spoilt_statement_answers_rightly_or_is_refused(text, reader):
    answer, refused = ask(text, reader)
    if refused is not None:
        assert refused.status == 400
        return
    query, expected = parse(text), evaluated(text, reader)
    assert expected is not RefusedError, "what is hidden is answered"
    if expected is UnknownError:
        at_most(query, answer, reader)
    else:
        compare(query, answer, expected)


def ask(text, reader):
    context = replace(world().context, scope=world().readers[reader])
    try:
        return run(text, context, world().database, "62.0"), None
    except SalesforceError as refused:
        return None, refused


def evaluated(text, reader):
    try:
        return Evaluator(world(), world().readers[reader]).answer(parse(text))
    except (RefusedError, UnknownError) as fault:
        return type(fault)


def compare(query, answer, expected):
    records = [bare(record) for record in answer.records]
    if expected.ordered:
        assert (answer.total_size, records) == (expected.size, expected.records)
    else:  # groups come in an order that only the compiler knows
        assert answer.total_size == len(records) == expected.size
        known = Counter(map(repr, (number_free(record) for record in expected.records)))
        assert not Counter(map(repr, (number_free(record) for record in records))) - known


def at_most(query, answer, reader):
    """Never more rows than the reader sees of the sObject."""
    known = {name.lower(): name for name in FIELDS}
    name = known.get(str(query.sources[0].path).lower())
    if name is not None:
        seen = Evaluator(world(), world().readers[reader]).present(name)
        assert answer.total_size <= max(len(seen), 1)
        assert len(answer.records) <= max(len(seen), 1)


def bare(value):
    """A record without its attributes, at every depth."""
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items() if key not in ("attributes", "done")}
    return [bare(part) for part in value] if isinstance(value, list) else value


def number_free(record):
    """1 and 1.0 are written alike; a group's text in any of its cases."""
    return sorted((key, float(value) if isinstance(value, int | float) else value) for key, value in record.items())


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("SELECT COUNT() FROM Account", 15),
        ("SELECT COUNT() FROM Account WHERE BillingCity = null", 4),
        ("SELECT COUNT() FROM Account WHERE NOT (BillingCity = 'Ulm')", 13),
    ],
)
def test_the_evaluator_itself_counts_rightly(text, size):
    rows = [row for row in world().rows["Account"] if not row["IsDeleted"]]
    by_hand = {
        "null": [row for row in rows if row["BillingCity"] is None],
        "NOT": [row for row in rows if row["BillingCity"] != "Ulm"],
    }
    expected = len(next((found for word, found in by_hand.items() if word in text), rows))
    assert evaluated(text, 0).size == expected
