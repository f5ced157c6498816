"""What Bulk API 2.0 tells of a job, and what its verbs have in common: look up, change the state, list, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Response, request

from mock_org.api.body import json_object
from mock_org.api.caller import org, session
from mock_org.api.composite_input import only, required
from mock_org.api.errors import json_answer
from mock_org.errors import SalesforceError
from mock_org.org.bulk import CLASSIC, V2_INGEST, V2_QUERY, BulkJob, find_job, sees
from mock_org.org.bulk_csv import DELIMITERS, LINE_ENDINGS

DONE = ("JobComplete", "Failed", "Aborted")
DELETABLE = (*DONE, "UploadComplete")
# Times of work that was done within the request; the keys are recorded.
TIMES = {"retries": 0, "totalProcessingTime": 0, "apiActiveProcessingTime": 0, "apexProcessingTime": 0}
Info = dict[str, Any]


def job_info(job: BulkJob) -> Info:
    """What creating a job answers (recorded keys in their order)."""
    info = job_head(job)
    if job.kind == V2_INGEST and job.state == "Open":  # recorded without a leading slash
        info["contentUrl"] = f"services/data/v{job.api_version}/jobs/ingest/{job.id}/batches"
    return info | {"lineEnding": job.line_ending, "columnDelimiter": job.column_delimiter}


def job_head(job: BulkJob) -> Info:
    """What changing a job answers (recorded): the upload's form is left out."""
    info: Info = {
        "id": job.id,
        "operation": job.operation,
        "object": job.sobject,
        "createdById": job.created_by,
        "createdDate": rest_time(job.created),
        "systemModstamp": rest_time(job.modified),
        "state": shown_state(job),
        "externalIdFieldName": job.external_id,
        "assignmentRuleId": job.assignment_rule_id,
        "concurrencyMode": job.concurrency_mode,
        "contentType": job.content_type,
        "apiVersion": job.api_version,
    }
    return {name: value for name, value in info.items() if value is not None}


def full_info(job: BulkJob) -> Info:
    """What looking at a job answers: the numbers too, and why it failed."""
    info = job_info(job)
    numbers: Info = {}
    if job.state != "Open":
        numbers["numberRecordsProcessed"] = sum(batch.processed for batch in job.batches)
        if job.kind == V2_INGEST:
            numbers["numberRecordsFailed"] = sum(batch.failed for batch in job.batches)
    failed = next((batch.message for batch in job.batches if batch.message), None)
    last: Info = {"isPkChunkingSupported": True} if job.kind == V2_QUERY else {}
    return (
        _inserted(info, "lineEnding", {"jobType": job.kind})
        | numbers
        | TIMES
        | last
        | ({"errorMessage": failed} if failed else {})
    )


def shown_state(job: BulkJob) -> str:
    """The state to tell: work that is done is told from the first look on."""
    return "UploadComplete" if job.state in ("JobComplete", "Failed") and not job.polled else job.state


def look(kind: str, job_id: str) -> Response:
    """Answer the state of a job."""
    job = keep(replace(find_job(session(), org().jobs, job_id, kind), polled=True))
    return json_answer(full_info(job))


def keep(job: BulkJob) -> BulkJob:
    """Remember a job as it is now."""
    org().jobs[job.id] = job
    return job


def asked_state(job: BulkJob, *states: str) -> str:
    """The state that a body asks for, if the job can go there.

    Raises INVALIDJOBSTATE, INVALIDJOB.
    """
    state = str(required(only(json_object(), ("state",), "JobInfo"), "state", str))
    if state not in states:
        raise SalesforceError("INVALIDJOB", f"Invalid state: {state}. It can be changed to {' or '.join(states)} only")
    if job.state in DONE and state != job.state:
        raise SalesforceError("INVALIDJOBSTATE", f"The job is {job.state}; it cannot become {state}")
    return state


def delete(kind: str, job_id: str) -> Response:
    """Forget a job that is not open: 204.

    Raises INVALIDJOBSTATE.
    """
    job = find_job(session(), org().jobs, job_id, kind)
    if job.state not in DELETABLE:
        raise SalesforceError(
            "INVALIDJOBSTATE", f"The job is {job.state}; it must be {', '.join(DELETABLE)} to be deleted"
        )
    del org().jobs[job.id]
    answer = Response(status=204)
    del answer.headers["Content-Type"]
    return answer


def listing(kind: str) -> Response:
    """The jobs that the caller may see, newest first; all on one page."""
    for name in request.args:
        if name not in ("jobType", "concurrencyMode", "isPkChunkingEnabled", "queryLocator"):
            raise SalesforceError("INVALID_FIELD", f"The parameter {name} is not understood")
    wanted = {"kind": request.args.get("jobType", kind), "concurrency_mode": request.args.get("concurrencyMode")}
    if wanted["kind"] not in (V2_INGEST, V2_QUERY, CLASSIC):
        raise SalesforceError("INVALIDJOB", f"Invalid jobType: {wanted['kind']}")
    seen = [job for job in reversed(org().jobs.values()) if sees(session(), job)]
    found = [job for job in seen if all(value in (None, getattr(job, name)) for name, value in wanted.items())]
    records = [
        _inserted(job_info(keep(replace(job, polled=True))), "lineEnding", {"jobType": job.kind}) for job in found
    ]
    return json_answer({"done": True, "nextRecordsUrl": None, "records": records})


def csv_answer(text: str, **headers: str) -> Response:
    """A CSV answer; no charset, which clients compare with ==."""
    answer = Response(text.encode("utf-8", "replace"), content_type="text/csv")
    answer.headers.extend({name.replace("_", "-"): value for name, value in headers.items()})
    return answer


def with_form(job: BulkJob, given: Mapping[str, Any]) -> BulkJob:
    """The job with the form of CSV that a body names: delimiter and line ending.

    Raises INVALIDJOB.
    """
    _chosen(given, "contentType", ("CSV",))
    delimiter = _chosen(given, "columnDelimiter", tuple(DELIMITERS)) or job.column_delimiter
    return replace(
        job,
        column_delimiter=delimiter,
        line_ending=_chosen(given, "lineEnding", tuple(LINE_ENDINGS)) or job.line_ending,
    )


def _chosen(given: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str | None:
    value = given.get(key)
    if value is not None and value not in allowed:
        raise SalesforceError("INVALIDJOB", f"Invalid {key}: {value}. It must be one of {', '.join(allowed)}")
    return value


def rest_time(instant: datetime) -> str:
    """An instant as REST writes it in jobs: whole seconds (recorded)."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def _inserted(info: Info, before: str, more: Info) -> Info:
    """The keys with some more in front of one of them."""
    keys = list(info)
    place = keys.index(before)
    return {name: info[name] for name in keys[:place]} | more | {name: info[name] for name in keys[place:]}
