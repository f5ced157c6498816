"""/query: pages and locators, plans, columns, parameters."""

from datetime import timedelta

import pytest

PAGE = {"Sforce-Query-Options": "batchSize=200"}


@pytest.fixture
def many(world, admin):
    """250 accounts of the administrator."""
    rows = [{"Name": f"A{n:03d}", "OwnerId": admin.user_id} for n in range(250)]
    return world.org.system_session().load("Account", rows)


def ask(caller, soql, path="/query", **headers):
    return caller.get(path, query_string={"q": soql}, headers=PAGE | headers)


def names(page):
    return [record["Name"] for record in page["records"]]


# ---- pages


def test_a_long_answer_comes_in_pages(admin, many):
    first = ask(admin, "SELECT Name FROM Account ORDER BY Name").json
    assert (first["totalSize"], first["done"], len(first["records"])) == (250, False, 200)
    assert list(first) == ["totalSize", "done", "nextRecordsUrl", "records"]
    assert first["nextRecordsUrl"].startswith("/services/data/v62.0/query/0r8")
    assert first["nextRecordsUrl"].endswith("-200")
    rest = admin.get(first["nextRecordsUrl"]).json
    assert (rest["totalSize"], rest["done"], len(rest["records"])) == (250, True, 50)
    assert "nextRecordsUrl" not in rest
    assert names(first) + names(rest) == [f"A{n:03d}" for n in range(250)]


def test_a_page_has_2000_rows_unless_the_caller_says_otherwise(world, admin):
    world.org.system_session().load("Lead", [{"LastName": "L", "Company": "C", "Status": "New"}] * 2001)
    assert len(admin.get("/query", query_string={"q": "SELECT Id FROM Lead"}).json["records"]) == 2000
    for wanted, given in (("1", 200), ("300", 300), ("5000", 2000)):
        page = ask(admin, "SELECT Id FROM Lead", **{"Sforce-Query-Options": f"batchSize={wanted}"})
        assert len(page.json["records"]) == given


def test_a_page_is_smaller_when_long_texts_are_selected(world, admin):
    world.org.system_session().load("Account", [{"Name": "x"}] * 1001)
    page = admin.get("/query", query_string={"q": "SELECT Id, Description FROM Account"}).json
    assert page["nextRecordsUrl"].endswith("-1000")


def test_a_page_is_read_again_and_with_what_clients_leave_behind(admin, many):
    url = ask(admin, "SELECT Name FROM Account").json["nextRecordsUrl"]
    name = url.rpartition("/")[2]
    again = [url, url + "/", f"/query/{name}?q=SELECT+Id", f"/queryAll/{name}", f"/query/01g{name[3:]}"]
    assert {str(names(admin.get(each).json)) for each in again} == {str(names(admin.get(url).json))}


def test_query_all_pages_through_deleted_rows(admin, many):
    admin.call("DELETE", f"/sobjects/Account/{many[0]}")
    assert ask(admin, "SELECT Id FROM Account").json["totalSize"] == 249
    first = ask(admin, "SELECT Name, IsDeleted FROM Account ORDER BY Name DESC", "/queryAll").json
    rest = admin.get(first["nextRecordsUrl"]).json
    assert (first["totalSize"], rest["records"][-1]["IsDeleted"]) == (250, True)


@pytest.mark.parametrize("locator", ["0r8Mo9999999999AAA-200", "0r8", "x", "01gxx-2000", "{name}-9999", "{name}-x"])
def test_a_locator_that_is_none_is_refused(admin, many, locator):
    name = ask(admin, "SELECT Name FROM Account").json["nextRecordsUrl"].rpartition("/")[2].rpartition("-")[0]
    refused(admin.get("/query/" + locator.format(name=name)))


def refused(answer):
    assert answer.status_code == 400
    assert answer.json == [{"message": "invalid query locator", "errorCode": "INVALID_QUERY_LOCATOR"}]


def test_a_locator_is_its_users_own(world, admin, many):
    url = ask(admin, "SELECT Name FROM Account").json["nextRecordsUrl"]
    other = world.caller(world.user("Other", "System Administrator"))
    refused(other.get(url))
    assert admin.get(url).status_code == 200


def test_a_locator_ends_with_the_log_in(world, admin, many):
    mine, second = world.caller(admin.user_id), world.caller(admin.user_id)
    url = ask(mine, "SELECT Name FROM Account").json["nextRecordsUrl"]
    assert second.get(url).status_code == 200
    del world.org.tokens[mine.session_id]
    refused(second.get(url))


