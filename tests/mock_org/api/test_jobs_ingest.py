"""/jobs/ingest: Bulk API 2.0 writes, from the empty job to its results."""

import csv
import io

import pytest

INGEST = "/jobs/ingest"


def create(caller, operation="insert", sobject="Account", **more):
    return caller.call("POST", INGEST, json={"operation": operation, "object": sobject, "contentType": "CSV"} | more)


def upload(caller, job_id, data, content_type="text/csv; charset=UTF-8"):
    return caller.call("PUT", f"{INGEST}/{job_id}/batches", data=data, headers={"Content-Type": content_type})


def close(caller, job_id, state="UploadComplete"):
    return caller.call("PATCH", f"{INGEST}/{job_id}", json={"state": state})


def run(caller, data, operation="insert", sobject="Account", **more):
    """A job from its creation to its completion; its id."""
    job_id = create(caller, operation, sobject, **more).json["id"]
    assert upload(caller, job_id, data).status_code == 201
    assert close(caller, job_id).status_code == 200
    return job_id


def info(caller, job_id):
    answer = caller.get(f"{INGEST}/{job_id}")
    assert answer.status_code == 200, answer.json
    return answer.json


def rows(caller, job_id, which, delimiter=","):
    answer = caller.get(f"{INGEST}/{job_id}/{which}")
    assert answer.status_code == 200, answer.json
    assert answer.headers["Content-Type"] == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text, newline=""), delimiter=delimiter))


def test_a_new_job_is_open_and_says_where_its_data_go(admin):
    job = create(admin, "upsert", "contact", externalIdFieldName="email", lineEnding="LF").json
    assert list(job) == [
        "id",
        "operation",
        "object",
        "createdById",
        "createdDate",
        "systemModstamp",
        "state",
        "externalIdFieldName",
        "concurrencyMode",
        "contentType",
        "apiVersion",
        "contentUrl",
        "lineEnding",
        "columnDelimiter",
    ]
    assert job["id"].startswith("750")
    assert len(job["id"]) == 18
    assert (job["object"], job["externalIdFieldName"], job["apiVersion"]) == ("Contact", "Email", 62.0)
    assert job["contentUrl"] == f"services/data/v62.0/jobs/ingest/{job['id']}/batches"
    assert (job["state"], job["createdById"]) == ("Open", admin.user_id)
    assert job["createdDate"].endswith(".000+0000")


def test_rows_are_inserted_when_the_upload_is_complete(admin):
    job_id = create(admin).json["id"]
    assert upload(admin, job_id, "Name,Website\nA,x\nB,\n").data == b""
    assert admin.query("SELECT Id FROM Account WHERE Name = 'A'") == []
    closed = close(admin, job_id).json
    assert closed["state"] == "UploadComplete"
    assert not {"lineEnding", "columnDelimiter", "contentUrl"} & set(closed)
    job = info(admin, job_id[:15])
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
        "jobType",
        "lineEnding",
        "columnDelimiter",
        "numberRecordsProcessed",
        "numberRecordsFailed",
        "retries",
        "totalProcessingTime",
        "apiActiveProcessingTime",
        "apexProcessingTime",
    ]
    assert (job["state"], job["jobType"]) == ("JobComplete", "V2Ingest")
    assert (job["numberRecordsProcessed"], job["numberRecordsFailed"]) == (2, 0)
    made = {each["Name"]: each["Id"] for each in admin.query("SELECT Id, Name FROM Account WHERE Name IN ('A', 'B')")}
    assert rows(admin, job_id, "successfulResults") == [
        {"sf__Id": made["A"], "sf__Created": "true", "Name": "A", "Website": "x"},
        {"sf__Id": made["B"], "sf__Created": "true", "Name": "B", "Website": ""},
    ]
    assert admin.get(f"{INGEST}/{job_id}/failedResults").text == '"sf__Id","sf__Error","Name","Website"\n'
    assert rows(admin, job_id, "unprocessedrecords") == rows(admin, job_id, "unprocessedRecords") == []


