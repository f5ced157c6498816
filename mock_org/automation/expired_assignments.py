"""Permission sets that were assigned until a day (Object Reference, PermissionSetAssignment.ExpirationDate)."""

from datetime import datetime

from mock_org.automation.schedule import Job
from mock_org.dml.permission_license_seats import free_seats
from mock_org.dml.values import format_datetime
from mock_org.org import Org

ASSIGNMENT = "PermissionSetAssignment"


def _next_end(org: Org, after: datetime) -> datetime | None:
    """When the next assignment ends; from then on it gives nothing, whether the job has run or not."""
    asked = (
        f"SELECT ExpirationDate FROM {ASSIGNMENT} WHERE ExpirationDate > {format_datetime(after)} AND IsActive = true "
        "ORDER BY ExpirationDate LIMIT 1"
    )
    found = org.system_session().query(asked).records
    return datetime.fromisoformat(found[0]["ExpirationDate"]) if found else None


def _end(org: Org, at: datetime) -> str | None:
    """Mark what is over as inactive, and free the seats of permission set licences that came with it.

    That an assignment stays as an inactive row, and that seats come back: confidence C, as for one that is deleted.
    """
    records = org.system_session().records()
    now = format_datetime(at)
    over = [row for row in records.find(ASSIGNMENT, IsActive=True) if (row["ExpirationDate"] or "9") <= now]
    records.write(ASSIGNMENT, [row["Id"] for row in over], {"IsActive": False})
    for row in over:
        free_seats(records, row)
    return f"{len(over)} ended" if over else None


JOB = Job("expired-assignments", "End permission sets assigned until now", _next_end, _end, reads=(ASSIGNMENT,))
