"""The feed of a record's page on an Aura site: what people write there. LWR sites have none (LWR guide; A)."""

from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.site.page import Page
from mock_org.site.reading import find
from mock_org.site.rendering import invalid_page, refused_page
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged
from mock_org.web.moments import readable_datetime
from mock_org.web.soql_text import literal

EXPIRED = "Your session has expired. Reload the page and try again."
EMPTY = "Enter something to share."  # confidence D
LONGEST = 10_000
_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Post:
    """One post: who wrote what, and when."""

    author: str
    body: str
    moment: str
    machine: str


def has_feed(visit: Visit, sobject: str) -> bool:
    """Whether the page of such a record has a feed for this user."""
    if visit.site.lwr or visit.guest or "FeedItem" not in visit.objects:
        return False
    fields = visit.session.describe("FeedItem")["fields"]
    return any(field["name"] == "ParentId" and sobject in field["referenceTo"] for field in fields)


def feed_of(visit: Visit, record_id: str) -> list[Post]:
    """The posts on a record that this user sees, the newest first."""
    found = visit.session.query(
        "SELECT Body, CreatedDate, InsertedBy.Name FROM FeedItem "
        f"WHERE ParentId = {literal(record_id)} AND Type = 'TextPost' ORDER BY CreatedDate DESC, Id DESC LIMIT {_SHOWN}"
    )
    return [
        Post(
            str((row["InsertedBy"] or {}).get("Name") or ""),
            str(row["Body"] or ""),
            readable_datetime(str(row["CreatedDate"]), visit.time_zone),
            str(row["CreatedDate"]),
        )
        for row in found.records
    ]


def share(visit: Visit, record_id: str) -> ResponseReturnValue:
    """Post what a form brings on a record that this user sees."""
    tab = visit.tab_of(record_id)
    found = find(visit, visit.session.describe(tab.sobject), [], record_id) if tab else None
    if tab is None or found is None or not has_feed(visit, tab.sobject):
        return invalid_page(visit)
    if is_forged(request):
        return refused_page(visit, EXPIRED, 403)
    body = request.form.get("Body", "").replace("\r\n", "\n").strip()
    if not body:
        return refused_page(visit, EMPTY, 400)
    try:
        visit.session.insert("FeedItem", {"ParentId": found["Id"], "Body": body})
    except SalesforceError as refusal:
        return refused_page(visit, refusal.message, refusal.status)
    return redirect(visit.site.url(f"/s/detail/{found['Id']}") + "?tab=feed", 303)


PAGES = (Page("/s/feed/<record_id>", share, ("POST",)),)
