"""/search: shapes by API version, the columns and the order of a page of results, suggestions."""

import pytest


@pytest.fixture
def acme(admin):
    return admin.create("Account", Name="Acme Import Company", Phone="1")


def get(caller, path, version="62.0", **query):
    return caller.get(f"/services/data/v{version}{path}", query_string=query)


@pytest.mark.parametrize("path", ["/search", "/search/"])
def test_a_search_answers_an_object_since_v37_and_a_list_before(admin, acme, path):
    sosl = "FIND {acme} RETURNING Account(Name)"
    assert get(admin, path, "37.0", q=sosl).json["searchRecords"][0]["Name"] == "Acme Import Company"
    assert get(admin, path, "36.0", q=sosl).json[0]["Name"] == "Acme Import Company"


def test_a_search_is_only_read(admin):
    answer = admin.call("POST", "/search", json={})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (405, "METHOD_NOT_ALLOWED")


def test_a_refused_clause_is_kept_for_the_list_of_what_users_miss(world, admin):
    get(admin, "/search", q="FIND {acme} WITH HIGHLIGHT")
    assert any("WITH HIGHLIGHT" in each.why for each in world.org.unmatched)


def test_the_scope_lists_what_the_caller_may_search(world, admin):
    everything = get(admin, "/search/scopeOrder").json
    assert everything[0] == {"type": "Account", "url": "/services/data/v62.0/sobjects/Account/describe"}
    partner = world.partner("Plain")
    narrow = {each["type"] for each in get(partner.caller, "/search/scopeOrder").json}
    assert "Account" in narrow
    assert narrow < {each["type"] for each in everything}


def test_a_layout_has_the_columns_of_each_object(admin):
    account, campaign = get(admin, "/search/layout", q="account, Campaign").json
    assert (account["label"], account["limitRows"]) == ("Search Results", 25)
    assert account["searchColumns"][0] == {
        "field": "Account.Name", "format": None, "label": "Account Name", "name": "Name",
    }  # fmt: skip
    assert account["searchColumns"][-1] == {
        "field": "User.Alias", "format": None, "label": "Account Owner Alias", "name": "Owner.Alias",
    }  # fmt: skip
    assert [column["name"] for column in campaign["searchColumns"]] == ["Name"]
    dates = get(admin, "/search/layout", q="Opportunity").json[0]["searchColumns"]
    assert {column["name"]: column["format"] for column in dates}["CloseDate"] == "date"


@pytest.mark.parametrize(
    ("names", "code"), [("", "INVALID_SEARCH"), ("Nope", "INVALID_TYPE"), ("AccountShare", "INVALID_TYPE")]
)
def test_a_layout_of_what_cannot_be_searched_is_refused(admin, names, code):
    answer = get(admin, "/search/layout", q=names)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)


@pytest.mark.parametrize("name", ["suggestTitleMatches", "suggestSearchQueries"])
def test_suggestions_for_articles_are_refused_by_name(admin, name):
    answer = get(admin, f"/search/{name}", q="acme")
    assert answer.status_code == 501
    assert name in answer.json[0]["message"]
