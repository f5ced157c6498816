"""/parameterizedSearch: the same search by parameters of a URL or of a body."""

import pytest


@pytest.fixture
def ask(admin):
    acme = admin.create("Account", Name="Acme Import Company", Phone="415")
    admin.create("Account", Name="Acme Trading")
    admin.create("Contact", LastName="Acme", AccountId=acme, Email="a@acme.example")

    def answer(body=None, version="62.0", **query):
        path = f"/services/data/v{version}/parameterizedSearch"
        if body is None:
            return admin.get(path, query_string=query)
        return admin.call("POST", path, json=body)

    return answer


def found(answer):
    assert answer.status_code == 200, answer.json
    return [record.get("Name") or record["attributes"]["type"] for record in answer.json["searchRecords"]]


def test_a_url_searches_all_objects_or_those_named(ask):
    assert found(ask(q="Acme")) == ["Account", "Account", "Contact"]
    assert found(ask(q="Acme", sObject="Account")) == ["Account", "Account"]
    assert found(ask(q="Acme", sobject=["Contact", "Account"])) == ["Contact", "Account", "Account"]
    assert found(ask(q="nobody", sobject="Account")) == []


def test_a_url_says_what_is_wanted_of_each_object(ask):
    query = {"sobject": ["Account", "Contact"], "fields": "Id,Name", "Account.limit": "1", "in": "NAME"}
    assert found(ask(q="acme", **query, **{"Account.where": "Phone = null"})) == ["Acme Trading", "Acme"]
    assert found(ask(q="acme", **query, **{"Contact.fields": "Id"})) == ["Acme Import Company", "Contact"]
    assert found(ask(q="acme", sobject="Account", fields="Name", offset=1)) == ["Acme Trading"]
    assert found(ask(q="acme", sobject="Account", fields="Name", defaultLimit=1)) == ["Acme Import Company"]
    assert len(found(ask(q="acme", overallLimit=2, spellCorrection="false"))) == 2


def test_a_body_says_the_same(ask):
    body = {
        "q": "acme",
        "fields": ["id", "Name"],
        "sobjects": [
            {"name": "Account", "limit": 1, "orderBy": "Name DESC"},
            {"name": "Contact", "fields": ["email"], "where": "Email != null"},
        ],
        "in": "ALL",
        "overallLimit": 10,
        "spellCorrection": True,
        "metadata": "LABELS",
    }
    answer = ask(body)
    assert found(answer) == ["Acme Trading", "Contact"]
    assert answer.json["metadata"]["entityetadata"][1]["fieldMetadata"] == [{"name": "Email", "label": "Email"}]


def test_reserved_characters_only_part_words(ask):
    assert found(ask(q="Acme & (Import) - Company!", sobject="Account", fields="Name")) == ["Acme Import Company"]
    assert found(ask(q="acme AND NOT trading", sobject="Account", fields="Name")) == ["Acme Import Company"]


def test_it_came_with_v36(ask):
    assert ask(q="acme", version="35.0").status_code == 404
    assert len(ask(q="acme", version="36.0").json) == 3


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 400, "INVALID_SEARCH"),
        ({"q": "a"}, 400, "INVALID_SEARCH"),
        ({"q": "acme", "in": "NOTES"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "fields": "Id"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "magic": "1"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "Account.fields": "Id"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "Account.magic": "Id"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "Account.limit": "x"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "Account.where": "Name = 'a' LIMIT 1"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "Account.where": "Name = 'a') OR (Id != null"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "fields": "Id FROM User"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "fields": "Id, (SELECT Id FROM Contacts)"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "sobject": "Account", "fields": "Nope"}, 400, "INVALID_FIELD"),
        ({"q": "acme", "sobject": "Nope"}, 400, "INVALID_TYPE"),
        ({"q": "acme", "sobject": ["Account", "Contact"], "offset": "1"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "metadata": "ALL"}, 400, "MALFORMED_SEARCH"),
        ({"q": "acme", "dataCategory": "Geo__c below USA__c"}, 501, "NOT_IMPLEMENTED"),
    ],
)
def test_what_is_not_understood_is_refused(ask, query, status, code):
    answer = ask(**query)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ({}, 400),
        ({"q": 7}, 400),
        ({"q": "acme", "sobjects": "Account"}, 400),
        ({"q": "acme", "sobjects": [{}]}, 400),
        ({"q": "acme", "sobjects": [{"name": 7}]}, 400),
        ({"q": "acme", "sobjects": [{"name": "Account", "fields": [7]}]}, 400),
        ({"q": "acme", "sobjects": [{"name": "Account", "where": {}}]}, 400),
        ({"q": "acme", "sobjects": [{"name": "Account", "where": 7}]}, 400),
        ({"q": "acme", "sobjects": [{"name": "Account", "magic": 7}]}, 400),
        ({"q": "acme", "overallLimit": True}, 400),
        ({"q": "acme", "dataCategories": [{"groupName": "x"}]}, 501),
        ({"q": "acme", "netWorkIds": ["0DB"]}, 501),
    ],
)
def test_a_body_that_is_not_understood_is_refused(ask, body, status):
    assert ask(body).status_code == status
