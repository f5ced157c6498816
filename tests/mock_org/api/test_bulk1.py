"""/services/async: Bulk API 1.0 in XML, CSV and JSON."""

import csv
import gzip
import io
from xml.etree import ElementTree as ET

import pytest

ASYNC = "/services/async/62.0"
NS = "{http://www.force.com/2009/06/asyncapi/dataload}"
XML = {"Content-Type": "application/xml; charset=UTF-8"}
TYPES = {"CSV": "text/csv", "JSON": "application/json", "XML": "application/xml"}


def send(caller, path, data, content_type):
    return caller.call("POST", ASYNC + path, data=data, headers={"Content-Type": content_type})


def xml_job(**info):
    below = "".join(f"<{name}>{value}</{name}>" for name, value in info.items())
    return f'<?xml version="1.0"?><jobInfo xmlns="{NS[1:-1]}">{below}</jobInfo>'


def fields(answer):
    assert answer.headers["Content-Type"] == "application/xml"
    return {child.tag.removeprefix(NS): child.text for child in ET.fromstring(answer.data)}


def create(caller, operation="insert", sobject="Account", content_type="CSV", **more):
    info = {"operation": operation, "object": sobject, "contentType": content_type} | more
    answer = send(caller, "/job", xml_job(**info), "application/xml")
    assert answer.status_code == 201, answer.text
    return fields(answer)["id"]


def add(caller, job_id, data, content_type="CSV"):
    """A batch; its path."""
    answer = send(caller, f"/job/{job_id}/batch", data, TYPES[content_type])
    assert answer.status_code == 201, answer.text
    batch_id = answer.json["id"] if content_type == "JSON" else fields(answer)["id"]
    return f"{ASYNC}/job/{job_id}/batch/{batch_id}"


def state(caller, path):
    return fields(caller.get(path))


def exception(answer):
    assert answer.status_code == 400
    return fields(answer)["exceptionCode"]


def test_a_job_goes_from_its_creation_to_its_results_in_xml_and_csv(admin):
    answer = send(admin, "/job", xml_job(operation="insert", object="account", contentType="CSV"), "application/xml")
    job = fields(answer)
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
        "numberBatchesQueued",
        "numberBatchesInProgress",
        "numberBatchesCompleted",
        "numberBatchesFailed",
        "numberBatchesTotal",
        "numberRecordsProcessed",
        "numberRetries",
        "apiVersion",
        "numberRecordsFailed",
        "totalProcessingTime",
        "apiActiveProcessingTime",
        "apexProcessingTime",
    ]
    assert (job["object"], job["state"], job["apiVersion"]) == ("Account", "Open", "62.0")
    assert job["createdDate"].endswith(".000Z")
    queued = send(admin, f"/job/{job['id']}/batch", "Name,Website\nA,x\n,y\n", "text/csv; charset=UTF-8")
    batch = fields(queued)
    assert (queued.status_code, batch["state"], batch["jobId"]) == (201, "Queued", job["id"])
    assert batch["id"].startswith("751")
    closed = send(admin, f"/job/{job['id']}", xml_job(state="Closed"), "application/xml")
    assert fields(closed)["state"] == "Closed"
    path = f"{ASYNC}/job/{job['id']}/batch/{batch['id']}"
    done = state(admin, path)
    assert (done["state"], done["numberRecordsProcessed"], done["numberRecordsFailed"]) == ("Completed", "2", "1")
    results = admin.get(f"{path}/result")
    assert results.headers["Content-Type"] == "text/csv"
    record_id = admin.query("SELECT Id FROM Account WHERE Name = 'A'")[0]["Id"]
    error = "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"
    assert list(csv.reader(io.StringIO(results.text))) == [
        ["Id", "Success", "Created", "Error"],
        [record_id, "true", "true", ""],
        ["", "false", "false", error],
    ]
    assert admin.get(f"{path}/request").text == "Name,Website\nA,x\n,y\n"
    listed = ET.fromstring(admin.get(f"{ASYNC}/job/{job['id']}/batch").data)
    assert (listed.tag, [each.findtext(f"{NS}id") for each in listed]) == (f"{NS}batchInfoList", [batch["id"]])
    assert fields(admin.get(f"{ASYNC}/job/{job['id']}"))["numberRecordsProcessed"] == "2"


