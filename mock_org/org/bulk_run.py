"""What a bulk job does: checked when it is made, carried out when its data are there."""

from dataclasses import replace
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org.bulk import BulkBatch, BulkJob
from mock_org.org.bulk_csv import read_csv
from mock_org.org.bulk_save import OPERATIONS, Record, check_columns, read_rows, save_rows
from mock_org.org.collection import check_external_id
from mock_org.org.session import SaveOptions, Session
from mock_org.schema import to_18

HARD_DELETE = "BulkApiHardDelete"


def check_job(session: Session, operation: Any, sobject: Any, external_id: Any) -> tuple[str, str | None]:
    """The names of the sObject and of the external id field as describe writes them.

    Raises INVALIDJOB for what a job cannot be, FEATURENOTENABLED for a hard delete without the permission.
    """
    if operation not in OPERATIONS:
        raise SalesforceError("INVALIDOPERATION", f"Invalid operation: {operation}")
    found = session.org.schema.get(sobject) if isinstance(sobject, str) else None
    if found is None or found.virtual or not session.may("read", found):
        raise SalesforceError("INVALIDJOB", f"Unable to find object: {sobject}")
    if operation == "hardDelete" and HARD_DELETE not in session.user.permissions:
        message = (
            "hardDelete operation requires special user profile permission, please contact your system administrator"
        )
        raise SalesforceError("FEATURENOTENABLED", message)
    if operation != "upsert":
        return found.name, None
    if not isinstance(external_id, str) or not external_id:
        raise SalesforceError("INVALIDJOB", "External ID was blank for an upsert")
    try:
        return found.name, check_external_id(session, found.name, external_id)
    except SalesforceError as refusal:
        raise SalesforceError("INVALIDJOB", refusal.message) from refusal


def check_assignment(session: Session, rule_id: Any) -> str | None:
    """The id of an assignment rule that there is.

    Raises INVALIDJOB.
    """
    if rule_id is None:
        return None
    key = to_18(str(rule_id))
    if key is None or not session.system().find("AssignmentRule", Id=key):
        raise SalesforceError("INVALIDJOB", f"Unable to find assignment rule: {rule_id}")
    return key


def ingest_csv(
    session: Session, job: BulkJob, batch: BulkBatch, text: str, delimiter: str, line_ending: str | None
) -> BulkBatch:
    """The batch with the outcome of each row.

    Raises InvalidBatchError where nothing can be done with the upload.
    """
    return ingest_rows(session, job, batch, *read_csv(text, delimiter, line_ending))


def ingest_rows(
    session: Session, job: BulkJob, batch: BulkBatch, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> BulkBatch:
    """The same for rows of text that were read already."""
    check_columns(job.operation, header, job.external_id)
    records = read_rows(session, session.writable(job.sobject), header, rows)
    return replace(ingest(session, job, batch, records), header=header, rows=rows)


def ingest(session: Session, job: BulkJob, batch: BulkBatch, records: list[Record | SalesforceError]) -> BulkBatch:
    """The batch with the outcome of each record; assignment rules run only where the job names one."""
    options = SaveOptions(auto_assign=job.assignment_rule_id is not None, assignment_rule=job.assignment_rule_id)
    saver = replace(session, options=options)
    return replace(batch, results=tuple(save_rows(saver, job.operation, job.sobject, job.external_id, records)))
