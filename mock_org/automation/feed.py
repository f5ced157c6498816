"""Posts of feeds and their comments: whose each is, who sees it where the client does not say, and how many there are.

Object Reference, FeedItem and FeedComment.
"""

from typing import Any

from mock_org.dml import Trigger, TriggerContext

_EVERYBODY = "AllUsers"


def sign_post(context: TriggerContext) -> None:
    """Before a post is written: who put it there (InsertedById, confidence A).

    External users post for everybody who sees the record; nobody posts by them for internal users only (confidence B).
    """
    _sign(context)
    if context.user.external:
        context.new["Visibility"] = _EVERYBODY


def sign_comment(context: TriggerContext) -> None:
    """Before a comment is written: who put it there, and on which record its post is (ParentId; confidence A)."""
    _sign(context)
    post = context.system.get("FeedItem", context.new.get("FeedItemId")) or {}
    context.new["ParentId"] = post.get("ParentId")
    context.new["CommentType"] = context.new.get("CommentType") or "TextComment"
    context.new["Status"] = context.new.get("Status") or "Published"


def count_comments(context: TriggerContext) -> None:
    """After comments came or went: how many the post has; a new one is the post's last change (confidence A)."""
    row = context.new or context.old or {}
    told: dict[str, Any] = {"CommentCount": context.system.count("FeedComment", FeedItemId=row["FeedItemId"])}
    if context.event == "insert":
        told["LastModifiedDate"] = row["CreatedDate"]
    context.system.write("FeedItem", [row["FeedItemId"]], told)


def _sign(context: TriggerContext) -> None:
    context.new["InsertedById"] = context.new.get("InsertedById") or context.user.id


TRIGGERS = (
    Trigger("FeedItem", "before", "insert", sign_post),
    Trigger("FeedComment", "before", "insert", sign_comment),
    *(Trigger("FeedComment", "after", event, count_comments) for event in ("insert", "delete", "undelete")),
)
