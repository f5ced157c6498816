"""/composite/batch: subrequests each for itself, halting on error, what is refused as a whole."""

import pytest

NO_RESOURCE = [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]


def post(name):
    return {"method": "POST", "url": "v62.0/sobjects/Account", "richInput": {"Name": name}}


def batch(caller, *parts, path="/composite/batch", **body):
    return caller.call("POST", path, json={"batchRequests": list(parts)} | body)


def names_of(caller):
    return {record["Name"] for record in caller.query("SELECT Name FROM Account")}


def test_each_subrequest_answers_its_status_and_result(admin):
    record_id = admin.create("Account", Name="Old")
    answer = batch(
        admin,
        {"method": "PATCH", "url": f"v62.0/sobjects/account/{record_id}", "richInput": {"Name": "New"}},
        {"method": "GET", "url": f"v62.0/sobjects/account/{record_id}?fields=Name"},
        {"method": "GET", "url": "v57.0/limits"},
    )
    assert answer.status_code == 200
    assert list(answer.json) == ["hasErrors", "results"]
    assert answer.json["hasErrors"] is False
    changed, read, limits = answer.json["results"]
    assert changed == {"statusCode": 204, "result": None}
    assert read["result"]["Name"] == "New"
    assert "DailyApiRequests" in limits["result"]


@pytest.mark.parametrize("url", ["v62.0/sobjects", "/v62.0/sobjects", "/services/data/v62.0/sobjects"])
def test_urls_may_begin_at_the_version_or_at_the_root(admin, url):
    assert batch(admin, {"method": "GET", "url": url}).json["results"][0]["statusCode"] == 200


def test_a_refused_subrequest_leaves_the_others_alone(admin):
    answer = batch(admin, post("one"), {"method": "GET", "url": "v62.0/sobjects/Foo"}, post("two"))
    assert answer.status_code == 200
    assert answer.json["hasErrors"] is True
    assert [each["statusCode"] for each in answer.json["results"]] == [201, 404, 201]
    assert answer.json["results"][1] == {"statusCode": 404, "result": NO_RESOURCE}
    assert {"one", "two"} <= names_of(admin)


def test_halt_on_error_keeps_what_came_before_and_does_nothing_after(admin):
    answer = batch(admin, post("one"), {"method": "GET", "url": "v62.0/sobjects/Foo"}, post("two"), haltOnError=True)
    assert answer.json["hasErrors"] is True
    assert [each["statusCode"] for each in answer.json["results"]] == [201, 404, 412]
    assert answer.json["results"][2]["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"
    assert names_of(admin) & {"one", "two"} == {"one"}


def test_deletes_in_a_batch_tell_the_missing_one(admin):
    ids = [admin.create("Account", Name=f"n{i}") for i in range(2)]
    ids.insert(1, ids[0][:12] + "zzz")
    parts = [{"method": "DELETE", "url": f"v62.0/sobjects/Account/{each}"} for each in ids]
    answer = batch(admin, *parts, path="/tooling/composite/batch").json
    assert [each["statusCode"] for each in answer["results"]] == [204, 404, 204]
    refusal = answer["results"][1]["result"][0]
    assert (refusal["errorCode"], refusal["message"]) == ("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")


def test_more_than_25_subrequests_are_refused_as_a_whole(admin):
    before = names_of(admin)
    answer = batch(admin, *[post(f"n{i}") for i in range(26)])
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "LIMIT_EXCEEDED")
    assert names_of(admin) == before


@pytest.mark.parametrize(
    ("part", "status", "code"),
    [
        ({"method": "GET"}, 400, "JSON_PARSER_ERROR"),
        ({"url": "v62.0/limits"}, 400, "JSON_PARSER_ERROR"),
        ({"method": "FETCH", "url": "v62.0/limits"}, 400, "JSON_PARSER_ERROR"),
        ({"method": "GET", "url": "v62.0/limits", "body": {}}, 400, "JSON_PARSER_ERROR"),
        ({"method": "GET", "url": "v62.0/limits", "httpHeaders": {}}, 400, "JSON_PARSER_ERROR"),
        ({"method": "POST", "url": "v62.0/limits", "binaryPartName": "x"}, 501, "NOT_IMPLEMENTED"),
    ],
)
@pytest.mark.parametrize("halt", [True, False])
def test_a_malformed_subrequest_fails_the_whole_request(admin, part, status, code, halt):
    answer = batch(admin, post("one"), part, haltOnError=halt)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (status, code)
    assert "one" not in names_of(admin)


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("v62.0/composite/batch", 404),
        ("v62.0/jobs/ingest", 404),
        ("limits", 404),
        ("v62.0/limits/../query", 404),
        ("v33.0/limits", 400),
        ("v63.0/limits", 400),
    ],
)
def test_a_subrequest_asks_a_batched_resource_of_a_version_up_to_the_batches_own(admin, url, status):
    answer = batch(admin, {"method": "GET", "url": url})
    assert (answer.status_code, answer.json["results"][0]["statusCode"]) == (200, status)


def test_each_subrequest_counts(admin):
    before = admin.get("/limits").json["DailyApiRequests"]["Remaining"]
    batch(admin, post("one"), post("two"))
    assert admin.get("/limits").json["DailyApiRequests"]["Remaining"] == before - 4


def test_batch_came_with_version_34(admin):
    part = {"method": "GET", "url": "v34.0/limits"}
    assert batch(admin, part, path="/services/data/v34.0/composite/batch").json["results"][0]["statusCode"] == 200
    assert batch(admin, part, path="/services/data/v33.0/composite/batch").status_code == 404