def test_a_job_speaks_json_when_the_client_does(admin):
    body = {"operation": "insert", "object": "Account", "contentType": "JSON", "concurrencyMode": 0}
    job = admin.call("POST", f"{ASYNC}/job", json=body)
    assert job.headers["Content-Type"] == "application/json"
    assert (job.status_code, job.json["concurrencyMode"], job.json["apiVersion"]) == (201, "Parallel", 62.0)
    assert job.json["createdDate"].endswith(".000+0000")
    assert job.json["externalIdFieldName"] is None
    path = f"{ASYNC}/job/{job.json['id']}"
    queued = admin.call("POST", f"{path}/batch", json=[{"Name": "A"}, {"Website": None}])
    assert (queued.status_code, queued.json["state"]) == (201, "Queued")
    assert admin.call("POST", path, json={"state": "Closed"}).json["state"] == "Closed"
    batch = admin.get(f"{path}/batch/{queued.json['id']}").json
    assert list(batch) == [
        "apexProcessingTime",
        "apiActiveProcessingTime",
        "createdDate",
        "id",
        "jobId",
        "numberRecordsFailed",
        "numberRecordsProcessed",
        "state",
        "stateMessage",
        "systemModstamp",
        "totalProcessingTime",
    ]
    assert (batch["state"], batch["stateMessage"], batch["numberRecordsFailed"]) == ("Completed", None, 1)
    results = admin.get(f"{path}/batch/{queued.json['id']}/result")
    assert results.headers["Content-Type"] == "application/json"
    assert results.json[0] == {"success": True, "created": True, "id": results.json[0]["id"], "errors": []}
    assert results.json[1]["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
    assert [each["id"] for each in admin.get(f"{path}/batch").json["batchInfo"]] == [batch["id"]]


def test_a_batch_of_a_csv_job_is_told_in_xml_even_to_a_json_client(admin):
    body = {"operation": "query", "object": "Account", "contentType": "CSV"}
    job_id = admin.call("POST", f"{ASYNC}/job", json=body).json["id"]
    path = add(admin, job_id, "SELECT Id FROM Account")
    assert state(admin, path)["state"] == "Completed"
    json = {"Content-Type": "application/json"}
    assert admin.get(path, headers=json).headers["Content-Type"] == "application/xml"
    assert admin.get(f"{ASYNC}/job/{job_id}", headers=json).json["contentType"] == "CSV"


def test_records_come_in_xml_with_nulls_and_parents(admin):
    contact = admin.create("Contact", LastName="Boss", Email="boss@example.com", Phone="1")
    data = f"""<sObjects xmlns="{NS[1:-1]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <sObject><LastName>A</LastName><ReportsTo><sObject><Email>boss@example.com</Email></sObject></ReportsTo></sObject>
      <sObject><FirstName>B</FirstName></sObject></sObjects>"""
    path = add(admin, create(admin, sobject="Contact", content_type="XML"), data, "XML")
    results = admin.get(f"{path}/result")
    first, second = ET.fromstring(results.data)
    assert (first.findtext(f"{NS}success"), first.findtext(f"{NS}created")) == ("true", "true")
    assert second.findtext(f"{NS}success") == "false"
    assert second.find(f"{NS}errors").findtext(f"{NS}statusCode") == "REQUIRED_FIELD_MISSING"
    assert admin.query("SELECT ReportsToId FROM Contact WHERE LastName = 'A'")[0]["ReportsToId"] == contact
    data = f"""<sObjects xmlns="{NS[1:-1]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <sObject><Id>{contact}</Id><Phone xsi:nil="true"/></sObject></sObjects>"""
    add(admin, create(admin, "update", "Contact", "XML"), data, "XML")
    assert admin.query("SELECT Phone FROM Contact WHERE LastName = 'Boss'")[0]["Phone"] is None


def test_records_are_upserted_and_deleted(admin):
    first = admin.create("Contact", LastName="A", Email="a@example.com")
    job_id = create(admin, "upsert", "Contact", externalIdFieldName="Email")
    path = add(admin, job_id, '"Email","LastName"\n"a@example.com","B"\n"c@example.com","C"\n')
    assert [line.split(",")[1:3] for line in admin.get(f"{path}/result").text.splitlines()[1:]] == [
        ['"true"', '"false"'],
        ['"true"', '"true"'],
    ]
    add(admin, create(admin, "delete", "Contact"), f"Id\n{first}\n")
    assert [each["LastName"] for each in admin.query("SELECT LastName FROM Contact")] == ["C"]
    job_id = create(admin, "upsert", "Contact", externalIdFieldName="Id")
    path = add(admin, job_id, '"FirstName","LastName","Id"\n"D","D",""\n')
    assert '"true","true",""' in admin.get(f"{path}/result").text


@pytest.fixture
def contacts(admin):
    account = admin.create("Account", Name="Acme")
    admin.create("Contact", LastName="A", AccountId=account)
    admin.create("Contact", LastName="B")


SOQL = "SELECT lastname, Account.Name, CreatedDate FROM Contact ORDER BY LastName"


def result_of(caller, content_type, soql=SOQL, operation="query"):
    path = add(caller, create(caller, operation, "Contact", content_type), soql, content_type)
    answer = caller.get(f"{path}/result")
    ids = answer.json if content_type == "JSON" else [each.text for each in ET.fromstring(answer.data)]
    assert len(ids) == 1
    assert ids[0].startswith("752")
    found = caller.get(f"{path}/result/{ids[0]}?format=json")
    assert found.headers["Content-Type"] == TYPES[content_type]
    return found


def test_a_query_answers_in_csv(admin, contacts):
    head, first, second = csv.reader(io.StringIO(result_of(admin, "CSV").text))
    assert head == ["LastName", "Account.Name", "CreatedDate"]
    assert first[:2] == ["A", "Acme"]
    assert first[2].endswith("Z")
    assert second[:2] == ["B", ""]


def test_a_query_answers_in_json_with_instants_as_milliseconds(admin, contacts):
    first, second = result_of(admin, "JSON").json
    assert first["attributes"]["type"] == "Contact"
    assert first["Account"]["Name"] == "Acme"
    assert isinstance(first["CreatedDate"], int)
    assert second["Account"] is None


def test_a_query_answers_in_xml(admin, contacts):
    root = ET.fromstring(result_of(admin, "XML").data)
    assert root.tag == f"{NS}queryResult"
    first, second = root
    assert (first.findtext(f"{NS}type"), first.findtext(f"{NS}LastName")) == ("Contact", "A")
    assert first.find(f"{NS}Account").findtext(f"{NS}Name") == "Acme"
    assert second.find(f"{NS}Account").attrib == {"{http://www.w3.org/2001/XMLSchema-instance}nil": "true"}


def test_deleted_rows_come_with_query_all(admin, contacts):
    record_id = admin.query("SELECT Id FROM Contact WHERE LastName = 'B'")[0]["Id"]
    admin.call("DELETE", f"/sobjects/Contact/{record_id}")
    assert len(result_of(admin, "CSV").text.splitlines()) == 2
    assert len(result_of(admin, "CSV", operation="queryAll").text.splitlines()) == 3


@pytest.mark.parametrize(
    ("soql", "message"),
    [
        ("SELECT Nope FROM Contact", "InvalidBatch : Failed to process query: INVALID_FIELD: "),
        ("nonsense", "InvalidBatch : Failed to process query: MALFORMED_QUERY: "),
        ("SELECT Id FROM Account", "InvalidBatch : Failed to process query: "),
        ("SELECT COUNT() FROM Contact", "FeatureNotEnabled : "),
        ("SELECT Id, (SELECT Id FROM Cases) FROM Contact", "FeatureNotEnabled : Aggregate Relationships not supported"),
    ],
)
def test_a_query_that_cannot_be_run_fails_its_batch(admin, soql, message):
    path = add(admin, create(admin, "query", "Contact"), soql)
    batch = state(admin, path)
    assert batch["state"] == "Failed"
    assert batch["stateMessage"].startswith(message)
    assert exception(admin.get(f"{path}/result")) == "InvalidBatch"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("CSV", "Name,Nope\nA,B\n"),
        ("CSV", 'Name\n"A\n'),
        ("JSON", "{"),
        ("JSON", '{"Name": "A"}'),
        ("JSON", "[" * 100_000),
        ("XML", "<sObjects>"),
        ("XML", "<other/>"),
        ("XML", '<!DOCTYPE x [<!ENTITY a "A">]><sObjects><sObject><Name>&a;</Name></sObject></sObjects>'),
    ],
)
def test_data_that_cannot_be_read_fail_the_batch_and_change_nothing(admin, content_type, data):
    before = len(admin.query("SELECT Id FROM Account"))
    path = add(admin, create(admin, content_type=content_type), data, content_type)
    batch = admin.get(path).json if content_type == "JSON" else state(admin, path)
    assert batch["state"] == "Failed"
    assert batch["stateMessage"].startswith("InvalidBatch : ")
    assert len(admin.query("SELECT Id FROM Account")) == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (xml_job(operation="insert", object="Foo", contentType="CSV"), "InvalidJob"),
        (xml_job(operation="undelete", object="Account"), "InvalidJob"),
        (xml_job(operation="upsert", object="Account"), "InvalidJob"),
        (xml_job(operation="insert", object="Account", contentType="ZIP_CSV"), "InvalidJob"),
        (xml_job(operation="insert", object="Account", concurrencyMode="Both"), "InvalidJob"),
        (xml_job(operation="hardDelete", object="Account"), "FeatureNotEnabled"),
        (xml_job(operation="insert", object="Account", nonsense="1"), "ClientInputError"),
        ("<jobInfo>", "InvalidJob"),
        ('<!DOCTYPE x [<!ENTITY a "Account">]><jobInfo><object>&a;</object></jobInfo>', "InvalidJob"),
    ],
)
def test_a_job_that_cannot_be_is_refused(admin, body, code):
    assert exception(send(admin, "/job", body, "application/xml")) == code


