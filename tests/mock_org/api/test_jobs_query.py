"""/jobs/query: Bulk API 2.0 reads, page by page."""

import csv
import io

import pytest

QUERY = "/jobs/query"


def create(caller, soql, operation="query", **more):
    return caller.call("POST", QUERY, json={"operation": operation, "query": soql} | more)


def run(caller, soql, **more):
    """A job that somebody has seen complete; its id."""
    answer = create(caller, soql, **more)
    assert answer.status_code == 200, answer.json
    assert caller.get(f"{QUERY}/{answer.json['id']}").json["state"] == "JobComplete"
    return answer.json["id"]


def page(caller, job_id, **params):
    answer = caller.get(f"{QUERY}/{job_id}/results", query_string=params)
    assert answer.status_code == 200, answer.json
    assert answer.headers["Content-Type"] == "text/csv"
    return answer


def rows(answer):
    return list(csv.reader(io.StringIO(answer.text, newline="")))


@pytest.fixture
def contacts(admin):
    account = admin.create("Account", Name="Acme")
    admin.create("Contact", LastName="A", AccountId=account, HasOptedOutOfEmail=True, Email="a@example.com")
    admin.create("Contact", LastName='B "b", c')


def test_a_new_job_is_uploaded_and_complete_at_the_first_look(admin, contacts):
    job = create(admin, "SELECT Id FROM account").json
    assert list(job) == [
        "id",
        "operation",
        "object",
        "createdById",
        "createdDate",
        "systemModstamp",
        "state",
        "concurrencyMode",
        "contentType",
        "apiVersion",
        "lineEnding",
        "columnDelimiter",
    ]
    assert (job["state"], job["object"], job["apiVersion"]) == ("UploadComplete", "Account", 62.0)
    early = admin.get(f"{QUERY}/{job['id']}/results")
    message = (
        "can only download query results of successfully completed bulk job with status: JOB_COMPLETE. Current status: "
        "IN_PROGRESS"
    )
    assert (early.status_code, early.json) == (412, [{"errorCode": "JOB_NOT_COMPLETE", "message": message}])
    seen = admin.get(f"{QUERY}/{job['id']}").json
    assert (seen["state"], seen["jobType"], seen["numberRecordsProcessed"]) == ("JobComplete", "V2Query", 1)


def test_the_rows_come_as_csv_under_describes_names(admin, contacts):
    soql = "SELECT lastname, c.account.NAME, HasOptedOutOfEmail, CreatedDate FROM Contact c ORDER BY LastName"
    answer = page(admin, run(admin, soql))
    head, first, second = rows(answer)
    assert head == ["LastName", "Account.Name", "HasOptedOutOfEmail", "CreatedDate"]
    assert first[:3] == ["A", "Acme", "true"]
    assert first[3].endswith("Z")
    assert second[:3] == ['B "b", c', "", "false"]
    assert (answer.headers["Sforce-NumberOfRecords"], answer.headers["Sforce-Locator"]) == ("2", "null")
    assert answer.text.startswith('"LastName","Account.Name"')


def test_pages_follow_their_locators_to_the_end(admin):
    for number in range(5):
        admin.create("Lead", LastName=f"L{number}", Company="C")
    job_id = run(admin, "SELECT LastName FROM Lead ORDER BY LastName")
    seen, locator = [], ""
    while locator != "null":
        answer = page(admin, job_id, maxRecords=2, **({"locator": locator} if locator else {}))
        assert int(answer.headers["Sforce-NumberOfRecords"]) == len(rows(answer)) - 1
        seen += [row[0] for row in rows(answer)[1:]]
        locator = answer.headers["Sforce-Locator"]
    assert seen == ["L0", "L1", "L2", "L3", "L4"]


@pytest.mark.parametrize(
    "params", [{"locator": "nonsense"}, {"locator": "LTE"}, {"locator": "OTk5"}, {"maxRecords": "x"}]
)
def test_locators_and_sizes_that_are_none_are_refused(admin, contacts, params):
    job_id = run(admin, "SELECT Id FROM Contact")
    assert admin.get(f"{QUERY}/{job_id}/results", query_string=params).status_code == 400


