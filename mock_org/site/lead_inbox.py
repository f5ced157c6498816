"""The lead inbox: the newest leads that are the user's own, or wait in a queue for the user to accept them."""

from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.schema import to_18
from mock_org.site.grid import Grid, grid
from mock_org.site.page import Page
from mock_org.site.reading import rows
from mock_org.site.rendering import invalid_page, refused_page
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged
from mock_org.web.soql_text import literal

_ROWS = 5
_FIELDS = ("Company", "Status", "CreatedDate")
_EXPIRED = "This page has expired. Go back, reload it and try again."


@dataclass(frozen=True, slots=True)
class LeadInbox:
    """What the home page shows of leads. open: the ids of those that the user can accept."""

    grid: Grid
    open: frozenset[str]


def lead_inbox(visit: Visit) -> LeadInbox | None:
    """The newest leads for this user; None where the user has no leads at all."""
    if visit.tab("Lead") is None:
        return None
    describe = visit.describe("Lead")
    fields = [field for field in describe["fields"] if field["name"] in _FIELDS]
    mine = f"OwnerId = {literal(visit.session.user.id)}"
    where = f"IsConverted = false AND ({mine} OR Owner.Type = 'Queue')"
    newest = rows(visit, describe, fields, where=where, order="CreatedDate DESC, Id", limit=_ROWS)
    found = grid(visit, describe, fields, newest, "Lead Inbox")
    return LeadInbox(found, _open(visit, [row["Id"] for row in newest]))


def accept(visit: Visit) -> ResponseReturnValue:
    """Take a lead out of its queue: from now on it is the user's own."""
    lead = to_18(request.form.get("lead", "")) or ""
    if is_forged(request):
        return refused_page(visit, _EXPIRED, 403)
    if visit.tab("Lead") is None or not lead or lead not in _open(visit, [lead]):
        return invalid_page(visit)
    try:
        visit.session.update("Lead", lead, {"OwnerId": visit.session.user.id})
    except SalesforceError as refusal:
        return refused_page(visit, refusal.message, refusal.status)
    return redirect(visit.site.url(f"/s/detail/{lead}"), 303)


def _open(visit: Visit, ids: list[str]) -> frozenset[str]:
    """Which of these leads belong to a queue and may be taken out of it by this user."""
    if not ids:
        return frozenset()
    listed = ", ".join(map(literal, ids))
    queued = visit.session.query(f"SELECT Id FROM Lead WHERE Id IN ({listed}) AND Owner.Type = 'Queue'").records
    if not queued or not visit.describe("Lead")["updateable"]:
        return frozenset()
    listed = ", ".join(literal(row["Id"]) for row in queued)
    access = visit.session.query(
        "SELECT RecordId, HasTransferAccess FROM UserRecordAccess "
        f"WHERE UserId = {literal(visit.session.user.id)} AND RecordId IN ({listed})"
    )
    return frozenset(row["RecordId"] for row in access.records if row["HasTransferAccess"])


PAGES = (Page("/s/lead-inbox/accept", accept, ("POST",)),)
