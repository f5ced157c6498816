"""Whatever is typed: a search answers or is refused with its place, and finds no more than a query."""

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_org.errors import SalesforceError

MANY = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), max_examples=50)
SEEDS = [
    'FIND {acme AND NOT (dirk OR "big deal")} IN NAME FIELDS RETURNING Account(Id, Name ORDER BY Name DESC) LIMIT 4',
    r"FIND {a\-b* OR c?d} RETURNING Contact(FirstName, Account.Name), Account, Case(Subject LIMIT 0) LIMIT 20",
    "FIND {ab} RETURNING Account(Id WHERE Name LIKE 'A%' LIMIT 3 OFFSET 1) WITH METADATA = 'LABELS' UPDATE TRACKING",
    "FIND {4155551212} IN PHONE FIELDS",
]
PIECES = [
    "FIND", "{", "}", "(", ")", '"', "'", "\\", "*", "?", "AND", "OR", "NOT", "AND NOT", "IN ALL FIELDS", "RETURNING",
    "Account", "Contact(Id)", "WHERE Id != null", "LIMIT 5", "OFFSET 2", "WITH HIGHLIGHT", "UPDATE VIEWSTAT", ",", "-",
    "(SELECT Id FROM Contact)", "ORDER BY Name", "USING ListView=x", "\0", "\u202e", "\U0001f600", "\n", "9" * 400,
]  # fmt: skip


@st.composite
def spoilt(draw):
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 3))):
        words = re.split(r"(\W)", text)
        at = draw(st.integers(0, len(words)))
        piece = draw(st.sampled_from(PIECES) | st.text(string.printable, max_size=4))
        words[at : at + draw(st.integers(0, 2))] = [piece]
        text = "".join(words)
    return text


@pytest.fixture
def session(world, admin):
    admin.create("Account", Name="Acme a-b", Phone="415 555 1212")
    admin.create("Contact", LastName="Dirk Acme")
    return world.org.session(admin.user_id)


@MANY
@given(text=spoilt())
def test_a_spoilt_search_is_answered_or_refused_with_its_place(session, text):
    refused = refusal_of(session, text)
    if refused is None:
        return
    assert refused.status == 400
    shown = re.search(r"^\n(.*)\n( *)\^\nERROR at Row:(\d+):Column:(\d+)\n", refused.message)
    if shown:
        assert shown[1] in text.split("\n")[int(shown[3]) - 1]
        assert len(shown[2]) <= len(shown[1])


def refusal_of(session, text):
    try:
        found = session.search(text)
    except SalesforceError as refused:
        return refused
    assert len(found.records) <= 2
    return None


@MANY
@given(words=st.text(max_size=12) | st.text('ab*?"()\\ -', max_size=12))
def test_any_words_may_be_given_as_a_parameter(admin, session, words):
    for query in ({"q": words}, {"q": words, "sobject": "Account"}):
        assert admin.get("/parameterizedSearch", query_string=query).status_code in (200, 400)
    assert admin.get("/search/suggestions", query_string={"q": words, "sobject": "Account"}).status_code in (200, 400)


@MANY
@given(text=st.text(max_size=30))
def test_any_text_at_all_is_refused(session, text):
    with pytest.raises(SalesforceError):
        session.search(text)