def test_no_rows_leave_the_header(admin):
    answer = page(admin, run(admin, "SELECT Id, owner.name FROM Lead"))
    assert answer.text == '"Id","Owner.Name"\n'
    assert answer.headers["Sforce-NumberOfRecords"] == "0"


def test_the_form_is_the_one_asked_for(admin, contacts):
    soql = "SELECT LastName, Email FROM Contact WHERE LastName = 'A'"
    answer = page(admin, run(admin, soql, columnDelimiter="PIPE", lineEnding="CRLF"))
    assert answer.text == '"LastName"|"Email"\r\n"A"|"a@example.com"\r\n'


def test_deleted_rows_come_with_query_all(admin):
    record_id = admin.create("Lead", LastName="L", Company="C")
    admin.call("DELETE", f"/sobjects/Lead/{record_id}")
    assert len(rows(page(admin, run(admin, "SELECT Id FROM Lead")))) == 1
    assert len(rows(page(admin, run(admin, "SELECT Id FROM Lead", operation="queryAll")))) == 2


@pytest.mark.parametrize(
    "soql",
    [
        "SELECT COUNT() FROM Account",
        "SELECT COUNT(Id) FROM Account",
        "SELECT Name FROM Account GROUP BY Name",
        "SELECT Id FROM Account LIMIT 1 OFFSET 1",
        "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
        "SELECT Nope FROM Account",
        "SELECT Id FROM Nope",
        "nonsense",
    ],
)
def test_statements_that_bulk_queries_do_not_do_are_refused(admin, soql):
    assert create(admin, soql).status_code == 400
    assert admin.get(QUERY).json["records"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"operation": "insert", "query": "SELECT Id FROM Account"}, "INVALIDOPERATION"),
        ({"operation": "query"}, "JSON_PARSER_ERROR"),
        ({"operation": "query", "query": "SELECT Id FROM Account", "object": "Account"}, "JSON_PARSER_ERROR"),
        ({"operation": "query", "query": "SELECT Id FROM Account", "columnDelimiter": "|"}, "INVALIDJOB"),
    ],
)
def test_a_job_that_cannot_be_is_refused(admin, body, code):
    answer = admin.call("POST", QUERY, json=body)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert admin.get(QUERY).json["records"] == []


def test_a_user_reads_what_he_may(world):
    partner = world.partner("Acme")
    world.admin.create("Lead", LastName="Hidden", Company="C")
    partner.caller.create("Lead", LastName="Mine", Company="C")
    assert rows(page(partner.caller, run(partner.caller, "SELECT LastName FROM Lead"))) == [["LastName"], ["Mine"]]


def test_jobs_are_aborted_before_they_are_seen_and_deleted_after(admin, contacts):
    job_id = create(admin, "SELECT Id FROM Contact").json["id"]
    assert admin.call("PATCH", f"{QUERY}/{job_id}", json={"state": "Aborted"}).json["state"] == "Aborted"
    assert admin.get(f"{QUERY}/{job_id}/results").status_code == 412
    done = run(admin, "SELECT Id FROM Contact")
    refused = admin.call("PATCH", f"{QUERY}/{done}", json={"state": "Aborted"})
    assert (refused.status_code, refused.json[0]["errorCode"]) == (400, "INVALIDJOBSTATE")
    assert {job["id"] for job in admin.get(QUERY).json["records"]} == {job_id, done}
    assert admin.call("DELETE", f"{QUERY}/{done}").status_code == 204
    assert admin.get(f"{QUERY}/{done}").json[0]["errorCode"] == "INVALIDJOB"


def test_an_unknown_job_has_no_results(admin):
    answer = admin.get(f"{QUERY}/none/results")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALIDJOB")


def test_query_jobs_came_with_version_47(admin):
    body = {"operation": "query", "query": "SELECT Id FROM Account"}
    assert admin.call("POST", "/services/data/v46.0/jobs/query", json=body).status_code == 404
