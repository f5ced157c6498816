"""/jobs/ingest: Bulk API 2.0 writes; the work is done when the upload is complete, within that request."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from mock_org.api.body import json_object, raw_body, unsupported_media_type
from mock_org.api.caller import org, session
from mock_org.api.composite_input import available_since, malformed, only
from mock_org.api.errors import json_answer
from mock_org.api.jobs_info import (
    asked_state,
    csv_answer,
    delete,
    job_head,
    job_info,
    keep,
    listing,
    look,
    with_form,
)
from mock_org.errors import SalesforceError
from mock_org.org.attempt import attempt
from mock_org.org.bulk import (
    BATCH_PREFIX,
    JOB_PREFIX,
    V2_INGEST,
    BulkBatch,
    BulkJob,
    InvalidBatchError,
    find_job,
    new_id,
)
from mock_org.org.bulk_csv import write_csv
from mock_org.org.bulk_run import check_assignment, check_job, ingest_csv

bp = Blueprint("jobs_ingest", __name__)

SINCE = 41.0
KEYS = (
    "assignmentRuleId",
    "columnDelimiter",
    "contentType",
    "externalIdFieldName",
    "lineEnding",
    "object",
    "operation",
)


@bp.post("/jobs/ingest")
def create() -> Response:
    """Create a job; with a multipart body (parts `job` and `content`) its data come along."""
    available_since(SINCE)
    multipart = request.mimetype == "multipart/form-data"
    given = only(_job_part() if multipart else json_object(), KEYS, "JobInfo")
    job = _new_job(given)
    if not multipart:
        return json_answer(job_info(keep(job)))
    content = request.files.get("content")
    text = content.read().decode("utf-8", "replace") if content else request.form.get("content", "")
    with attempt(org(), org().jobs):
        done = keep(_carry_out(replace(job, upload=text)))
    return json_answer(job_info(done))


@bp.get("/jobs/ingest")
def jobs() -> Response:
    """The jobs."""
    available_since(SINCE)
    return listing(V2_INGEST)


@bp.get("/jobs/ingest/<job_id>")
def get(job_id: str) -> Response:
    """The state of a job and its numbers."""
    return look(V2_INGEST, job_id)


@bp.put("/jobs/ingest/<job_id>/batches")
def upload(job_id: str) -> Response:
    """Take the CSV of an open job, once: 201."""
    job = find_job(session(), org().jobs, job_id, V2_INGEST)
    if request.mimetype not in ("", "text/csv"):
        raise unsupported_media_type()
    if job.state != "Open" or job.upload is not None:
        raise SalesforceError(
            "INVALIDJOBSTATE", f"The job is {job.state}; its data can be uploaded once, while it is Open"
        )
    try:
        text = raw_body().decode()
    except UnicodeDecodeError as fault:
        raise SalesforceError("INVALIDBATCH", "The data must be encoded in UTF-8") from fault
    keep(replace(job, upload=text, modified=org().clock.now()))
    answer = Response(status=201)
    del answer.headers["Content-Type"]
    return answer


@bp.patch("/jobs/ingest/<job_id>")
def change(job_id: str) -> Response:
    """Close or abort a job: UploadComplete has the work done."""
    job = find_job(session(), org().jobs, job_id, V2_INGEST)
    state = asked_state(job, "UploadComplete", "Aborted")
    with attempt(org(), org().jobs):
        aborted = replace(job, state="Aborted", modified=org().clock.now())
        job = keep(_carry_out(job) if state == "UploadComplete" else aborted)
    return json_answer(job_head(job))


@bp.delete("/jobs/ingest/<job_id>")
def remove(job_id: str) -> Response:
    """Delete a job that is done: 204."""
    return delete(V2_INGEST, job_id)


@bp.get("/jobs/ingest/<job_id>/successfulResults")
def successful(job_id: str) -> Response:
    """The rows that were saved, with their ids and whether they were created."""
    job, batch = _done(job_id)
    rows = [
        (result.id or "", str(bool(result.created)).lower(), *row)
        for result, row in zip(batch.results, batch.rows, strict=True)
        if result.success
    ]
    return _results(job, ("sf__Id", "sf__Created", *batch.header), rows)


@bp.get("/jobs/ingest/<job_id>/failedResults")
def failed(job_id: str) -> Response:
    """The rows that were refused, with the reason (recorded form: CODE:message:fields --)."""
    job, batch = _done(job_id)
    rows = [
        (result.id or "", row_error(result.errors), *row)
        for result, row in zip(batch.results, batch.rows, strict=True)
        if not result.success
    ]
    return _results(job, ("sf__Id", "sf__Error", *batch.header), rows)


@bp.get("/jobs/ingest/<job_id>/unprocessedrecords")
@bp.get("/jobs/ingest/<job_id>/unprocessedRecords")
def unprocessed(job_id: str) -> Response:
    """The rows of an upload that was aborted or could not be read, as they were sent."""
    job, batch = _done(job_id)
    if job.state in ("Aborted", "Failed"):
        return csv_answer(job.upload or batch.request)
    return _results(job, batch.header, ())


def row_error(errors: Iterable[SalesforceError]) -> str:
    """The errors of a row: code, message and fields (recorded)."""
    return ";".join(f"{e.code}:{e.message}:{','.join(e.fields or [])}{' ' if e.fields else ''}--" for e in errors)


def _job_part() -> Any:
    part = request.files.get("job")
    text = part.read().decode("utf-8", "replace") if part else request.form.get("job", "")
    try:
        return json.loads(text)
    except ValueError:
        malformed("The part 'job' of the request is no JSON at [line:1, column:1]")


def _new_job(given: Any) -> BulkJob:
    now = org().clock.now()
    sobject, external_id = check_job(
        session(), given.get("operation"), given.get("object"), given.get("externalIdFieldName")
    )
    job = BulkJob(
        new_id(org(), JOB_PREFIX),
        V2_INGEST,
        given["operation"],
        sobject,
        session().user.id,
        now,
        now,
        session().api_version,
        external_id=external_id,
        assignment_rule_id=check_assignment(session(), given.get("assignmentRuleId")),
    )
    return with_form(job, given)


def _carry_out(job: BulkJob) -> BulkJob:
    """The job with its work done, or failed as a whole."""
    now, text = org().clock.now(), job.upload or ""
    batch = BulkBatch(new_id(org(), BATCH_PREFIX), now, text)
    try:
        batch = ingest_csv(session(), job, batch, text, job.column_delimiter, job.line_ending)
        state = "JobComplete"
    except InvalidBatchError as fault:
        batch, state = replace(batch, state="Failed", message=str(fault)), "Failed"
    return replace(job.with_batch(batch), state=state, upload=None)


def _done(job_id: str) -> tuple[BulkJob, BulkBatch]:
    """A job whose results can be read, and what became of its data."""
    job = find_job(session(), org().jobs, job_id, V2_INGEST)
    if job.state == "Open":
        message = "can only download results of jobs that are done. Current status: OPEN"
        raise SalesforceError("JOB_NOT_COMPLETE", message, status=412)
    return job, job.batches[0] if job.batches else BulkBatch("", job.modified, "")


def _results(job: BulkJob, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    return csv_answer(write_csv([header, *rows], job.column_delimiter, job.line_ending))