def test_empty_elements_say_nothing(admin):
    body = xml_job(operation="insert", object="Account", assignmentRuleId="", concurrencyMode="", contentType="CSV")
    answer = send(admin, "/job", body, "application/xml")
    assert (answer.status_code, fields(answer)["concurrencyMode"]) == (201, "Parallel")


def test_refusals_speak_json_to_a_json_client(admin):
    answer = admin.call("POST", f"{ASYNC}/job", json={"operation": "insert", "object": "Foo"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    assert answer.json == {"exceptionCode": "InvalidJob", "exceptionMessage": "Unable to find object: Foo"}


def test_an_empty_batch_and_a_closed_job_are_refused(admin):
    job_id = create(admin)
    assert exception(send(admin, f"/job/{job_id}/batch", "", "text/csv")) == "ClientInputError"
    assert exception(send(admin, f"/job/{job_id}/batch", "[]", "text/plain")) == "InvalidBatch"
    assert exception(send(admin, f"/job/{job_id}", xml_job(state="Done"), "application/xml")) == "InvalidJob"
    assert fields(send(admin, f"/job/{job_id}", xml_job(state="Aborted"), "application/xml"))["state"] == "Aborted"
    assert exception(send(admin, f"/job/{job_id}/batch", "Name\nA\n", "text/csv")) == "InvalidJobState"
    assert exception(send(admin, f"/job/{job_id}", xml_job(state="Closed"), "application/xml")) == "InvalidJobState"


def test_unknown_jobs_batches_and_results_are_refused(admin):
    assert exception(admin.get(f"{ASYNC}/job/750000000000000")) == "InvalidJob"
    job_id = create(admin, "query", "Contact")
    assert exception(admin.get(f"{ASYNC}/job/{job_id}/batch/751000000000000")) == "InvalidBatch"
    path = add(admin, job_id, "SELECT Id FROM Contact")
    assert exception(admin.get(f"{path}/result/752000000000000")) == "InvalidBatch"


def test_chunking_by_primary_key_is_refused_by_name(admin):
    body = xml_job(operation="query", object="Account", contentType="CSV")
    headers = {"Content-Type": "application/xml", "Sforce-Enable-PKChunking": "true"}
    assert exception(admin.call("POST", f"{ASYNC}/job", data=body, headers=headers)) == "FeatureNotEnabled"


def test_lines_end_as_the_job_asks(admin, contacts):
    body = xml_job(operation="query", object="Contact", contentType="CSV")
    headers = {"Content-Type": "application/xml", "Sforce-Line-Ending": "CRLF"}
    job_id = fields(admin.call("POST", f"{ASYNC}/job", data=body, headers=headers))["id"]
    path = add(admin, job_id, "SELECT LastName FROM Contact WHERE LastName = 'A'")
    result_id = ET.fromstring(admin.get(f"{path}/result").data)[0].text
    assert admin.get(f"{path}/result/{result_id}").data == b'"LastName"\r\n"A"\r\n'


def test_compressed_batches_are_unpacked(admin):
    job_id = create(admin)
    headers = {"Content-Type": "text/csv", "Content-Encoding": "gzip"}
    answer = admin.call("POST", f"{ASYNC}/job/{job_id}/batch", data=gzip.compress(b"Name\nZipped\n"), headers=headers)
    assert answer.status_code == 201
    assert len(admin.query("SELECT Id FROM Account WHERE Name = 'Zipped'")) == 1


def test_an_assignment_rule_must_be_there(admin):
    body = xml_job(operation="insert", object="Lead", assignmentRuleId="01QMo0000000001AAA")
    assert exception(send(admin, "/job", body, "application/xml")) == "InvalidJob"


def test_the_session_comes_in_its_own_header_and_is_needed(world, admin):
    body = xml_job(operation="insert", object="Account", contentType="CSV")
    headers = {"X-SFDC-Session": admin.session_id, "Content-Type": "application/xml"}
    assert world.nobody.call("POST", f"{ASYNC}/job", data=body, headers=headers).status_code == 201
    answer = world.nobody.call("POST", f"{ASYNC}/job", data=body, headers={"Content-Type": "application/xml"})
    assert fields(answer) == {"exceptionCode": "InvalidSessionId", "exceptionMessage": "Invalid session id"}
    assert answer.status_code == 400
    answer = world.nobody.call("POST", f"{ASYNC}/job", json={})
    assert (answer.status_code, answer.json["exceptionCode"]) == (400, "InvalidSessionId")
