"""/composite: subrequests in one transaction or each for itself, references between them, refusals of the whole."""

import pytest

V = "/services/data/v62.0"
ROLLED_BACK = "The transaction was rolled back since another operation in the same transaction failed."


def part(name, method, url, body=None, **more):
    given = {"referenceId": name, "method": method, "url": url if url.startswith("/services") else V + url}
    return given | ({} if body is None else {"body": body}) | more


def account(name, **values):
    return part(name, "POST", "/sobjects/Account", {"Name": name} | values)


def composite(caller, *parts, path="/composite", **body):
    return caller.call("POST", path, json={"compositeRequest": list(parts)} | body)


def answers(caller, *parts, **body):
    answer = composite(caller, *parts, **body)
    assert answer.status_code == 200, answer.json
    return answer.json["compositeResponse"]


def names_of(caller, sobject="Account"):
    return {record["Name"] for record in caller.query(f"SELECT Name FROM {sobject}")}


def test_later_subrequests_use_the_answers_of_earlier_ones(admin):
    first, second, third, fourth = answers(
        admin,
        account("acme", Website="a b&c"),
        part("contact", "POST", "/sobjects/Contact", {"LastName": "Doe", "AccountId": "@{acme.id}"}),
        part("row", "GET", "/sobjects/Contact/@{contact.id}?fields=LastName,AccountId"),
        part("found", "GET", "/query?q=SELECT+Name+FROM+Account+WHERE+Id='@{row.AccountId}'"),
    )
    record_id = first["body"]["id"]
    assert first == {
        "body": {"id": record_id, "success": True, "errors": []},
        "httpHeaders": {"Location": f"{V}/sobjects/Account/{record_id}"},
        "httpStatusCode": 201,
        "referenceId": "acme",
    }
    assert list(first) == ["body", "httpHeaders", "httpStatusCode", "referenceId"]
    assert second["httpStatusCode"] == 201
    assert (third["httpStatusCode"], third["body"]["AccountId"]) == (200, record_id)
    assert [record["Name"] for record in fourth["body"]["records"]] == ["acme"]


def test_a_change_answers_204_with_a_null_body(admin):
    changed = answers(admin, account("a"), part("b", "PATCH", "/sobjects/Account/@{a.id}", {"Phone": "1"}))[1]
    assert changed == {"body": None, "httpHeaders": {}, "httpStatusCode": 204, "referenceId": "b"}


def test_what_a_subrequest_is_refused_stands_in_its_place(admin):
    answer = answers(admin, part("CCI__RefId__0__", "GET", "/sobjects/Foo"))
    assert answer == [
        {
            "body": [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}],
            "httpHeaders": {},
            "httpStatusCode": 404,
            "referenceId": "CCI__RefId__0__",
        }
    ]


@pytest.mark.parametrize("position", [0, 1, 2])
def test_all_or_none_keeps_nothing_when_one_is_refused(admin, position):
    before = names_of(admin)
    parts = [account(f"n{i}") for i in range(3)]
    parts[position]["body"] = {"Website": "x"}
    got = answers(admin, *parts, allOrNone=True)
    assert [each["httpStatusCode"] for each in got] == [400, 400, 400]
    codes = [each["body"][0]["errorCode"] for each in got]
    assert codes.pop(position) == "REQUIRED_FIELD_MISSING"
    assert codes == ["PROCESSING_HALTED"] * 2
    assert got[position - 1]["body"] == [{"errorCode": "PROCESSING_HALTED", "message": ROLLED_BACK}]
    assert names_of(admin) == before


def test_without_all_or_none_the_others_are_kept_and_dependents_are_halted(admin):
    got = answers(
        admin,
        part("bad", "POST", "/sobjects/Account", {"Website": "x"}),
        account("good"),
        part("child", "POST", "/sobjects/Contact", {"LastName": "L", "AccountId": "@{bad.id}"}),
        part("grandchild", "GET", "/sobjects/Contact/@{child.id}"),
    )
    assert [each["httpStatusCode"] for each in got] == [400, 201, 400, 400]
    assert got[2]["body"] == [
        {
            "errorCode": "PROCESSING_HALTED",
            "message": "Execution halted as previous operation (bad) was not successful.",
        }
    ]
    assert "good" in names_of(admin)


