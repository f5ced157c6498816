"""Bulk jobs as the org keeps them: what was asked, what was uploaded, what became of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from mock_org.dml import SaveResult
from mock_org.errors import SalesforceError
from mock_org.org.parts import Parts
from mock_org.org.view import View
from mock_org.schema import make_id

CLASSIC, V2_INGEST, V2_QUERY = "Classic", "V2Ingest", "V2Query"
JOB_PREFIX, BATCH_PREFIX, RESULT_PREFIX = "750", "751", "752"
MONITOR = "ManageDataIntegrations"


class InvalidBatchError(Exception):
    """A batch that cannot be processed at all: nothing of it is done, and its state becomes Failed."""


@dataclass(frozen=True, slots=True)
class BulkBatch:
    """One upload, or one query, and its outcome.

    header, rows: of a CSV upload, as they were sent. results: one a row. columns, records: of a query.
    message: why the batch failed.
    """

    id: str
    created: datetime
    request: str
    state: str = "Completed"
    message: str | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    results: tuple[SaveResult, ...] = ()
    columns: tuple[str, ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    result_id: str = ""

    @property
    def processed(self) -> int:
        """How many records were processed."""
        return len(self.results) or len(self.records)

    @property
    def failed(self) -> int:
        """How many of them were refused."""
        return sum(not each.success for each in self.results)


@dataclass(frozen=True, slots=True)
class BulkJob:
    """One job of Bulk API (kind Classic) or Bulk API 2.0.

    state: as the API names it. polled: whether somebody has asked for the state since the data were complete; work is
    done at once, but is told to be done at the first look, as clients expect of a job.
    """

    id: str
    kind: str
    operation: str
    sobject: str
    created_by: str
    created: datetime
    modified: datetime
    api_version: float
    state: str = "Open"
    content_type: str = "CSV"
    concurrency_mode: str = "Parallel"
    external_id: str | None = None
    assignment_rule_id: str | None = None
    line_ending: str = "LF"
    column_delimiter: str = "COMMA"
    upload: str | None = None
    batches: tuple[BulkBatch, ...] = field(default=())
    polled: bool = False

    @property
    def is_query(self) -> bool:
        """Whether the job reads."""
        return self.operation.lower() in ("query", "queryall")

    def batch(self, batch_id: str) -> BulkBatch | None:
        """The batch with that id, of 15 or 18 characters."""
        return next((each for each in self.batches if batch_id in (each.id, each.id[:15])), None)

    def with_batch(self, batch: BulkBatch) -> "BulkJob":
        """The job with one more batch."""
        return replace(self, batches=(*self.batches, batch), modified=batch.created)


def new_id(org: Parts, prefix: str) -> str:
    """An id for a job, a batch or a result."""
    return make_id(prefix, org.database.next_number(f"bulk:{prefix}"))


def find_job(view: View, jobs: Mapping[str, BulkJob], job_id: str, kind: str) -> BulkJob:
    """The job of that id and kind: one's own, or anybody's with Manage Data Integrations.

    Raises INVALIDJOB (the code is real, the text is Bulk API's own: confidence C).
    """
    found = next((job for job in jobs.values() if job_id in (job.id, job.id[:15])), None)
    if found is None or found.kind != kind or not sees(view, found):
        raise SalesforceError("INVALIDJOB", f"Unable to find job: {job_id}")
    return found


def sees(view: View, job: BulkJob) -> bool:
    """Whether the user may look at a job (Bulk API Developer Guide, "Manage Data Integrations"; confidence B)."""
    return job.created_by == view.user.id or MONITOR in view.user.permissions
