"""What comes after an access review has opened: reminders, the escalation, its end."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mock_org.automation.access_review import (
    ANSWERED,
    CLOSED,
    ESCALATED,
    OPENING,
    REVIEW,
    RUNNING,
    has_reviews,
)
from mock_org.automation.access_review_mails import ask
from mock_org.automation.schedule import Job
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.org import Org

Step = Literal["remind", "escalate", "close"]
Row = dict[str, Any]
# Steps that are overdue, because the settings have changed, are taken within the day.
_SOON = timedelta(days=1)


def next_step(org: Org, review: Row) -> tuple[datetime, Step] | None:
    """What is due next with a running review, and when; None for one that nobody has opened at a time."""
    settings = org.settings.access_review
    if review["Status__c"] == ANSWERED and review["Answered__c"]:
        return _night_after(org, datetime.fromisoformat(review["Answered__c"])), "close"
    if not review["Opened__c"]:
        return None
    steps: list[tuple[int, Step]] = [
        (days, "remind") for days in settings.remind_days[int(review["Reminders__c"] or 0) :]
    ]
    if settings.escalate_days and not review["Escalated__c"]:
        steps.append((settings.escalate_days, "escalate"))
    days, step = [*steps, (settings.close_days, "close")][0]
    return datetime.fromisoformat(review["Opened__c"]) + timedelta(days=days), step


def _next_due(org: Org, after: datetime) -> datetime | None:
    if not (org.settings.access_review.on and has_reviews(org)):
        return None
    due = [step[0] for review in _running(org) if (step := next_step(org, review))]
    return min((at if at > after else after + _SOON for at in due), default=None)


def _take_steps(org: Org, at: datetime) -> str | None:
    """Take the steps that are due, one for each review."""
    if not has_reviews(org):
        return None
    said = []
    for review in _running(org):
        step = next_step(org, review)
        if step is not None and step[0] <= at:
            said.append(f"{review['Name']} {_taken(org, review, step[1], at)}")
    return "; ".join(said) or None


def _taken(org: Org, review: Row, step: Step, at: datetime) -> str:
    """The step taken, all of it or nothing; one that the org refuses does not hold up the other reviews."""
    try:
        with org.database.transaction():
            return _take(org, review, step, at)
    except SalesforceError as refusal:
        return f"refused: {refusal.message}"


def _take(org: Org, review: Row, step: Step, at: datetime) -> str:
    records, key = org.system_session().records(), review["Id"]
    if step == "close":
        records.update(REVIEW, key, {"Status__c": CLOSED})
        ask(org, records, key, "report")
        return "closed"
    if step == "escalate":
        records.update(REVIEW, key, {"Status__c": ESCALATED, "Escalated__c": format_datetime(at)})
        ask(org, records, key, "escalation")
        return "escalated"
    records.update(REVIEW, key, {"Reminders__c": int(review["Reminders__c"] or 0) + 1})
    ask(org, records, key, "reminder")
    return "reminded"


def _running(org: Org) -> list[Row]:
    return org.system_session().find(REVIEW, Status__c=RUNNING)


def _night_after(org: Org, instant: datetime) -> datetime:
    """The midnight that ends the day of this instant: until then, an answer can be taken back."""
    zone = ZoneInfo(org.settings.time_zone)
    tomorrow = instant.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


JOBS = (
    Job("access-review-steps", "Follow up the access reviews", _next_due, _take_steps, (REVIEW,)),
    OPENING,
)