def test_a_reference_that_leads_nowhere_halts_its_subrequest(admin):
    got = answers(
        admin,
        part("none", "GET", "/query?q=SELECT+Id+FROM+Account+WHERE+Name='nobody'"),
        part("plan", "POST", "/sobjects/Contact", {"LastName": "L", "AccountId": "@{none.records[0].Id}"}),
    )
    message = (
        "Invalid reference specified. No value for none.records[0].Id found in none. Provided referenceId "
        "('none.records[0].Id') must start with a letter or a number, and it can contain only letters, numbers and "
        "underscores ('_')."
    )
    assert got[1]["body"] == [{"errorCode": "PROCESSING_HALTED", "message": message}]
    assert got[1]["httpStatusCode"] == 400


@pytest.mark.parametrize(
    "reference", ["@{nobody.id}", "@{last.id}", "@{a.Id}", "@{a.errors}", "@{a}", "@{}", "@{a.id.x}"]
)
def test_unknown_later_and_misspelt_references_are_refused(admin, reference):
    use = part("use", "POST", "/sobjects/Contact", {"LastName": "L", "AccountId": reference})
    got = answers(admin, account("a"), use, account("last"))
    assert [each["httpStatusCode"] for each in got] == [201, 400, 201]
    assert got[1]["body"][0]["errorCode"] == "PROCESSING_HALTED"


@pytest.mark.parametrize("all_or_none", [True, False])
def test_references_in_a_circle_write_nothing(admin, all_or_none):
    before = names_of(admin)
    got = answers(admin, account("x", Site="@{y.id}"), account("y", Site="@{x.id}"), allOrNone=all_or_none)
    assert [each["httpStatusCode"] for each in got] == [400, 400]
    assert names_of(admin) == before


def test_lists_are_projected_into_urls_and_bodies(admin):
    for name in ("p1", "p2"):
        admin.create("Account", Name=name)
    query = part("q", "GET", "/query?q=SELECT+Id,Name+FROM+Account+WHERE+Name+LIKE+'p_'+ORDER+BY+Name")
    got = answers(
        admin,
        query,
        part("read", "POST", "/composite/sobjects/Account", {"ids": "@{q.records[*].Id}", "fields": ["Name"]}),
        part("gone", "DELETE", "/composite/sobjects?ids=@{q.records[*].Id}"),
    )
    assert [record["Name"] for record in got[1]["body"]] == ["p1", "p2"]
    assert [result["success"] for result in got[2]["body"]] == [True, True]


def test_a_reference_keeps_its_type_and_is_put_into_text(admin):
    got = answers(
        admin,
        account("a", NumberOfEmployees=7),
        part("row", "GET", "/sobjects/Account/@{a.id}?fields=NumberOfEmployees,Name,Phone"),
        account("b", NumberOfEmployees="@{row.NumberOfEmployees}", Website="w-@{row.Name}-@{a.success}"),
        account("c", Phone="@{row.Phone}"),
    )
    assert [each["httpStatusCode"] for each in got] == [201, 200, 201, 201]
    made = admin.query("SELECT NumberOfEmployees, Website FROM Account WHERE Name = 'b'")[0]
    assert (made["NumberOfEmployees"], made["Website"]) == (7, "w-a-true")


def test_before_version_52_a_null_cannot_be_referred_to(admin):
    row = part("row", "GET", f"/sobjects/Account/{admin.create('Account', Name='a')}?fields=Phone")
    use = account("c", Phone="@{row.Phone}")
    assert composite(admin, row, use).json["compositeResponse"][1]["httpStatusCode"] == 201
    old = composite(admin, row, use, path="/services/data/v51.0/composite").json["compositeResponse"]
    assert old[1]["body"][0]["errorCode"] == "PROCESSING_HALTED"


def test_values_are_encoded_when_they_go_into_a_url(admin):
    admin.create("Account", Name="R&D + 1")
    got = answers(
        admin,
        part("q", "GET", "/query?q=SELECT Name FROM Account WHERE Name LIKE 'R%25'"),
        part("again", "GET", "/query?q=SELECT Id FROM Account WHERE Name = '@{q.records[0].Name}'"),
    )
    assert got[1]["body"]["totalSize"] == 1


