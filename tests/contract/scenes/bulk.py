"""Jobs of the Bulk API, brought to the state in which they were recorded."""

import re
from typing import Any

from tests.contract.corpus import Case, Request
from tests.contract.stage import VERSION, Stage

ASYNC = f"/services/async/{VERSION}/job"
JOBS = f"/services/data/v{VERSION}/jobs"
XML = {"Content-Type": "application/xml; charset=UTF-8"}
CSV = {"Content-Type": "text/csv; charset=UTF-8"}
JOB_INFO = (
    '<jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload"><operation>{operation}</operation>'
    "<object>{sobject}</object>{external}<contentType>{content}</contentType></jobInfo>"
)
BY_A_JOB = "the case has a job make records"
CONTACTS = '"FirstName","LastName","Email","Id"\r\n"Lindsay","Sitwell","lindsay.bluth@example.com",""\r\n'


def create_xml_job(stage: Stage, case: Case) -> Request:
    """A job described in XML."""
    return stage.asked(case, headers=_session(stage) | XML)


def batch_of_job(stage: Stage, case: Case) -> Request:
    """An open upsert job; the recorded body was chunked by hand."""
    stage.forgetful(BY_A_JOB)
    job = _job(stage, "upsert", "Contact", external="Id")
    return Request("POST", f"{ASYNC}/{job}/batch", _session(stage) | CSV, CONTACTS)


def closed_job(stage: Stage, case: Case) -> Request:
    """A job that is closed."""
    upsert = "upsert" in str(case.body)
    job = _job(stage, "upsert", "Contact", external="Id") if upsert else _job(stage, "insert", "Account")
    rows = CONTACTS if upsert else "Name\nInitech\n"
    _batch(stage, job, rows)
    _close(stage, job)
    return Request("GET", f"{ASYNC}/{job}", _session(stage))


def batch_result(stage: Stage, case: Case) -> Request:
    """The result of a batch of contacts."""
    job = _job(stage, "upsert", "Contact", external="Id")
    batch = _batch(stage, job, CONTACTS)
    return Request("GET", f"{ASYNC}/{job}/batch/{batch}/result", _session(stage))


def json_query_batch(stage: Stage, case: Case) -> Request:
    """The batch of a query in JSON."""
    job, batch = _query_job(stage)
    return Request("GET", f"{ASYNC}/{job}/batch/{batch}", _session(stage))


def json_query_result(stage: Stage, case: Case) -> Request:
    """The rows of a query in JSON."""
    job, batch = _query_job(stage)
    found = stage.send(Request("GET", f"{ASYNC}/{job}/batch/{batch}/result", _session(stage)))
    return Request("GET", f"{ASYNC}/{job}/batch/{batch}/result/{found.body[0]}?format=json", _session(stage))


def xml_result(stage: Stage, case: Case) -> Request:
    """The result of a batch in XML."""
    job = _job(stage, "insert", "Account", content="XML")
    rows = (
        '<sObjects xmlns="http://www.force.com/2009/06/asyncapi/dataload"><sObject><Name>Initech</Name></sObject>'
        "</sObjects>"
    )
    batch = _batch(stage, job, rows, XML)
    return Request("GET", f"{ASYNC}/{job}/batch/{batch}/result", _session(stage))


def finished_ingest(stage: Stage, case: Case) -> Request:
    """An upsert job that is through."""
    return Request("GET", f"{JOBS}/ingest/{_ingest(stage, case, 'good')}")


def partly_failed_ingest(stage: Stage, case: Case) -> Request:
    """An upsert job with a row that fails."""
    return Request("GET", f"{JOBS}/ingest/{_ingest(stage, case, 'x' * 300)}")


def running_query(stage: Stage, case: Case) -> Request:
    """A query job whose state nobody has asked yet: it still runs."""
    job = stage.send(_post(f"{JOBS}/query", {"operation": "query", "query": "SELECT Id FROM Account"})).body
    return Request("GET", f"/services/data/v50.0/jobs/query/{job['id']}/results")