def test_a_locator_lives_two_days(world, admin, many):
    url = ask(admin, "SELECT Name FROM Account").json["nextRecordsUrl"]
    world.org.clock.advance(timedelta(days=2, minutes=-1))
    assert admin.get(url).status_code == 200
    world.org.clock.advance(timedelta(minutes=2))
    refused(admin.get(url))


def test_a_user_has_ten_open_answers(admin, many):
    urls = [ask(admin, "SELECT Name FROM Account").json["nextRecordsUrl"] for _ in range(11)]
    refused(admin.get(urls[0]))
    assert all(admin.get(url).status_code == 200 for url in urls[1:])


def test_a_later_page_leaves_out_what_the_reader_may_no_longer_see(world, admin):
    partner = world.partner("Plain")
    rows = [{"Name": f"A{n:03d}", "OwnerId": partner.user_id} for n in range(210)]
    ids = world.org.system_session().load("Account", rows)
    first = ask(partner.caller, "SELECT Name FROM Account ORDER BY Name").json
    assert first["totalSize"] == 211
    admin.update("Account", ids[205], OwnerId=admin.user_id)
    admin.call("DELETE", f"/sobjects/Account/{ids[206]}")
    rest = names(partner.caller.get(first["nextRecordsUrl"]).json)
    assert rest == ["A200", "A201", "A202", "A203", "A204", "A207", "A208", "A209", "Plain"]


def test_groups_come_in_pages_too(admin, many):
    first = ask(admin, "SELECT Name, COUNT(Id) FROM Account GROUP BY Name").json
    rest = admin.get(first["nextRecordsUrl"]).json
    assert (len(first["records"]), len(rest["records"])) == (200, 50)


def test_many_child_records_get_a_locator_of_their_own(world, admin, many):
    rows = [{"LastName": f"C{n:03d}", "Name": f"C{n:03d}", "AccountId": many[0]} for n in range(250)]
    world.org.system_session().load("Contact", rows)
    soql = "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account WHERE Name = 'A000'"
    children = ask(admin, soql).json["records"][0]["Contacts"]
    assert (children["totalSize"], children["done"], len(children["records"])) == (250, False, 200)
    rest = admin.get(children["nextRecordsUrl"]).json
    assert rest["done"] is True
    assert [record["LastName"] for record in rest["records"]] == [f"C{n:03d}" for n in range(200, 250)]


# ---- parameters


def test_an_empty_or_missing_statement_is_refused(admin):
    message = "SOQL statements cannot be empty or null"
    for path in ("/query", "/query?q=", "/query?q=%20", "/queryAll", "/query?explain=", "/query?columns=true"):
        answer = admin.get(path)
        assert (answer.status_code, answer.json) == (400, [{"message": message, "errorCode": "MALFORMED_QUERY"}])


def test_unknown_parameters_are_passed_over(admin, many):
    answer = admin.get("/query", query_string={"limit": "2", "q": "SELECT Id FROM Account"})
    assert answer.json["totalSize"] == 250


@pytest.mark.parametrize("path", ["/query", "/queryAll", "/query/0r8-1"])
def test_a_query_is_only_read(admin, path):
    answer = admin.call("POST", path, json={"q": "SELECT Id FROM Account"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (405, "METHOD_NOT_ALLOWED")


# ---- plans


def plans(caller, soql):
    answer = caller.get("/query", query_string={"explain": soql})
    assert answer.status_code == 200, answer.json
    return answer.json["plans"]


def test_a_filter_on_an_indexed_field_is_planned_by_its_index(admin, many):
    first, second = plans(admin, "SELECT Id FROM Account WHERE Name = 'A001' AND BillingCity = 'Ulm'")
    assert list(first) == [
        "cardinality", "fields", "leadingOperationType", "notes", "relativeCost", "sobjectCardinality", "sobjectType",
    ]  # fmt: skip
    assert (first["leadingOperationType"], first["fields"], first["cardinality"]) == ("Index", ["Name"], 1)
    assert (first["sobjectCardinality"], first["sobjectType"]) == (250, "Account")
    assert first["relativeCost"] < 1 < second["relativeCost"]
    assert (second["leadingOperationType"], second["fields"], second["cardinality"]) == ("TableScan", [], 250)
    text = "Not considering filter for optimization because unindexed"
    assert {"description": text, "fields": ["BillingCity"], "tableEnumOrId": "Account"} in first["notes"]


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("", []),
        ("WHERE Name LIKE 'A%'", []),
        ("WHERE Name = 'A001' OR Name = 'A002'", []),
        ("WHERE a.Name IN ('A001', 'A002')", ["Name"]),
        ("WHERE Account.OwnerId != null AND CreatedDate > LAST_N_DAYS:3", ["CreatedDate"]),
        ("WHERE Owner.Name = 'x'", []),
        ("WHERE Id IN (SELECT AccountId FROM Contact)", []),
    ],
)
def test_only_filters_that_an_index_helps_are_planned(admin, many, where, fields):
    found = plans(admin, f"SELECT Id FROM Account a {where}")
    assert [name for plan in found for name in plan["fields"]] == fields