def test_more_than_25_subrequests_are_refused_as_a_whole(admin):
    before = names_of(admin)
    answer = composite(admin, *[account(f"n{i}") for i in range(26)])
    assert answer.status_code == 200
    assert answer.json == {
        "compositeResponse": [
            {
                "body": [
                    {
                        "errorCode": "LIMIT_EXCEEDED",
                        "message": "The request can\u2019t contain more than 25 operations.",
                    }
                ],
                "httpHeaders": {},
                "httpStatusCode": 400,
                "referenceId": None,
            }
        ]
    }
    assert names_of(admin) == before


def test_at_most_five_subrequests_query_or_write_collections(admin):
    queries = [part(f"q{i}", "GET", "/query?q=SELECT+Id+FROM+Account") for i in range(5)]
    assert {each["httpStatusCode"] for each in answers(admin, *queries)} == {200}
    records = {"records": [{"attributes": {"type": "Account"}, "Name": "sixth"}]}
    got = answers(admin, *queries, part("c", "POST", "/composite/sobjects", records))
    assert got[0]["body"][0]["errorCode"] == "LIMIT_EXCEEDED"
    assert "sixth" not in names_of(admin)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"referenceId": None}, "'referenceId' is a required field."),
        ({"method": None}, "'method' is a required field."),
        ({"url": ""}, "'url' is a required field."),
        ({"referenceID": "x"}, 'Unrecognized field "referenceID" at [line:1, column:1]'),
        ({"method": "get"}, None),
        ({"referenceId": "ok"}, "Duplicate referenceId 'ok' provided in the request."),
        (
            {"referenceId": "refNewAccount[1]"},
            (
                "Provided referenceId ('refNewAccount[1]') must start with a letter or a number, and it can contain "
                "only letters, numbers and underscores ('_')."
            ),
        ),
        ({"httpHeaders": {"Authorization": "Bearer x"}}, None),
        ({"httpHeaders": {"content-type": "text/csv"}}, None),
        ({"httpHeaders": ["x"]}, None),
    ],
)
def test_a_malformed_subrequest_fails_the_whole_request(admin, change, message):
    answer = composite(admin, account("ok"), account("other") | change)
    assert answer.status_code == 400
    assert answer.json[0]["errorCode"] == "JSON_PARSER_ERROR"
    assert message is None or answer.json == [{"errorCode": "JSON_PARSER_ERROR", "message": message}]
    assert "ok" not in names_of(admin)


@pytest.mark.parametrize("body", [{}, {"compositeRequest": []}, {"compositeRequest": {}}, {"compositeRequest": [1]}])
def test_a_body_without_subrequests_is_refused(admin, body):
    answer = admin.call("POST", "/composite", json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "JSON_PARSER_ERROR")


@pytest.mark.parametrize("switch", ["allOrNone", "collateSubrequests"])
def test_switches_are_booleans(admin, switch):
    assert composite(admin, account("ok"), **{switch: "maybe"}).status_code == 400
    assert composite(admin, account("ok"), **{switch: "true"}).status_code == 200


def test_before_version_52_an_odd_reference_id_works_but_cannot_be_used(admin):
    got = composite(
        admin,
        account("a[1]"),
        part("use", "POST", "/sobjects/Contact", {"LastName": "L", "AccountId": "@{a[1].id}"}),
        path="/services/data/v51.0/composite",
    ).json["compositeResponse"]
    assert [(each["httpStatusCode"], each["referenceId"]) for each in got] == [(201, "a[1]"), (400, "use")]
    assert got[1]["body"][0]["message"].startswith("Invalid reference specified. No value for a[1].id found in a.")


@pytest.mark.parametrize(
    "url",
    [
        f"{V}/limits",
        f"{V}/composite",
        f"{V}/jobs/ingest",
        "/sobjects/Account",
        "/services/oauth2/userinfo",
        "https://elsewhere.example/services/data/v62.0/sobjects/Account",
    ],
)
def test_resources_that_composite_does_not_support_are_refused(admin, url):
    got = answers(admin, {"referenceId": "a", "method": "GET", "url": url})
    assert (got[0]["httpStatusCode"], got[0]["body"][0]["errorCode"]) == (400, "PROCESSING_HALTED")