def test_a_refused_row_tells_why_and_the_others_are_kept(admin):
    job_id = run(admin, "Website,Name\nx,\ny,A\n")
    assert (info(admin, job_id)["state"], info(admin, job_id)["numberRecordsFailed"]) == ("JobComplete", 1)
    error = "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"
    assert rows(admin, job_id, "failedResults") == [{"sf__Id": "", "sf__Error": error, "Website": "x", "Name": ""}]
    assert [row["Name"] for row in rows(admin, job_id, "successfulResults")] == ["A"]


def test_a_value_of_another_type_reads_as_recorded(admin):
    data = "Name,StageName,CloseDate\nA,Prospecting,2003-04-987654321987654321\n"
    job_id = run(admin, data, sobject="Opportunity")
    error = (
        "INVALID_FIELD:Failed to deserialize field at col 2. Due to, '2003-04-987654321987654321' is not a valid value "
        "for the type xsd:date:CloseDate --"
    )
    assert rows(admin, job_id, "failedResults")[0]["sf__Error"] == error


def test_rows_are_updated_upserted_and_deleted(admin):
    first = admin.create("Contact", LastName="A", Email="a@example.com", Phone="1")
    job_id = run(admin, f"Id,LastName,Phone,Email\n{first},B,#N/A,\n", "update", "Contact")
    assert rows(admin, job_id, "successfulResults")[0]["sf__Created"] == "false"
    changed = admin.query("SELECT LastName, Phone, Email FROM Contact")[0]
    assert (changed["LastName"], changed["Phone"], changed["Email"]) == ("B", None, "a@example.com")
    data = "Email,LastName\na@example.com,C\nnew@example.com,D\n"
    job_id = run(admin, data, "upsert", "Contact", externalIdFieldName="Email")
    assert [row["sf__Created"] for row in rows(admin, job_id, "successfulResults")] == ["false", "true"]
    job_id = run(admin, f"Id\n{first}\n001Mo0000000000AAA\n", "delete", "Contact")
    assert [row["sf__Id"] for row in rows(admin, job_id, "successfulResults")] == [first]
    assert [each["LastName"] for each in admin.query("SELECT LastName FROM Contact")] == ["D"]


def test_parents_are_found_by_external_id(world, admin):
    world.user("Owner", "Standard User", Email="o@example.com")
    contact = admin.create("Contact", LastName="A", Email="boss@example.com")
    job_id = run(admin, "LastName,ReportsTo.Email\nB,boss@example.com\nC,nobody@example.com\n", sobject="Contact")
    assert info(admin, job_id)["numberRecordsFailed"] == 1
    assert admin.query("SELECT ReportsToId FROM Contact WHERE LastName = 'B'")[0]["ReportsToId"] == contact
    job_id = run(admin, "Subject,Contact:Who.Email\nS,boss@example.com\n", sobject="Task")
    assert admin.query("SELECT WhoId FROM Task")[0]["WhoId"] == contact, rows(admin, job_id, "failedResults")


