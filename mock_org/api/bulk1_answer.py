"""Answers of Bulk API 1.0 in XML or JSON: jobs, batches, refusals. Content types are bare: clients compare them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from flask import Response, request

from mock_org.api import xml_answer
from mock_org.api.jobs_info import rest_time
from mock_org.errors import SalesforceError
from mock_org.org.bulk import BulkBatch, BulkJob

NAMESPACE = "http://www.force.com/2009/06/asyncapi/dataload"
XML, JSON, CSV = "application/xml", "application/json", "text/csv"
TIMES = ("totalProcessingTime", "apiActiveProcessingTime", "apexProcessingTime")
# exceptionCode of a refusal (Bulk API Developer Guide, "Errors"); all others are ClientInputError.
EXCEPTIONS = {
    "API_DISABLED_FOR_ORG": "FeatureNotEnabled",
    "FEATURENOTENABLED": "FeatureNotEnabled",
    "INVALIDBATCH": "InvalidBatch",
    "INVALIDJOB": "InvalidJob",
    "INVALIDJOBSTATE": "InvalidJobState",
    "INVALIDOPERATION": "InvalidJob",
    "INVALID_AUTH_HEADER": "InvalidSessionId",
    "INVALID_SESSION_ID": "InvalidSessionId",
    "NOT_FOUND": "InvalidUrl",
    "NOT_IMPLEMENTED": "FeatureNotEnabled",
    "REQUEST_LIMIT_EXCEEDED": "ExceededQuota",
}
Info = dict[str, Any]


def wants_json() -> bool:
    """Whether the client speaks JSON: job information follows the request's own content type."""
    return request.mimetype == JSON


def answer(text: str, content_type: str, status: int = 200) -> Response:
    """An answer with a bare content type."""
    return Response(text.encode("utf-8", "replace"), status, content_type=content_type)


def info_answer(name: str, info: Info, status: int = 200, *, as_json: bool) -> Response:
    """A jobInfo or batchInfo."""
    if as_json:
        return answer(to_json(dict(sorted(_json_info(info).items()))), JSON, status)
    root = element(name)
    _fill(root, info)
    return answer(to_xml(root), XML, status)


def list_answer(batches: Iterable[Info], *, as_json: bool) -> Response:
    """A batchInfoList."""
    if as_json:
        return answer(to_json({"batchInfo": [dict(sorted(_json_info(each).items())) for each in batches]}), JSON)
    root = element("batchInfoList")
    for each in batches:
        _fill(ET.SubElement(root, "batchInfo"), each)
    return answer(to_xml(root), XML)


def refusal(error: SalesforceError) -> Response:
    """An error: 400 whatever it is, as the client speaks."""
    info = {"exceptionCode": EXCEPTIONS.get(error.code, "ClientInputError"), "exceptionMessage": error.message}
    if error.code == "INVALID_SESSION_ID":
        info["exceptionMessage"] = "Invalid session id"
    if wants_json():
        return answer(to_json(info), JSON, 400)
    root = element("error")
    _fill(root, info)
    return answer(to_xml(root), XML, 400)


def job_info(job: BulkJob) -> Info:
    """What is told of a job (recorded keys in their order)."""
    states = [batch.state for batch in job.batches]
    return {
        "id": job.id,
        "operation": job.operation,
        "object": job.sobject,
        "createdById": job.created_by,
        "createdDate": job.created,
        "systemModstamp": job.modified,
        "state": job.state,
        "externalIdFieldName": job.external_id,
        "assignmentRuleId": job.assignment_rule_id,
        "concurrencyMode": job.concurrency_mode,
        "contentType": job.content_type,
        "numberBatchesQueued": 0,
        "numberBatchesInProgress": 0,
        "numberBatchesCompleted": states.count("Completed"),
        "numberBatchesFailed": states.count("Failed"),
        "numberBatchesTotal": len(states),
        "numberRecordsProcessed": sum(batch.processed for batch in job.batches),
        "numberRetries": 0,
        "apiVersion": job.api_version,
        "numberRecordsFailed": sum(batch.failed for batch in job.batches),
    } | dict.fromkeys(TIMES, 0)


def batch_info(job: BulkJob, batch: BulkBatch, *, new: bool = False) -> Info:
    """What is told of a batch; a new one is queued (recorded), though its work is done."""
    return {
        "id": batch.id,
        "jobId": job.id,
        "state": "Queued" if new else batch.state,
        "stateMessage": None if new else batch.message,
        "createdDate": batch.created,
        "systemModstamp": batch.created,
        "numberRecordsProcessed": 0 if new else batch.processed,
        "numberRecordsFailed": 0 if new else batch.failed,
    } | dict.fromkeys(TIMES, 0)


def element(name: str, **more: str) -> ET.Element:
    """A root element in Bulk API's namespace."""
    return ET.Element(name, {"xmlns": NAMESPACE, **more})


def to_xml(root: ET.Element) -> str:
    """A document."""
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>' + xml_answer.xml_text(ET.tostring(root, encoding="unicode"))


def to_json(value: Any) -> str:
    """A JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def xml_text(value: Any) -> str:
    """A value as XML writes it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fill(root: ET.Element, info: Mapping[str, Any]) -> None:
    for name, value in info.items():
        if value is not None:
            ET.SubElement(root, name).text = xml_text(value)


def _json_info(info: Info) -> Info:
    return {name: rest_time(value) if isinstance(value, datetime) else value for name, value in info.items()}
