"""/services/async: Bulk API 1.0. Each batch is carried out within the request that brings it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.body import json_object, raw_body
from mock_org.api.bulk1_answer import (
    CSV,
    JSON,
    XML,
    answer,
    batch_info,
    info_answer,
    job_info,
    list_answer,
    refusal,
    wants_json,
)
from mock_org.api.bulk1_data import ingest_results, json_records, local, parse_xml, query_result, result_list, xml_rows
from mock_org.api.caller import org, require_session, require_version, session
from mock_org.api.composite_input import only
from mock_org.errors import SalesforceError
from mock_org.org.attempt import attempt
from mock_org.org.bulk import (
    BATCH_PREFIX,
    CLASSIC,
    JOB_PREFIX,
    RESULT_PREFIX,
    BulkBatch,
    BulkJob,
    InvalidBatchError,
    find_job,
    new_id,
)
from mock_org.org.bulk_csv import LINE_ENDINGS
from mock_org.org.bulk_query import bulk_query
from mock_org.org.bulk_run import check_assignment, check_job, ingest, ingest_csv, ingest_rows

bp = Blueprint("bulk1", __name__, url_prefix="/services/async/<version>")
bp.before_request(require_version)
bp.before_request(require_session)
bp.register_error_handler(SalesforceError, refusal)

CONTENT_TYPES = {"CSV": CSV, "JSON": JSON, "XML": XML}
# The body of a batch may come as any of these for a job of that content type; a query is text under any of them.
ACCEPTED = {"CSV": (CSV,), "JSON": (JSON,), "XML": (XML, "text/xml")}
CONCURRENCY = {"Parallel": "Parallel", "Serial": "Serial", "0": "Parallel", "1": "Serial"}
LINE_ENDING = "Sforce-Line-Ending"
# The values obeyed of Bulk API's own headers (Bulk API Developer Guide, "Headers"); batches are never tried again here.
HEADERS: dict[str, tuple[str, ...]] = {
    LINE_ENDING: tuple(LINE_ENDINGS),
    "Sforce-Enable-PKChunking": ("FALSE",),
    "Sforce-Disable-Batch-Retry": ("TRUE", "FALSE"),
}
KEYS = ("operation", "object", "contentType", "concurrencyMode", "externalIdFieldName", "assignmentRuleId", "state")


@bp.before_request
def obey_headers() -> None:
    """Refuse a header of Bulk API that is not obeyed, naming it."""
    for name, obeyed in HEADERS.items():
        value = request.headers.get(name)
        if value is not None and value.strip().upper() not in obeyed:
            raise SalesforceError("NOT_IMPLEMENTED", f"Mock Org does not obey {name}: {value}")


@bp.post("/job")
def create() -> Response:
    """Create a job: 201."""
    given, now = _job_body(), org().clock.now()
    operation, sobject, external_id = _checked(given)
    content_type = given.get("contentType") or "XML"
    concurrency = CONCURRENCY.get(str(given.get("concurrencyMode", "Parallel")))
    if content_type not in CONTENT_TYPES or concurrency is None:
        raise SalesforceError("INVALIDJOB", "contentType must be CSV, JSON or XML, concurrencyMode Parallel or Serial")
    job = BulkJob(
        new_id(org(), JOB_PREFIX),
        CLASSIC,
        operation,
        sobject,
        session().user.id,
        now,
        now,
        session().api_version,
        content_type=content_type,
        concurrency_mode=concurrency,
        external_id=external_id,
        assignment_rule_id=check_assignment(session(), given.get("assignmentRuleId")),
        line_ending=request.headers.get(LINE_ENDING, "LF").strip().upper(),
    )
    return info_answer("jobInfo", job_info(_keep(job)), 201, as_json=wants_json())


@bp.get("/job/<job_id>")
def get(job_id: str) -> Response:
    """The state of a job and its numbers."""
    return info_answer("jobInfo", job_info(_job(job_id)), as_json=wants_json())


@bp.post("/job/<job_id>")
def change(job_id: str) -> Response:
    """Close or abort a job."""
    job, state = _job(job_id), _job_body().get("state")
    if state not in ("Closed", "Aborted"):
        raise SalesforceError("INVALIDJOB", f"Invalid state: {state}. It can be changed to Closed or Aborted only")
    if job.state not in ("Open", state):
        raise SalesforceError("INVALIDJOBSTATE", f"The job is {job.state}; it cannot become {state}")
    job = _keep(replace(job, state=state, modified=org().clock.now()))
    return info_answer("jobInfo", job_info(job), as_json=wants_json())


@bp.post("/job/<job_id>/batch")
def add_batch(job_id: str) -> Response:
    """Take a batch and carry it out: 201."""
    job = _job(job_id)
    if job.state != "Open":
        raise SalesforceError("INVALIDJOBSTATE", f"The job is {job.state}; batches are added to an open one")
    if request.mimetype not in ("", *ACCEPTED[job.content_type]) and not job.is_query:
        raise SalesforceError("INVALIDBATCH", f"The content type {request.mimetype} does not match that of the job")
    try:
        text = raw_body().decode()
    except UnicodeDecodeError as fault:
        raise SalesforceError("INVALIDBATCH", "The data must be encoded in UTF-8") from fault
    with attempt(org(), org().jobs):
        batch = _carry_out(job, text)
        _keep(job.with_batch(batch))
    return info_answer("batchInfo", batch_info(job, batch, new=True), 201, as_json=job.content_type == "JSON")


@bp.get("/job/<job_id>/batch")
def batches(job_id: str) -> Response:
    """The batches of a job."""
    job = _job(job_id)
    return list_answer([batch_info(job, each) for each in job.batches], as_json=job.content_type == "JSON")


@bp.get("/job/<job_id>/batch/<batch_id>")
def get_batch(job_id: str, batch_id: str) -> Response:
    """The state of a batch; its form follows the job's content type, whatever the request says."""
    job, batch = _batch(job_id, batch_id)
    return info_answer("batchInfo", batch_info(job, batch), as_json=job.content_type == "JSON")


