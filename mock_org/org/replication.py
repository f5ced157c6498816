"""The verbs of a Session that tell which records were changed or deleted in a span of time.

REST API Developer Guide, "sObject Get Updated" and "sObject Get Deleted"; SOAP API Developer Guide, getUpdated.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from mock_org import soql
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.org.view import View
from mock_org.schema import SObject
from mock_org.soql.ast import Condition

MOST_DAYS = timedelta(days=30)
_MINUTE = timedelta(minutes=1)
_CHANGED = "SystemModstamp"


class Replication(View):
    """Updated and deleted records of an sObject, as far as the user sees them."""

    def updated(self, sobject_name: str, start: datetime, end: datetime) -> dict[str, Any]:
        """The ids of the records that were made or changed in that span, and how far the answer reaches.

        Raises INVALID_REPLICATION_DATE for a span that is not answered, INVALID_TYPE for an sObject without this.
        """
        sobject = self._replicated(sobject_name)
        start, end = self._span(start, end)
        found = self._changed(sobject, ["Id"], start, end)
        return {"ids": [record["Id"] for record in found], "latestDateCovered": format_datetime(end)}

    def deleted(self, sobject_name: str, start: datetime, end: datetime) -> dict[str, Any]:
        """The ids of the records that were deleted in that span and when, and which span the answer covers."""
        sobject = self._replicated(sobject_name)
        start, end = self._span(start, end)
        found: list[dict[str, Any]] = []
        if sobject.field("IsDeleted"):
            gone = soql.Comparison(soql.Path(("IsDeleted",)), "=", soql.Literal(True, "boolean"))
            found = self._changed(sobject, ["Id", _CHANGED], start, end, gone)
        return {
            "deletedRecords": [{"id": record["Id"], "deletedDate": record[_CHANGED]} for record in found],
            "earliestDateAvailable": format_datetime(self._earliest()),
            "latestDateCovered": format_datetime(end),
        }

    def _replicated(self, name: str) -> SObject:
        sobject = self.sobject(name)
        if not sobject.replicateable or sobject.field(_CHANGED) is None:
            # The code and text of Salesforce are not known (confidence D).
            raise SalesforceError("INVALID_TYPE", f"sObject type '{sobject.name}' does not support replication")
        return sobject

    def _span(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Whole minutes: "seconds are ignored". The first text is one of public reports, the others confidence C."""
        start, end = (each.astimezone(UTC).replace(second=0, microsecond=0) for each in (start, end))
        now = self.org.clock.now().astimezone(UTC)
        if end < start + _MINUTE:
            raise _refused("endDate must be at least one minute greater than startDate")
        if start < now - MOST_DAYS:
            raise _refused("startDate cannot be more than 30 days ago")
        if start > now:
            raise _refused("startDate cannot be in the future")
        return start, min(end, now.replace(second=0, microsecond=0) + _MINUTE)

    def _earliest(self) -> datetime:
        """Since when deletes are known: as long as the org is there, but no longer than the span that is answered."""
        now = self.org.clock.now().astimezone(UTC)
        return (now - MOST_DAYS).replace(second=0, microsecond=0)

    def _changed(
        self, sobject: SObject, names: Sequence[str], start: datetime, end: datetime, *more: Condition
    ) -> list[dict[str, Any]]:
        stamp = soql.Path((_CHANGED,))
        span = (
            soql.Comparison(stamp, ">=", soql.Literal(start, "datetime")),
            soql.Comparison(stamp, "<", soql.Literal(end, "datetime")),
        )
        form = soql.select_by_id(sobject.name, names, "")
        query = soql.Query(form.select, form.sources, where=soql.And((*span, *more)))
        return self.run(query, all_rows=bool(more)).records


def _refused(message: str) -> SalesforceError:
    return SalesforceError("INVALID_REPLICATION_DATE", message)
