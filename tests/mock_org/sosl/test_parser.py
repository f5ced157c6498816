"""How a search is refused: Salesforce's code, text and place."""

import pytest

NO_BRACES = "No search term found. The search term must be enclosed in braces."


@pytest.mark.parametrize("sosl", ["FIND bar", "", "   ", "FIND 'bar' IN ALL FIELDS", "SELECT Id FROM Account", "{bar}"])
def test_words_without_braces_are_refused(refused, sosl):
    assert refused(sosl) == ("MALFORMED_SEARCH", NO_BRACES)


@pytest.mark.parametrize(
    ("sosl", "column", "text"),
    [  # the first three are quoted in public
        ("FIND {John|jane_gray@uoa.edu} RETURNING Contact", 10, "line 1:10 mismatched character '|' expecting '}'"),
        ("FIND {Marie-Pier Martin}", 11, "line 1:11 mismatched character '-' expecting '}'"),
        ("FIND {name} IN ALL TYPE RETURNING Account(name)", 19, "Malformed search token: TYPE"),
        ('FIND {"Marie-Pier"}', 12, "line 1:12 mismatched character '-' expecting '}'"),
        ("FIND {abc", 9, "line 1:9 mismatched character '<EOF>' expecting '}'"),
    ],
)
def test_the_place_of_a_fault_is_shown(refused, sosl, column, text):
    place = f"\n{sosl}\n{' ' * (column - 1)}^\nERROR at Row:1:Column:{column}\n"
    assert refused(sosl) == ("MALFORMED_SEARCH", place + text)


@pytest.mark.parametrize(
    ("words", "shown"), [("a", "a"), ("", ""), ("  ", ""), ("*", "*"), ("**", "**"), (r"\-\-", r"\-\-"), ('""', '""')]
)
def test_fewer_than_two_characters_are_refused(refused, words, shown):
    message = f"search term must be longer than one character: {shown}"
    assert refused(f"FIND {{{words}}}") == ("INVALID_SEARCH", message)


@pytest.mark.parametrize(
    ("rest", "code", "text"),
    [
        ("foo", "MALFORMED_SEARCH", "unexpected token: 'foo'"),
        ("IN NOTES FIELDS", "MALFORMED_SEARCH", "Malformed search token: NOTES"),
        ("RETURNING", "MALFORMED_SEARCH", "unexpected token: '<EOF>'"),
        ("RETURNING Account(", "MALFORMED_SEARCH", "unexpected token: '<EOF>'"),
        ("RETURNING Account()", "MALFORMED_SEARCH", "unexpected token: ')'"),
        ("RETURNING Account(Id, )", "MALFORMED_SEARCH", "unexpected token: ')'"),
        ("RETURNING Account(Id FROM X)", "MALFORMED_SEARCH", "unexpected token: ')'"),
        ("RETURNING Account(Id WHERE Name =)", "MALFORMED_SEARCH", "unexpected token: ')'"),
        ("RETURNING Account(Id LIMIT 1 WHERE Name = 'x')", "MALFORMED_SEARCH", "unexpected token: 'WHERE'"),
        ("RETURNING Account(Id WHERE Name = 'x' GROUP BY Name)", "MALFORMED_SEARCH", "unexpected token: 'GROUP'"),
        ("RETURNING Account(Id WHERE Name = 'x' FOR VIEW)", "MALFORMED_SEARCH", "unexpected token: 'FOR'"),
        ("RETURNING Account(Id, (SELECT Id FROM Contacts))", "MALFORMED_SEARCH", "unexpected token: '('"),
        ("RETURNING Account(COUNT(Id))", "MALFORMED_SEARCH", "COUNT() in RETURNING is not supported by this mock org"),
        ("RETURNING Account(Id OFFSET 2001)", "MALFORMED_SEARCH", "SOSL offset should be between 0 to 2000"),
        ("RETURNING Account(Id OFFSET 1), Contact", "MALFORMED_SEARCH", "only when a single object is searched"),
        ("RETURNING Account(Id USING ListView=Recent)", "MALFORMED_SEARCH", "USING ListView is not supported by"),
        ("RETURNING Account(Id WHERE Id IN (SELECT AccountId FROM Contact))", "MALFORMED_SEARCH", "not allowed in a"),
        ("RETURNING Nope(Id)", "INVALID_TYPE", "sObject type 'Nope' is not supported. If you are attempting"),
        ("RETURNING Account(Nope)", "INVALID_FIELD", "No such column 'Nope' on entity 'Account'. If you"),
        ("RETURNING Account(Id WHERE Nope = 1)", "INVALID_FIELD", "No such column 'Nope' on entity 'Account'."),
        ("RETURNING AccountShare(Id)", "INVALID_TYPE_FOR_OPERATION", "entity type AccountShare does not support"),
        ("WITH HIGHLIGHT", "MALFORMED_SEARCH", "WITH HIGHLIGHT is not supported by this mock org"),
        ("WITH DIVISION = 'Global'", "MALFORMED_SEARCH", "WITH DIVISION"),
        ("WITH NETWORK IN ('0DB', '0DB')", "MALFORMED_SEARCH", "WITH NETWORK"),
        ("WITH DATA CATEGORY Geo__c AT usa__c", "MALFORMED_SEARCH", "WITH DATA CATEGORY Geo__c AT usa__c is not"),
        ("WITH SNIPPET (target_length=120)", "MALFORMED_SEARCH", "WITH SNIPPET"),
        ("WITH METADATA = 'ALL'", "MALFORMED_SEARCH", "WITH METADATA"),
        ("WITH MAGIC", "MALFORMED_SEARCH", "unexpected token: 'MAGIC'"),
        ("LIMIT x", "MALFORMED_SEARCH", "unexpected token: 'x'"),
        ("LIMIT -1", "MALFORMED_SEARCH", "unexpected token: '-1'"),
        ("UPDATE NOTHING", "MALFORMED_SEARCH", "unexpected token: 'NOTHING'"),
        ("LIMIT 1 RETURNING Account", "MALFORMED_SEARCH", "unexpected token: 'RETURNING'"),
        ("RETURNING Account(Id WHERE " + "(" * 40 + "Id = null" + ")" * 40 + ")", "MALFORMED_SEARCH", "nested deeper"),
    ],
)
def test_a_clause_that_is_not_understood_is_refused(refused, rest, code, text):
    found_code, message = refused(f"FIND {{abc}} {rest}")
    assert found_code == code
    assert text in message


@pytest.mark.parametrize("words", ["ab AND", "AND ab", "ab OR OR cd", "(ab", "ab)", '"ab', "()"])
def test_operators_want_words_on_both_sides(refused, words):
    assert refused(f"FIND {{{words}}}")[0] in ("MALFORMED_SEARCH", "INVALID_SEARCH")


def test_the_place_is_found_in_later_lines(refused):
    _code, message = refused("FIND {abc}\nRETURNING Account(Id,\n  Nope)")
    assert message.startswith("\n  Nope)\n  ^\nERROR at Row:3:Column:3\nNo such column 'Nope'")


def test_a_long_search_finds_nothing_and_a_longer_statement_is_refused(admin, refused):
    answer = admin.get("/search", query_string={"q": "FIND {" + "a" * 10_001 + "}"})
    assert answer.json == {"searchRecords": []}
    assert refused("FIND {ab} RETURNING Account(Id)" + " " * 100_000)[0] == "MALFORMED_SEARCH"
