"""List views: which there are, what they show, and that they show nothing else."""

from datetime import timedelta

import pytest

URL = "/sobjects/Account/listviews"


def names(caller, sobject="Account"):
    return [each["developerName"] for each in caller.get(f"/sobjects/{sobject}/listviews").json["listviews"]]


def values(caller, view, sobject="Account", field="Name", **query):
    answer = caller.get(f"/sobjects/{sobject}/listviews/{view}/results", query_string=query)
    assert answer.status_code == 200, answer.json
    return [next(c["value"] for c in row["columns"] if c["fieldNameOrPath"] == field) for row in answer.json["records"]]


def test_every_object_with_pages_has_its_standard_list_views(admin):
    assert {"AllAccounts", "MyAccounts", "RecentlyViewedAccounts"} <= set(names(admin))
    assert "All" in names(admin, "Deal_Registration__c")
    answer = admin.get(URL).json
    assert answer["size"] == len(answer["listviews"])
    assert (answer["done"], answer["nextRecordsUrl"], answer["sobjectType"]) == (True, None, "Account")
    assert set(answer["listviews"][0]) == {
        "describeUrl", "developerName", "id", "label", "resultsUrl", "soqlCompatible", "url",
    }  # fmt: skip


def test_list_views_are_records_of_their_own(admin):
    found = admin.query("SELECT Id, Name FROM ListView WHERE SobjectType = 'Account' AND DeveloperName = 'MyAccounts'")
    assert admin.get(f"{URL}/{found[0]['Id']}").json["label"] == found[0]["Name"] == "My Accounts"
    assert admin.get(f"{URL}/myaccounts").json["id"] == found[0]["Id"]


def test_a_describe_tells_the_statement_that_the_list_view_stands_for(admin):
    told = admin.get(f"{URL}/NewThisWeek/describe").json
    assert told["query"] == (
        "SELECT Name, Site, BillingState, Phone, toLabel(Type), Owner.Alias, Id, CreatedDate, LastModifiedDate, "
        "SystemModstamp FROM Account WHERE CreatedDate = THIS_WEEK ORDER BY Name ASC NULLS FIRST, Id ASC NULLS FIRST"
    )
    assert told["whereCondition"] == {"field": "CreatedDate", "operator": "equals", "values": ["THIS_WEEK"]}
    assert told["orderBy"][0] == {"fieldNameOrPath": "Name", "nullsPosition": "first", "sortDirection": "ascending"}
    assert (told["scope"], told["sobjectType"], len(told["id"])) == (None, "Account", 15)
    assert admin.get(f"{URL}/MyAccounts/describe").json["scope"] == "mine"


def test_results_have_the_recorded_shape(admin):
    admin.create("Account", Name="Burlington", Type="Customer - Direct")
    told = admin.get(f"{URL}/MyAccounts/results").json
    assert list(told) == ["columns", "developerName", "done", "id", "label", "records", "size"]
    labels = [column["label"] for column in told["columns"] if not column["hidden"]]
    assert labels[0] == "Account Name"
    assert labels[-1] == "Account Owner Alias"
    first = {each["fieldNameOrPath"]: each["value"] for each in told["records"][0]["columns"]}
    assert first["Name"] == "Burlington"
    assert first["Site"] is None
    assert first["CreatedDate"].split()[-2] == "GMT"
    assert [c["fieldNameOrPath"] for c in told["columns"] if c["hidden"]] == [
        "Id", "CreatedDate", "LastModifiedDate", "SystemModstamp",
    ]  # fmt: skip


def test_limit_and_offset_page_through_the_rows(admin):
    for name in ("A", "B", "C"):
        admin.create("Account", Name=name)
    assert values(admin, "AllAccounts", limit=2) == ["A", "B"]
    assert values(admin, "AllAccounts", limit=2, offset=2) == ["C"]
    page = admin.get(f"{URL}/AllAccounts/results", query_string={"limit": 2}).json
    assert (page["done"], page["size"]) == (False, 2)


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 2001}, {"limit": "x"}, {"offset": -1}, {"offset": "²"}])
def test_other_limits_are_refused(admin, query):
    answer = admin.get(f"{URL}/AllAccounts/results", query_string=query)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")


@pytest.mark.parametrize("path", ["Nope", "Nope/describe", "Nope/results", "00B000000000000AAA"])
def test_a_list_view_that_there_is_not_is_not_found(admin, path):
    answer = admin.get(f"{URL}/{path}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (404, "NOT_FOUND")


def test_objects_without_pages_have_no_list_views(admin):
    assert admin.get("/sobjects/AccountShare/listviews").status_code == 404
    assert admin.get("/sobjects/Nope/listviews").status_code == 404


def test_each_user_sees_his_own_rows_and_columns(world):
    acme = world.partner("Acme")
    world.partner("Globex")
    assert values(world.admin, "AllAccounts") == ["Acme", "Globex"]
    assert values(acme.caller, "AllAccounts") == ["Acme"]
    assert values(acme.caller, "MyAccounts") == []


def test_recently_viewed_lists_what_the_user_viewed_the_latest_first(world):
    first, second = world.admin.create("Account", Name="First"), world.admin.create("Account", Name="Second")
    world.admin.create("Account", Name="Never")
    for record_id in (second, first):
        world.admin.query(f"SELECT Id FROM Account WHERE Id = '{record_id}' FOR VIEW")
        world.org.clock.advance(timedelta(minutes=1))
    assert values(world.admin, "RecentlyViewedAccounts") == ["First", "Second"]
    assert values(world.partner("Acme").caller, "RecentlyViewedAccounts") == []


def test_recent_list_views_are_those_that_the_user_viewed(admin):
    assert admin.get(f"{URL}/recent").json["listviews"] == []
    admin.query("SELECT Id FROM ListView WHERE DeveloperName = 'MyAccounts' FOR VIEW")
    assert [each["developerName"] for each in admin.get(f"{URL}/recent").json["listviews"]] == ["MyAccounts"]