@pytest.mark.parametrize(
    ("name", "sign"),
    [("BACKQUOTE", "`"), ("CARET", "^"), ("COMMA", ","), ("PIPE", "|"), ("SEMICOLON", ";"), ("TAB", "\t")],
)
@pytest.mark.parametrize(("ending", "end"), [("LF", "\n"), ("CRLF", "\r\n")])
def test_every_delimiter_and_line_end_is_read_and_written(admin, name, sign, ending, end):
    data = end.join([f"name{sign}Description", f'"A{sign}B"{sign}"two\nlines ""quoted"""']) + end
    job_id = run(admin, data, columnDelimiter=name, lineEnding=ending)
    text = admin.get(f"{INGEST}/{job_id}/successfulResults").text
    assert text.endswith(end)
    assert rows(admin, job_id, "successfulResults", sign)[0]["name"] == f"A{sign}B"
    made = admin.query("SELECT Name, Description FROM Account WHERE Name LIKE 'A%B'")[0]
    assert (made["Name"], made["Description"].splitlines()) == (f"A{sign}B".strip(), ["two", 'lines "quoted"'])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Name,Nope\nA,B\n", "InvalidBatch : Field name not found : Nope"),
        ("Name,Nope.Name\nA,B\n", "InvalidBatch : Field name not found : Nope.Name"),
        ("Name,Parent.Nope\nA,B\n", "InvalidBatch : Field name not found : Parent.Nope"),
        ("\ufeffName\nA\n", "InvalidBatch : Field name not found : \ufeffName"),
        ("Name,name\nA,B\n", "InvalidBatch : Duplicate column name : Name"),
        ("Name,Website\nA\n", "InvalidBatch : Failed to parse CSV."),
        ('Name\n"A\n', "InvalidBatch : Failed to parse CSV."),
        ("Name\r\nA\r\n", "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF"),
    ],
)
def test_data_that_cannot_be_read_fail_the_job_and_change_nothing(admin, data, message):
    before = len(admin.query("SELECT Id FROM Account"))
    job_id = run(admin, data)
    job = info(admin, job_id)
    assert job["state"] == "Failed"
    assert job["errorMessage"].startswith(message)
    assert list(job)[-1] == "errorMessage"
    assert (job["numberRecordsProcessed"], job["numberRecordsFailed"]) == (0, 0)
    assert len(admin.query("SELECT Id FROM Account")) == before


@pytest.mark.parametrize(
    ("operation", "data"),
    [("update", "Name\nA\n"), ("delete", "Name\nA\n"), ("delete", "Id,Name\n001Mo0000000000AAA,A\n")],
)
def test_a_row_must_say_which_record_it_is_about(admin, operation, data):
    assert info(admin, run(admin, data, operation))["state"] == "Failed"


def test_an_external_id_given_twice_is_refused_both_times(admin):
    data = "Email,LastName\na@example.com,A\na@example.com,B\nb@example.com,C\n"
    job_id = run(admin, data, "upsert", "Contact", externalIdFieldName="Email")
    errors = [row["sf__Error"] for row in rows(admin, job_id, "failedResults")]
    assert errors == ["DUPLICATE_VALUE:Duplicate external id specified: a@example.com:--"] * 2


def test_five_hundred_rows_are_saved(admin):
    job_id = run(admin, "Name\n" + "".join(f"N{i}\n" for i in range(500)))
    assert info(admin, job_id)["numberRecordsProcessed"] == 500
    assert len({row["sf__Id"] for row in rows(admin, job_id, "successfulResults")}) == 500


def test_a_user_writes_what_he_may(world):
    partner = world.partner("Acme")
    job_id = run(partner.caller, "LastName,Company\nL,C\n", sobject="Lead")
    assert info(partner.caller, job_id)["numberRecordsFailed"] == 0
    answer = create(partner.caller, sobject="UserRole")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALIDJOB")


def test_jobs_of_others_are_seen_by_those_who_manage_data_integrations(world, admin):
    partner = world.partner("Acme")
    mine, theirs = create(admin).json["id"], create(partner.caller, sobject="Lead").json["id"]
    assert admin.get(f"{INGEST}/{theirs}").status_code == 200
    answer = partner.caller.get(f"{INGEST}/{mine}")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "INVALIDJOB")
    assert [job["id"] for job in partner.caller.get(INGEST).json["records"]] == [theirs]
    assert [job["id"] for job in admin.get(f"{INGEST}/").json["records"]] == [theirs, mine]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"operation": "undelete"}, "INVALIDOPERATION"),
        ({"operation": None}, "INVALIDOPERATION"),
        ({"object": "Foo"}, "INVALIDJOB"),
        ({"object": None}, "INVALIDJOB"),
        ({"operation": "upsert"}, "INVALIDJOB"),
        ({"operation": "upsert", "externalIdFieldName": "Nope"}, "INVALIDJOB"),
        ({"contentType": "XML"}, "INVALIDJOB"),
        ({"columnDelimiter": ";"}, "INVALIDJOB"),
        ({"lineEnding": "CR"}, "INVALIDJOB"),
        ({"concurrency": "x"}, "JSON_PARSER_ERROR"),
    ],
)
def test_a_job_that_cannot_be_is_refused(admin, changes, code):
    answer = admin.call("POST", INGEST, json={"operation": "insert", "object": "Account"} | changes)
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, code)
    assert admin.get(INGEST).json == {"done": True, "nextRecordsUrl": None, "records": []}