def test_a_plan_counts_what_the_user_sees(world, many):
    partner = world.partner("Plain")
    assert plans(partner.caller, "SELECT Id FROM Account")[0]["sobjectCardinality"] == 1


@pytest.mark.parametrize(
    ("explained", "status", "code"),
    [
        ("SELECT Id FROM Nope", 400, "INVALID_TYPE"),
        ("SELECT Nope FROM Account", 400, "INVALID_FIELD"),
        ("SELECT", 400, "MALFORMED_QUERY"),
        ("00B000000000001AAA", 501, "NOT_IMPLEMENTED"),
        ("00O000000000001", 501, "NOT_IMPLEMENTED"),
    ],
)
def test_what_cannot_be_planned_is_refused(admin, explained, status, code):
    answer = admin.get("/query", query_string={"explain": explained})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (status, code)


# ---- columns


def columns(caller, soql):
    answer = caller.get("/query", query_string={"q": soql, "columns": "true"})
    assert answer.status_code == 200, answer.json
    return answer.json


def test_columns_are_described_as_the_cli_wants_them(admin):
    answer = columns(admin, "SELECT id, account.NAME, AccountId FROM contact")
    own, account, lookup = answer.pop("columnMetadata")
    assert answer == {"entityName": "Contact", "groupBy": False, "idSelected": True, "keyPrefix": "003"}
    assert own == {
        "aggregate": False, "apexType": "Id", "booleanType": False, "columnName": "Id", "custom": False,
        "displayName": "Id", "foreignKeyName": None, "insertable": False, "joinColumns": [], "numberType": False,
        "textType": False, "updatable": False,
    }  # fmt: skip
    assert (account["columnName"], account["foreignKeyName"], account["apexType"]) == ("Account", "AccountId", None)
    assert [(each["columnName"], each["textType"]) for each in account["joinColumns"]] == [("Name", True)]
    assert (lookup["apexType"], lookup["insertable"], lookup["updatable"]) == ("Id", True, True)


def shown(found):
    """Column name, display name and inner columns."""
    return [
        (each["columnName"], each["displayName"], *([shown(each["joinColumns"])] if each["joinColumns"] else []))
        for each in found
    ]


@pytest.mark.parametrize(
    ("soql", "expected"),
    [
        ("SELECT name, (SELECT lastname FROM contacts) FROM Account",
         [("Name", "Name"), ("Contacts", "Contacts", [("LastName", "LastName")])]),
        ("SELECT Owner.Name, Owner.Email FROM Account",
         [("Owner", "Owner", [("Name", "Name"), ("Email", "Email")])]),
        ("SELECT a.Parent.Owner.Name FROM Account a",
         [("Parent", "Parent", [("Owner", "Owner", [("Name", "Name")])])]),
        ("SELECT CampaignId, AVG(amount) FROM Opportunity GROUP BY CampaignId",
         [("CampaignId", "CampaignId"), ("expr0", "avg(Amount)")]),
        ("SELECT Name n, COUNT(Id) c, MAX(CreatedDate), MIN(CreatedDate) FROM Account GROUP BY Name",
         [("n", "n"), ("c", "count(Id)"), ("expr0", "max(CreatedDate)"), ("expr1", "min(CreatedDate)")]),
        ("SELECT COUNT() FROM Account", []),
    ],
)  # fmt: skip
def test_columns_follow_the_statement(admin, soql, expected):
    assert shown(columns(admin, soql)["columnMetadata"]) == expected


def test_columns_of_a_wrong_statement_are_refused(admin):
    answer = admin.get("/query", query_string={"q": "SELECT Nope FROM Account", "columns": "true"})
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALID_FIELD")


@pytest.mark.parametrize(("version", "status"), [("63.0", 200), ("64.0", 400)])
def test_used_licenses_are_compared_before_version_64_only(admin, version, status):
    asked = {"q": "SELECT Name, UsedLicenses FROM UserLicense WHERE UsedLicenses > 1000"}
    answer = admin.get(f"/services/data/v{version}/query", query_string=asked)
    assert answer.status_code == status
    if status == 400:
        assert answer.json[0]["errorCode"] == "INVALID_FIELD"
        assert "field 'UsedLicenses' can not be filtered in a query call" in answer.json[0]["message"]
