"""Answers to an access review, whichever way they come; and what its end does to flagged users."""

from typing import Any

from mock_org.automation.access_review import ANSWERED, CLOSED, FLAG, ITEM, OPEN, REVIEW
from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError

_LONGEST = 255
Row = dict[str, Any]


def _before_answer(context: TriggerContext) -> None:
    """Note who answered and when; a review that has ended takes no answer."""
    if not context.changed("Answer__c", "Comment__c"):
        return
    review = context.system.get(REVIEW, context.new["Access_Review__c"]) or {}
    if review.get("Status__c") == CLOSED:
        raise _refused("The access review is closed; nothing can be answered any more.", "Answer__c")
    if context.changed("Answer__c"):
        given = context.new.get("Answer__c")
        context.new["Answered__c"] = format_datetime(context.clock.now()) if given else None
        context.new["Answered_By__c"] = context.user.id if given else None


def _after_answer(context: TriggerContext) -> None:
    """A review is answered when all its items are, and open again when an answer is taken back."""
    if not context.changed("Answer__c"):
        return
    review = context.system.get(REVIEW, context.new["Access_Review__c"]) or {}
    items = context.system.find(ITEM, Access_Review__c=review["Id"])
    if all(item["Answer__c"] for item in items):
        now = format_datetime(context.clock.now())
        context.system.update(REVIEW, review["Id"], {"Status__c": ANSWERED, "Answered__c": now})
    elif review["Status__c"] == ANSWERED:
        context.system.update(REVIEW, review["Id"], {"Status__c": OPEN, "Answered__c": None})


def _before_review(context: TriggerContext) -> None:
    if context.old and context.old["Status__c"] == CLOSED and context.changed("Status__c"):
        raise _refused("A closed access review cannot be opened again.", "Status__c")
    if context.became("Status__c", CLOSED):
        context.new["Closed__c"] = format_datetime(context.clock.now())


def _after_review(context: TriggerContext) -> None:
    if context.became("Status__c", CLOSED):
        for item in context.system.find(ITEM, Access_Review__c=context.new["Id"]):
            context.system.update(ITEM, item["Id"], {"Outcome__c": _conclude(context, item)})


def _conclude(context: TriggerContext, item: Row) -> str:
    """What becomes of one user at the end of the review, as the settings say; in words."""
    settings = context.settings.access_review
    user = context.system.get("User", item["User__c"])
    if user is None or not user["IsActive"]:
        return "already inactive"
    if item["Answer__c"] == FLAG:
        return _deactivated(context, user) if settings.flagged == "deactivate" else "flagged, kept"
    if item["Answer__c"]:
        return "confirmed"
    return _deactivated(context, user) if settings.unanswered == "deactivate" else "unanswered, kept"


def _deactivated(context: TriggerContext, user: Row) -> str:
    """Deactivate the user, unless the org refuses it: then the report tells why, and the review ends all the same."""
    try:
        with context.database.transaction():
            context.system.update("User", user["Id"], {"IsActive": False})
    except SalesforceError as refusal:
        return f"could not be deactivated: {refusal.message}"[:_LONGEST]
    return "deactivated"


def _refused(message: str, field: str) -> SalesforceError:
    """As a validation rule of the customer's would."""
    return SalesforceError("FIELD_CUSTOM_VALIDATION_EXCEPTION", message, [field])


TRIGGERS = (
    Trigger(ITEM, "before", "update", _before_answer),
    Trigger(ITEM, "after", "update", _after_answer),
    Trigger(REVIEW, "before", "update", _before_review),
    Trigger(REVIEW, "after", "update", _after_review),
)