def test_states_change_in_one_direction_only(admin):
    job_id = create(admin).json["id"]
    assert admin.call("DELETE", f"{INGEST}/{job_id}").json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert admin.get(f"{INGEST}/{job_id}/successfulResults").status_code == 412
    assert close(admin, job_id, "JobComplete").json[0]["errorCode"] == "INVALIDJOB"
    assert upload(admin, job_id, "Name\nA\n", "application/json").status_code == 415
    assert upload(admin, job_id, "Name\nA\n").status_code == 201
    assert upload(admin, job_id, "Name\nB\n").json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert close(admin, job_id, "Aborted").json["state"] == "Aborted"
    assert close(admin, job_id).json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert admin.query("SELECT Id FROM Account WHERE Name = 'A'") == []
    gone = admin.call("DELETE", f"{INGEST}/{job_id}")
    assert (gone.status_code, gone.data) == (204, b"")
    assert admin.get(f"{INGEST}/{job_id}").json[0]["errorCode"] == "INVALIDJOB"
    assert admin.call("DELETE", f"{INGEST}/undefined").json[0]["errorCode"] == "INVALIDJOB"


@pytest.mark.parametrize("state", ["Aborted", "UploadComplete"])
def test_rows_that_were_not_processed_come_back_as_they_were_sent(admin, state):
    data = "Name,Nope\nA,B\n"
    job_id = create(admin).json["id"]
    upload(admin, job_id, data)
    close(admin, job_id, state)
    assert admin.get(f"{INGEST}/{job_id}/unprocessedrecords").text == data
    assert admin.get(f"{INGEST}/{job_id}/successfulResults").text == '"sf__Id","sf__Created"\n'
    assert admin.get(f"{INGEST}/{job_id}/failedResults").text == '"sf__Id","sf__Error"\n'


def test_a_complete_job_takes_no_more(admin):
    job_id = run(admin, "Name\nA\n")
    assert close(admin, job_id).json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert close(admin, job_id, "Aborted").json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert upload(admin, job_id, "Name\nB\n").json[0]["errorCode"] == "INVALIDJOBSTATE"
    assert len(admin.query("SELECT Id FROM Account WHERE Name = 'A'")) == 1


def test_a_hard_delete_needs_its_permission(admin):
    answer = create(admin, "hardDelete")
    assert (answer.status_code, answer.json[0]["errorCode"]) == (400, "FEATURENOTENABLED")


def test_job_and_data_come_in_one_multipart_request(admin):
    job = '{"operation": "insert", "object": "Account", "contentType": "CSV"}'
    parts = {
        "job": (io.BytesIO(job.encode()), None, "application/json"),
        "content": (io.BytesIO(b"Name\nA\n"), "c.csv"),
    }
    answer = admin.call("POST", INGEST, data=parts, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["state"]) == (200, "UploadComplete")
    assert info(admin, answer.json["id"])["numberRecordsProcessed"] == 1


def test_jobs_come_back_with_an_image(world, admin):
    job_id = run(admin, "Name\nA\n")
    image = world.org.image()
    admin.get(f"{INGEST}/{job_id}")
    assert admin.call("DELETE", f"{INGEST}/{job_id}").status_code == 204
    world.org.restore(image)
    assert len(rows(admin, job_id, "successfulResults")) == 1
