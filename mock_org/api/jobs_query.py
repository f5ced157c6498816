"""/jobs/query: Bulk API 2.0 reads; the rows are those of the moment in which the job was made."""

import base64
import binascii
from dataclasses import replace

from flask import Blueprint, Response, request

from mock_org.api.body import json_object
from mock_org.api.caller import org, session
from mock_org.api.composite_input import available_since, only, required
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
    shown_state,
    with_form,
)
from mock_org.errors import SalesforceError
from mock_org.org.attempt import attempt
from mock_org.org.bulk import BATCH_PREFIX, JOB_PREFIX, V2_QUERY, BulkBatch, BulkJob, find_job, new_id
from mock_org.org.bulk_csv import write_csv
from mock_org.org.bulk_query import bulk_query, row_of

bp = Blueprint("jobs_query", __name__)

SINCE = 47.0
KEYS = ("columnDelimiter", "contentType", "lineEnding", "operation", "query")
# The state in the refusal of results that are not there yet (documented text).
_STATUS = {"UploadComplete": "IN_PROGRESS", "Aborted": "ABORTED", "Failed": "FAILED"}


@bp.post("/jobs/query")
def create() -> Response:
    """Create a job and run its statement."""
    available_since(SINCE)
    given = only(json_object(), KEYS, "QueryJobInfo")
    operation, text = required(given, "operation", str), required(given, "query", str)
    if operation not in ("query", "queryAll"):
        raise SalesforceError("INVALIDOPERATION", f"Invalid operation: {operation}")
    now = org().clock.now()
    found = bulk_query(session(), text, all_rows=operation == "queryAll")
    with attempt(org(), org().jobs):
        batch = BulkBatch(new_id(org(), BATCH_PREFIX), now, text, columns=found.columns, records=found.records)
        job = BulkJob(
            new_id(org(), JOB_PREFIX),
            V2_QUERY,
            operation,
            found.sobject,
            session().user.id,
            now,
            now,
            session().api_version,
            state="JobComplete",
            batches=(batch,),
        )
        job = keep(with_form(job, given))
    return json_answer(job_info(job))


@bp.get("/jobs/query")
def jobs() -> Response:
    """The jobs."""
    available_since(SINCE)
    return listing(V2_QUERY)


@bp.get("/jobs/query/<job_id>")
def get(job_id: str) -> Response:
    """The state of a job; it is complete at the first look."""
    return look(V2_QUERY, job_id)


@bp.patch("/jobs/query/<job_id>")
def abort(job_id: str) -> Response:
    """Abort a job that nobody has seen complete."""
    job = find_job(session(), org().jobs, job_id, V2_QUERY)
    state = asked_state(replace(job, state=shown_state(job)), "Aborted")
    return json_answer(job_head(keep(replace(job, state=state, modified=org().clock.now()))))


@bp.delete("/jobs/query/<job_id>")
def remove(job_id: str) -> Response:
    """Delete a job: 204."""
    return delete(V2_QUERY, job_id)


@bp.get("/jobs/query/<job_id>/results")
def results(job_id: str) -> Response:
    """A page of rows; Sforce-Locator names the next one, and is the text `null` at the end."""
    job = find_job(session(), org().jobs, job_id, V2_QUERY)
    state = shown_state(job)
    if state != "JobComplete":  # documented answer
        message = (
            "can only download query results of successfully completed bulk job with status: JOB_COMPLETE. "
            f"Current status: {_STATUS[state]}"
        )
        raise SalesforceError("JOB_NOT_COMPLETE", message, status=412)
    batch = job.batches[0]
    start = _start(request.args.get("locator", ""), len(batch.records))
    end = min(start + _most(request.args.get("maxRecords", "")), len(batch.records))
    rows = [row_of(record, batch.columns) for record in batch.records[start:end]]
    return csv_answer(
        write_csv([batch.columns, *rows], job.column_delimiter, job.line_ending),
        Sforce_NumberOfRecords=str(len(rows)),
        Sforce_Locator=_locator(end) if end < len(batch.records) else "null",
    )


def _locator(start: int) -> str:
    return base64.urlsafe_b64encode(str(start).encode()).decode().rstrip("=")


def _start(locator: str, size: int) -> int:
    """Where a page begins.

    Raises INVALID_QUERY_LOCATOR.
    """
    if locator in ("", "null"):
        return 0
    try:
        start = int(base64.urlsafe_b64decode(locator + "=" * (-len(locator) % 4)))
    except (ValueError, binascii.Error):
        start = -1
    if not 0 < start < size or _locator(start) != locator:
        raise SalesforceError("INVALID_QUERY_LOCATOR", "invalid query locator")
    return start


def _most(text: str) -> int:
    """How many rows a page has at most: all of them where nothing is said."""
    if not text:
        return 1_000_000_000
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise SalesforceError("INVALID_FIELD", f"maxRecords must be a positive number: {text}")
    return int(text)