@bp.get("/job/<job_id>/batch/<batch_id>/request")
def get_request(job_id: str, batch_id: str) -> Response:
    """What was sent."""
    job, batch = _batch(job_id, batch_id)
    return answer(batch.request, CONTENT_TYPES[job.content_type])


@bp.get("/job/<job_id>/batch/<batch_id>/result")
def get_result(job_id: str, batch_id: str) -> Response:
    """What became of each row; of a query, the ids of its results."""
    job, batch = _batch(job_id, batch_id)
    if batch.state == "Failed":
        raise SalesforceError("INVALIDBATCH", "Records not processed")
    if job.is_query:
        as_json = job.content_type == "JSON"
        return answer(result_list([batch.result_id], as_json=as_json), JSON if as_json else XML)
    return answer(ingest_results(batch, job.content_type, job.line_ending), CONTENT_TYPES[job.content_type])


@bp.get("/job/<job_id>/batch/<batch_id>/result/<result_id>")
def get_query_result(job_id: str, batch_id: str, result_id: str) -> Response:
    """The rows of a query."""
    job, batch = _batch(job_id, batch_id)
    if not batch.result_id or result_id not in (batch.result_id, batch.result_id[:15]):
        raise SalesforceError("INVALIDBATCH", f"Unable to find result: {result_id}")
    return answer(query_result(batch, job.content_type, job.line_ending), CONTENT_TYPES[job.content_type])


def _checked(given: dict[str, Any]) -> tuple[str, str, str | None]:
    """The operation, the sObject and the external id field of a new job."""
    operation, sobject = given.get("operation"), given.get("object")
    if str(operation).lower() in ("query", "queryall"):
        name, _ = check_job(session(), "insert", sobject, None)
        return str(operation), name, None
    name, external_id = check_job(session(), operation, sobject, given.get("externalIdFieldName"))
    return str(operation), name, external_id


def _job_body() -> dict[str, Any]:
    """A jobInfo in XML or JSON."""
    if wants_json():
        return dict(only(json_object(), KEYS, "JobInfo"))
    try:
        root = parse_xml(request.get_data().decode())
    except (UnicodeDecodeError, SalesforceError) as fault:
        raise SalesforceError("INVALIDJOB", "The XML of the job cannot be read") from fault
    given = {local(child.tag): (child.text or "").strip() for child in root}
    return {name: value for name, value in only(given, KEYS, "jobInfo").items() if value}


def _job(job_id: str) -> BulkJob:
    return find_job(session(), org().jobs, job_id, CLASSIC)


def _batch(job_id: str, batch_id: str) -> tuple[BulkJob, BulkBatch]:
    job = _job(job_id)
    found = job.batch(batch_id)
    if found is None:
        raise SalesforceError("INVALIDBATCH", f"Unable to find batch: {batch_id}")
    return job, found


def _keep(job: BulkJob) -> BulkJob:
    org().jobs[job.id] = job
    return job


def _carry_out(job: BulkJob, text: str) -> BulkBatch:
    """The batch with its work done, or failed as a whole."""
    batch = BulkBatch(new_id(org(), BATCH_PREFIX), org().clock.now(), text)
    try:
        if job.is_query:
            return _query(job, batch, text)
        if job.content_type == "CSV":
            return ingest_csv(session(), job, batch, text, "COMMA", None)
        if job.content_type == "XML":
            return ingest_rows(session(), job, batch, *xml_rows(text))
        return ingest(session(), job, batch, list(json_records(text)))
    except InvalidBatchError as fault:
        return replace(batch, state="Failed", message=str(fault))


def _query(job: BulkJob, batch: BulkBatch, text: str) -> BulkBatch:
    try:
        found = bulk_query(session(), text, all_rows=job.operation.lower() == "queryall", of=job.sobject)
    except SalesforceError as refused:
        if refused.code == "FUNCTIONALITY_NOT_ENABLED":
            raise InvalidBatchError(f"FeatureNotEnabled : {refused.message}") from refused
        message = f"InvalidBatch : Failed to process query: {refused.code}: {refused.message.strip()}"
        raise InvalidBatchError(message) from refused
    result_id = new_id(org(), RESULT_PREFIX)[:15]
    return replace(batch, columns=found.columns, records=found.records, result_id=result_id)
