"""The feed of a record's page on an Aura site: what people write there. LWR sites have none (LWR guide; A)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.schema import to_18
from mock_org.site.page import Page
from mock_org.site.reading import find
from mock_org.site.rendering import invalid_page, refused_page
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged
from mock_org.web.moments import readable_datetime
from mock_org.web.soql_text import literal

EXPIRED = "Your session has expired. Reload the page and try again."
EMPTY = "Enter something to share."  # confidence D
_SHOWN, _ANSWERS = 25, 500


@dataclass(frozen=True, slots=True)
class Said:
    """A post or a comment: who wrote what, and when."""

    id: str
    author: str
    body: str
    moment: str
    machine: str


@dataclass(frozen=True, slots=True)
class Post(Said):
    """A post with what was answered; comments is None where this user has no comments at all."""

    comments: Sequence[Said] | None


def has_feed(visit: Visit, sobject: str) -> bool:
    """Whether the page of such a record has a feed for this user."""
    if visit.site.lwr or visit.guest or "FeedItem" not in visit.objects:
        return False
    fields = visit.session.describe("FeedItem")["fields"]
    return any(field["name"] == "ParentId" and sobject in field["referenceTo"] for field in fields)


def feed_of(visit: Visit, record_id: str) -> list[Post]:
    """The posts on a record that this user sees, the newest first, each with its comments, the oldest first."""
    found = visit.session.query(
        "SELECT Id, Body, CreatedDate, InsertedBy.Name FROM FeedItem "
        f"WHERE ParentId = {literal(record_id)} AND Type = 'TextPost' ORDER BY CreatedDate DESC, Id DESC LIMIT {_SHOWN}"
    ).records
    answers = _comments_on(visit, [row["Id"] for row in found])
    return [
        Post(*_said(visit, row, "Body"), comments=None if answers is None else answers.get(row["Id"], []))
        for row in found
    ]


def _comments_on(visit: Visit, posts: Sequence[str]) -> dict[str, list[Said]] | None:
    if "FeedComment" not in visit.objects:
        return None
    comments: dict[str, list[Said]] = {}
    if posts:
        found = visit.session.query(
            "SELECT Id, FeedItemId, CommentBody, CreatedDate, InsertedBy.Name FROM FeedComment "
            f"WHERE FeedItemId IN ({', '.join(map(literal, posts))}) ORDER BY CreatedDate, Id LIMIT {_ANSWERS}"
        )
        for row in found.records:
            comments.setdefault(row["FeedItemId"], []).append(Said(*_said(visit, row, "CommentBody")))
    return comments


def _said(visit: Visit, row: dict[str, Any], body: str) -> tuple[str, str, str, str, str]:
    author, moment = str((row["InsertedBy"] or {}).get("Name") or ""), str(row["CreatedDate"])
    return row["Id"], author, str(row[body] or ""), readable_datetime(moment, visit.time_zone), moment


def share(visit: Visit, record_id: str) -> ResponseReturnValue:
    """Post what a form brings on a record that this user sees."""
    found = _open(visit, record_id)
    return invalid_page(visit) if found is None else _write(visit, found, "FeedItem", "Body", {"ParentId": found})


def comment(visit: Visit, record_id: str, post_id: str) -> ResponseReturnValue:
    """Answer a post on such a record."""
    found, post = _open(visit, record_id), to_18(post_id)
    if found is None or post is None or "FeedComment" not in visit.objects:
        return invalid_page(visit)
    text = f"SELECT Id FROM FeedItem WHERE Id = {literal(post)} AND ParentId = {literal(found)}"
    if not visit.session.query(text).records:
        return invalid_page(visit)
    return _write(visit, found, "FeedComment", "CommentBody", {"FeedItemId": post})


def _open(visit: Visit, record_id: str) -> str | None:
    """The id of a record whose feed this user sees."""
    tab = visit.tab_of(record_id)
    found = find(visit, visit.describe(tab.sobject), [], record_id) if tab else None
    return found["Id"] if tab and found and has_feed(visit, tab.sobject) else None


def _write(visit: Visit, record_id: str, sobject: str, field: str, values: dict[str, str]) -> ResponseReturnValue:
    """What the form brings in its field of that name."""
    if is_forged(request):
        return refused_page(visit, EXPIRED, 403)
    body = request.form.get(field, "").replace("\r\n", "\n").strip()
    if not body:
        return refused_page(visit, EMPTY, 400)
    try:
        visit.session.insert(sobject, {**values, field: body})
    except SalesforceError as refusal:
        return refused_page(visit, refusal.message, refusal.status)
    return redirect(visit.site.url(f"/s/detail/{record_id}") + "?tab=feed", 303)


PAGES = (
    Page("/s/feed/<record_id>", share, ("POST",)),
    Page("/s/feed/<record_id>/<post_id>", comment, ("POST",)),
)
