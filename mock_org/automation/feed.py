"""Posts of feeds: whose each is, and who sees it where the client does not say (Object Reference, FeedItem)."""

from mock_org.dml import Trigger, TriggerContext

_EVERYBODY = "AllUsers"


def sign_post(context: TriggerContext) -> None:
    """Before a post is written: who put it there (InsertedById, confidence A).

    External users post for everybody who sees the record; nobody posts by them for internal users only (confidence B).
    """
    new = context.new
    new["InsertedById"] = new.get("InsertedById") or context.user.id
    if context.user.external:
        new["Visibility"] = _EVERYBODY


TRIGGERS = (Trigger("FeedItem", "before", "insert", sign_post),)