def successful_results(stage: Stage, case: Case) -> Request:
    """Two rows that were created; the recorded columns are the consumer's own."""
    job = stage.send(_post(f"{JOBS}/ingest", {"object": "Contact", "operation": "insert", "lineEnding": "LF"})).body
    header = "Description,AccountId,Email,FirstName,LastName"
    stage.real |= {"Custom_Id__c": "Description"}
    account = stage.insert("Account")
    rows = "\n".join([header, f"1,{account},a@example.com,Bob,x", f"2,{account},b@example.com,Alice,y", ""])
    _upload(stage, job["id"], rows)
    return Request("GET", f"{JOBS}/ingest/{job['id']}/successfulResults")


def unknown_job(stage: Stage, case: Case) -> Request:
    """A job that there is not."""
    return stage.asked(case)


SCENES = {
    "bulk1-001": create_xml_job,
    "bulk1-003": json_query_batch,
    "bulk1-005": json_query_result,
    "bulk1-007": batch_of_job,
    "bulk1-009": closed_job,
    "bulk1-011": batch_result,
    "bulk1-013": batch_result,
    "bulk1-015": create_xml_job,
    "bulk1-017": closed_job,
    "bulk1-019": batch_result,
    "bulk1-021": batch_result,
    "bulk1-023": xml_result,
    "bulk2-005": finished_ingest,
    "bulk2-007": partly_failed_ingest,
    "bulk2-011": running_query,
    "bulk2-013": successful_results,
}


def _session(stage: Stage) -> dict[str, str]:
    return {"X-SFDC-Session": stage.org.session_id}


def _post(path: str, body: Any, headers: dict[str, str] | None = None) -> Request:
    return Request("POST", path, headers or {}, body)


def _job(stage: Stage, operation: str, sobject: str, *, content: str = "CSV", external: str = "") -> str:
    named = f"<externalIdFieldName>{external}</externalIdFieldName>" if external else ""
    text = JOB_INFO.format(operation=operation, sobject=sobject, content=content, external=named)
    return _id(stage.send(_post(ASYNC, text, _session(stage) | XML)).body)


def _batch(stage: Stage, job: str, rows: str, headers: dict[str, str] | None = None) -> str:
    stage.forgetful(BY_A_JOB)
    return _id(stage.send(_post(f"{ASYNC}/{job}/batch", rows, _session(stage) | (headers or CSV))).body)


def _close(stage: Stage, job: str) -> None:
    state = '<jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload"><state>Closed</state></jobInfo>'
    stage.send(_post(f"{ASYNC}/{job}", state, _session(stage) | XML))


def _query_job(stage: Stage) -> tuple[str, str]:
    contact, account = stage.insert("Contact"), stage.insert("Account")
    for links in ({}, {"WhatId": account}):
        stage.insert("Event", Subject="Test", WhoId=contact, **links)
    described = {"operation": "query", "object": "Event", "contentType": "JSON"}
    headers = _session(stage) | {"Content-Type": "application/json"}
    job = stage.send(_post(ASYNC, described, headers)).body["id"]
    text = (
        "SELECT Id, TYPEOF Who WHEN Contact THEN LastName, Email WHEN Lead THEN LastName, Company ELSE Id END, "
        "TYPEOF What WHEN Account THEN Name, Description, Phone, AccountNumber ELSE Id END, Subject, "
        "DurationInMinutes, ActivityDateTime FROM Event"
    )
    return job, stage.send(_post(f"{ASYNC}/{job}/batch", text, headers)).body["id"]


def _ingest(stage: Stage, case: Case, name: str) -> str:
    described = {
        "object": "Opportunity",
        "externalIdFieldName": "external_id__c",
        "contentType": "CSV",
        "operation": "upsert",
        "lineEnding": "LF",
    }
    job = stage.send(_post(f"{JOBS}/ingest", described)).body["id"]
    _upload(stage, job, f"external_id__c,Name,StageName,CloseDate\nx1,{name},Prospecting,2026-12-31\n")
    return str(job)


def _upload(stage: Stage, job: str, rows: str) -> None:
    stage.forgetful(BY_A_JOB)
    stage.send(Request("PUT", f"{JOBS}/ingest/{job}/batches", CSV, rows))
    stage.send(Request("PATCH", f"{JOBS}/ingest/{job}", {}, {"state": "UploadComplete"}))


def _id(text: Any) -> str:
    found = re.search(r"<id>(\w+)</id>", str(text))
    assert found, text
    return found[1]
