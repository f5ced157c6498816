"""/search/suggestions: names that begin with what somebody is typing."""

import pytest


@pytest.fixture
def suggest(admin):
    for name in ("National Utility Service", "National Urban Company", "First National University", "Other"):
        admin.create("Account", Name=name, Website="www.national.example")

    def answer(version="62.0", **query):
        return admin.get(f"/services/data/v{version}/search/suggestions", query_string=query)

    return answer


def names(answer):
    return sorted(record["Name"] for record in answer.json["autoSuggestResults"])


def test_the_last_word_may_be_the_beginning_of_one(suggest):
    found = suggest(q="national u", sobject="Account")
    assert names(found) == ["First National University", "National Urban Company", "National Utility Service"]
    assert names(suggest(q="nation", sobject="account")) == names(found)
    assert names(suggest(q="ational", sobject="Account")) == []
    assert names(suggest(q="utility national", sobject="Account")) == []


def test_the_answer_has_its_shape(suggest):
    answer = suggest(q="oth", sobject="Account,Contact", fields="Id,Phone").json
    assert answer["hasMoreResults"] is False
    assert answer["meta"]["nameFields"][0] == {"entityApiName": "Account", "fieldApiName": "Name"}
    (record,) = answer["autoSuggestResults"]
    assert set(record) == {"attributes", "Id", "Name", "Phone"}
    assert suggest("36.0", q="oth", sobject="Account").json[0]["Name"] == "Other"


def test_more_than_the_limit_is_said(suggest):
    answer = suggest(q="national", sobject="Account", limit=2).json
    assert (len(answer["autoSuggestResults"]), answer["hasMoreResults"]) == (2, True)


def test_a_where_clause_narrows(suggest):
    assert names(suggest(q="national", sobject="Account", where="Name LIKE 'F%'")) == ["First National University"]


def test_too_few_characters_suggest_nothing(suggest):
    assert names(suggest(q="na", sobject="Account")) == []
    assert names(suggest(q="", sobject="Account")) == []


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"q": "national"}, 400, "INVALID_SEARCH"),
        ({"q": "national", "sobject": "Nope"}, 400, "INVALID_TYPE"),
        ({"q": "national", "sobject": "Account", "limit": "x"}, 400, "INVALID_SEARCH"),
        ({"q": "national", "sobject": "Account", "fields": "Nope"}, 400, "INVALID_FIELD"),
        ({"q": "national", "sobject": "Account", "where": "Name = 'a' LIMIT 1"}, 400, "MALFORMED_SEARCH"),
        ({"q": "n" * 256, "sobject": "Account"}, 400, "INVALID_SEARCH"),
        ({"q": "national", "sobject": "Account", "userId": "x"}, 501, "NOT_IMPLEMENTED"),
    ],
)
def test_what_is_not_understood_is_refused(suggest, query, status, code):
    answer = suggest(**query)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (status, code)


def test_an_unsupported_object_may_be_passed_over(suggest):
    answer = suggest(q="other", sobject="Nope,Account", ignoreUnsupportedSObjects="true")
    assert names(answer) == ["Other"]
