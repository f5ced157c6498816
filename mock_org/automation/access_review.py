"""The quarterly access review: each partner company's administrator is asked about its active users.

The platform has none: customers build it of custom objects and a scheduled flow, and so does this org, where it has the
objects of the starter org and `[access_review]` switches it on (confidence D).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mock_org.automation.access_review_mails import ask
from mock_org.automation.access_reviewers import active_users, reviewer_of
from mock_org.automation.schedule import QUARTERLY, Job, first_of_month
from mock_org.dml import Records
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.org import Org

REVIEW, ITEM = "Access_Review__c", "Access_Review_Item__c"
OPEN, ANSWERED, ESCALATED, CLOSED = "Open", "Answered", "Escalated", "Closed"
CONFIRM, FLAG = "Confirm", "Flag"
RUNNING = (OPEN, ANSWERED, ESCALATED)
_HOUR = 3
Row = dict[str, Any]


def has_reviews(org: Org) -> bool:
    """Whether the org has the objects that reviews are kept in."""
    return REVIEW in org.schema and ITEM in org.schema


def next_opening(org: Org, after: datetime) -> datetime | None:
    """When the next reviews open; None where there are none."""
    if not (org.settings.access_review.on and has_reviews(org)):
        return None
    return first_of_month(org, after, months=QUARTERLY, hour=_HOUR)


def _open_all(org: Org, at: datetime) -> str:
    """Open a review for each partner company with active users that has none running; each for itself."""
    if not has_reviews(org):
        return f"nothing is done: the org has no {REVIEW} or no {ITEM}"
    records = org.system_session().records()
    running = {row["Partner_Account__c"] for row in records.find(REVIEW, Status__c=RUNNING)}
    opened = _Opened()
    for account_id, users in active_users(org).items():
        account = records.get("Account", account_id)
        if account is None or account_id in running:
            continue
        try:
            with org.database.transaction():
                opened.note(account, asked=_open(org, records, account, users, at))
        except SalesforceError as refusal:
            opened.failed.append(f"{account['Name']} ({refusal.message})")
    return opened.told()


@dataclass
class _Opened:
    """What became of the companies: how many were asked, who could not be, where it failed."""

    asked: int = 0
    unasked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def note(self, account: Row, *, asked: bool) -> None:
        if asked:
            self.asked += 1
        else:
            self.unasked.append(str(account["Name"]))

    def told(self) -> str:
        said = [f"{self.asked or 'no'} partner {'companies' if self.asked > 1 else 'company'} asked"]
        if self.unasked:
            said.append(f"escalated, because nobody is there to be asked: {', '.join(sorted(self.unasked))}")
        if self.failed:
            said.append(f"refused: {', '.join(sorted(self.failed))}")
        return "; ".join(said)


def _open(org: Org, records: Records, account: Row, users: list[Row], at: datetime) -> bool:
    """One company's review; whether somebody of it could be asked, else its owner is."""
    settings = org.settings.access_review
    reviewer = reviewer_of(org, account, users)
    due = at + timedelta(days=settings.escalate_days or settings.close_days)
    values = {
        "OwnerId": reviewer["Id"] if reviewer else _active_owner(org, records, account),
        "Partner_Account__c": account["Id"],
        "Reviewer__c": reviewer["Id"] if reviewer else None,
        "Quarter__c": quarter(org, at),
        "Status__c": OPEN if reviewer else ESCALATED,
        "Opened__c": format_datetime(at),
        "Escalated__c": None if reviewer else format_datetime(at),
        "Due__c": due.astimezone(ZoneInfo(org.settings.time_zone)).date().isoformat(),
        "Reminders__c": 0,
    }
    review = records.insert(REVIEW, values)
    for user in users:
        records.insert(ITEM, _item(review, user))
    ask(org, records, review, "request" if reviewer else "escalation")
    return reviewer is not None


def _active_owner(org: Org, records: Records, account: Row) -> str:
    """The account's owner, or the org's administrator where that one has left."""
    owner = records.get("User", account["OwnerId"])
    return str(owner["Id"]) if owner and owner["IsActive"] else org.admin_id


def _item(review: str, user: Row) -> Row:
    """One line of the list. Names are copied, since colleagues may not see each other's user records."""
    return {
        "Access_Review__c": review,
        "User__c": user["Id"],
        "Full_Name__c": user["Name"],
        "Username__c": user["Username"],
        "Last_Log_In__c": user["LastLoginDate"],
    }


def quarter(org: Org, at: datetime) -> str:
    """The quarter of an instant in the org's time zone: "2026 Q1"."""
    day = at.astimezone(ZoneInfo(org.settings.time_zone))
    return f"{day.year} Q{(day.month + 2) // 3}"


OPENING = Job("access-review", "Open the quarterly access reviews", next_opening, _open_all)