def test_the_version_in_a_subrequest_must_exist(admin):
    got = answers(admin, part("a", "GET", "/services/data/v99.0/sobjects/Account"))
    assert (got[0]["httpStatusCode"], got[0]["body"][0]["errorCode"]) == (404, "NOT_FOUND")


def test_all_or_none_reaches_into_collections(admin):
    before = names_of(admin)
    records = [{"attributes": {"type": "Account"}, "Name": "first"}, {"attributes": {"type": "Account"}}]
    collection = part("c", "POST", "/composite/sobjects", {"allOrNone": False, "records": records})
    got = answers(admin, collection, account("last"), allOrNone=True)
    assert [each["httpStatusCode"] for each in got] == [200, 400]
    assert [result["success"] for result in got[0]["body"]] == [True, False]
    assert got[1]["body"][0]["message"] == ROLLED_BACK
    assert names_of(admin) == before


def test_a_composite_request_counts_once(admin):
    def used(answer):
        return int(answer.headers["Sforce-Limit-Info"].removeprefix("api-usage=").split("/")[0])

    before = used(admin.get("/sobjects"))
    assert used(composite(admin, account("a"), account("b"))) == before + 1
    assert used(admin.get("/sobjects")) == before + 2


def test_headers_of_the_session_and_of_the_subrequest_reach_it(world, admin):
    partner = world.partner("Acme")
    got = answers(partner.caller, part("me", "GET", "/query?q=SELECT+Id+FROM+User"))
    assert partner.user_id in {record["Id"] for record in got[0]["body"]["records"]}
    got = answers(admin, part("a", "GET", "/sobjects", httpHeaders={"Sforce-Unheard-Of": "1"}))
    assert got[0]["body"][0]["errorCode"] == "NOT_IMPLEMENTED"


def test_a_partner_user_writes_in_a_composite_request_what_he_may(world):
    partner = world.partner("Acme")
    lead = {"LastName": "L", "Company": "C"}
    got = answers(partner.caller, part("lead", "POST", "/sobjects/Lead", lead), account("a"), allOrNone=True)
    assert got[0]["body"][0]["message"] == ROLLED_BACK
    assert world.admin.query("SELECT Id FROM Lead") == []


def test_a_rollback_takes_mails_and_queries_along(world, admin):
    org = world.org
    mails, cursors = len(org.mails()), dict(org.cursors)
    user = {
        "LastName": "U",
        "Alias": "u",
        "Username": "u@example.com",
        "Email": "u@example.com",
        "ProfileId": world.profile("Standard User"),
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }
    got = answers(admin, part("u", "POST", "/sobjects/User", user), part("x", "GET", "/sobjects/Foo"), allOrNone=True)
    assert got[0]["body"][0]["message"] == ROLLED_BACK
    assert (len(org.mails()), org.cursors) == (mails, cursors)
    assert admin.query("SELECT Id FROM User WHERE Username = 'u@example.com'") == []


def test_a_rollback_brings_log_ins_back(world, admin):
    partner = world.partner("Acme")
    freeze = part("off", "PATCH", f"/sobjects/User/{partner.user_id}", {"IsActive": False})
    answers(admin, freeze, part("x", "GET", "/sobjects/Foo"), allOrNone=True)
    assert partner.caller.get("/limits").status_code == 200


def test_the_lock_is_free_after_a_composite_request(world, admin):
    answers(admin, account("a"), part("b", "GET", "/sobjects/Foo"))
    assert world.org.database.lock.acquire(blocking=False)
    world.org.database.lock.release()
    assert admin.get("/limits").status_code == 200


def test_the_list_of_composite_resources_follows_the_version(admin):
    assert admin.get("/composite").json == {
        "tree": f"{V}/composite/tree",
        "batch": f"{V}/composite/batch",
        "sobjects": f"{V}/composite/sobjects",
        "graph": f"{V}/composite/graph",
    }
    assert set(admin.get("/services/data/v41.0/composite/").json) == {"tree", "batch"}
    assert admin.get("/services/data/v37.0/composite").status_code == 404
    assert composite(admin, account("a"), path="/services/data/v37.0/composite").status_code == 404


def test_composite_needs_a_session(world):
    answer = composite(world.nobody, account("a"))
    assert (answer.status_code, answer.json[0]["errorCode"]) == (401, "INVALID_SESSION_ID")
