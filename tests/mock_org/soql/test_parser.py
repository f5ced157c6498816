"""Reading statements: where faults are shown, how long and how deep a statement may be."""

import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mock_org.errors import SalesforceError
from mock_org.soql import Comparison, Literal, Path, parse
from mock_org.soql.errors import place


def refusal(text):
    with pytest.raises(SalesforceError) as refused:
        parse(text)
    assert refused.value.code == "MALFORMED_QUERY"
    assert refused.value.status == 400
    assert refused.value.fields is None
    return refused.value.message


# Answers of real orgs: what was sent, what came back.
QUOTED = [
    ("SELECT Id, FROM Account", "SELECT Id, FROM Account", 10, 11),
    (
        "SELECT Id, Name, HG_Insights__HG_Match_Status__c, From Account LIMIT 10",
        "HG_Insights__HG_Match_Status__c, From Account LIMIT 10",
        32,
        50,
    ),
    (
        "SELECT " + "x" * 34 + ",LastModifiedById, LastModifiedDate, From Account ",
        "LastModifiedById, LastModifiedDate, From Account ",
        35,
        78,
    ),
]


@pytest.mark.parametrize(("text", "shown", "caret", "column"), QUOTED, ids=["short", "long", "trailing blank"])
def test_an_unexpected_token_is_shown_as_salesforce_shows_it(text, shown, caret, column):
    found = "FROM" if "FROM" in text else "From"
    assert refusal(text) == (f"\n{shown}\n{' ' * caret}^\nERROR at Row:1:Column:{column}\nunexpected token: '{found}'")


def test_the_part_of_the_statement_that_is_shown_is_the_recorded_one():
    text = (
        "SELECT Id, Name, FirstName, LastName, Email, FV_Status__c, LastModifiedDate, AccountId, School_Type__c, "
        "All_Emails__c, Adoption_Status__c, Accounts_UUID__c, LeadSource, Signup_Date__c, Assignable_Interest__c, "
        "Assignable_Adoption_Date__c FROM Contact WHERE (Id = 'somethingwonky') LIMIT 1"
    )
    assert place(text, text.index("Id = ")) == (
        "\nAssignable_Adoption_Date__c FROM Contact WHERE (Id = 'somethingwonky') LIMIT 1\n"
        "                                                ^\nERROR at Row:1:Column:258\n"
    )


def test_the_words_at_either_end_are_shown_whole():
    text = "SELECT Id FROM Account SET OPTIONS (honorEmptyStrings = true) LIMIT 1"
    assert place(text, 61) == (
        "\nOPTIONS (honorEmptyStrings = true) LIMIT 1\n" + " " * 34 + "^\nERROR at Row:1:Column:62\n"
    )


def test_rows_and_columns_are_those_of_the_line():
    assert refusal("SELECT Id\nFROM Account\nWHERE Name Nope") == (
        "\nWHERE Name Nope\n          ^\nERROR at Row:3:Column:11\nunexpected token: 'Nope'"
    )
    assert refusal("SELECT Id\nNope Nope").split("\n")[1:4] == ["Nope Nope", "    ^", "ERROR at Row:2:Column:5"]
    assert refusal("SELECT Id,\nFROM Account").split("\n")[1:4] == ["FROM Account", "^", "ERROR at Row:2:Column:1"]


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_no_statement_is_refused_in_salesforces_words(text):
    assert refusal(text) == "SOQL statements cannot be empty or null"


def test_a_megabyte_is_refused_at_once():
    text = "SELECT Id FROM Account WHERE Name IN (" + "'a'," * 250_000 + "'a')"
    start = time.monotonic()
    assert "longer than 100000 characters" in refusal(text)
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    "condition",
    [
        "(" * 1000 + "Name = 'x'" + ")" * 1000,
        "NOT " * 1000 + "Name = 'x'",
        "NOT (" * 8 + "Name = 'x'" + ")" * 8,
        "(" * 90_000,
        "Id IN (SELECT Id FROM Account WHERE " * 16 + "Id = null" + ")" * 16,
        "(" * 16 + "Name = 'x'" + ")" * 16,
    ],
    ids=["1000 parentheses", "1000 NOT", "NOT and parentheses", "open", "sub-selects", "16 parentheses"],
)
def test_deep_nesting_is_refused_with_its_place(condition):
    message = refusal("SELECT Id FROM Account WHERE " + condition)
    assert message.endswith("nested deeper than 15 levels")
    assert "ERROR at Row:1:Column:" in message
    assert len(message) < 1000


def test_fifteen_levels_are_read():
    parse("SELECT Id FROM Account WHERE " + "(" * 15 + "Name = 'x'" + ")" * 15)
    parse("SELECT Id FROM Account WHERE " + "NOT " * 15 + "Name = 'x'")


@pytest.mark.parametrize("junk", ["\0", "\u202e", "\U0001f600", "\u00a0", ";", "--", "/* */", "#", "`", "\\", '"'])
def test_characters_of_no_meaning_are_refused(junk):
    for text in (f"SELECT Id {junk}FROM Account", f"SELECT Id FROM Account {junk}", junk):
        assert "unexpected token: '" in refusal(text)


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("SELECTName FROM Account", "SELECTName"),
        ("SELECT Name FROM Account LIMIT 5OFFSET 1", "5OFFSET"),
        ("SELECT Name FROM Account ORDER BY Name DESCNULLS LAST", "DESCNULLS"),
    ],
)
def test_words_that_nothing_parts_are_refused(text, glued):
    assert refusal(text).endswith(f"unexpected token: '{glued}'")


def test_no_word_of_the_parser_reaches_the_client():
    for text in ("SELECT", "SELECT Id FROM Account WHERE Name", "SELECT (", "SELECT Id FROM Account GROUP Name"):
        message = refusal(text)
        assert not {"LPAR", "RPAR", "$END", "NAME", "Expected", "lark"} & set(message.replace("'", " ").split())


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("'a'", "a", "string"),
        (r"'\'\"\\\n\t\b\f\r\u00e9\_\%'", "'\"\\\n\t\b\f\r\u00e9_%", "string"),
        (r"'\ud83d\ude00'", "\U0001f600", "string"),
        ("NULL", None, "null"),
        ("true", True, "boolean"),
        ("False", False, "boolean"),
        ("-5", -5, "number"),
        ("+1.50", Decimal("1.50"), "number"),
        ("1e3", Decimal("1000"), "number"),
        ("2026-01-31", date(2026, 1, 31), "date"),
        ("2026-01-31T09:00:00Z", datetime(2026, 1, 31, 9, tzinfo=UTC), "datetime"),
        ("2026-01-31T09:00:00.5+01:00", datetime(2026, 1, 31, 8, 0, 0, 500_000, tzinfo=UTC), "datetime"),
        ("2026-01-31T09:00:00-0830", datetime(2026, 1, 31, 17, 30, tzinfo=UTC), "datetime"),
        ("today", ("TODAY", None), "date_literal"),
        ("LAST_N_DAYS:30", ("LAST_N_DAYS", 30), "date_literal"),
        ("usd500.50", ("USD", Decimal("500.50")), "currency"),
    ],
)
def test_literals_are_read(text, value, kind):
    query = parse(f"SELECT Id FROM Account WHERE X = {text}")
    assert query.where == Comparison(Path(("X",)), "=", Literal(value, kind))


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "2026-01-31T25:00:00Z", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    assert refusal(f"SELECT Id FROM Account WHERE X = {text}").endswith(text)
