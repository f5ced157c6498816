"""The audit report of access reviews: who was asked about whom, who answered what and when, and what came of it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mock_org.audit.pages import page
from mock_org.automation.access_review import ITEM, REVIEW, has_reviews
from mock_org.errors import SetupError
from mock_org.org import Org

Row = dict[str, Any]
Data = Mapping[str, Any]
COLUMNS = (
    "review", "quarter", "account", "reviewer", "status", "opened", "due", "reminders", "escalated", "closed",
    "user", "username", "last_log_in", "answer", "comment", "answered", "answered_by", "outcome",
)  # fmt: skip
# What a spreadsheet would take for a formula is told apart by an apostrophe (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def reviews(org: Org, quarter: str | None = None) -> dict[str, Any]:
    """All reviews with their items, or those of one quarter ("2026 Q1"), the latest first.

    Raises SetupError where the org has no objects to keep reviews in.
    """
    if not has_reviews(org):
        raise SetupError(f"the org has no access reviews: it lacks the objects {REVIEW} and {ITEM} of the starter org")
    records = org.system_session().records()
    found = records.find(REVIEW, Quarter__c=quarter) if quarter else records.find(REVIEW)
    names = _Names(records)
    told = [_review(names, row, records.find(ITEM, Access_Review__c=row["Id"])) for row in found]
    told.sort(key=lambda each: (each["opened"] or "", each["review"]), reverse=True)
    return {"reviews": told, "summary": _summary(told)}


class _Names:
    """Names of users and accounts by id, deleted ones too."""

    def __init__(self, records: Any) -> None:
        self._records = records
        self._known: dict[str, str | None] = {}

    def of(self, sobject: str, record_id: str | None) -> str | None:
        if not record_id:
            return None
        if record_id not in self._known:
            deleted_too = {} if sobject == "User" else {"IsDeleted": (True, False)}
            row = self._records.one(sobject, Id=record_id, **deleted_too)
            self._known[record_id] = str(row["Name"]) if row else None
        return self._known[record_id]


def _review(names: _Names, row: Row, items: Sequence[Row]) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "review": row["Name"],
        "quarter": row["Quarter__c"],
        "account": names.of("Account", row["Partner_Account__c"]),
        "reviewer": names.of("User", row["Reviewer__c"]),
        "status": row["Status__c"],
        "opened": row["Opened__c"],
        "due": row["Due__c"],
        "reminders": int(row["Reminders__c"] or 0),
        "escalated": row["Escalated__c"],
        "closed": row["Closed__c"],
        "items": [_item(names, item) for item in items],
    }


def _item(names: _Names, row: Row) -> dict[str, Any]:
    return {
        "id": row["Id"],
        "user": row["Full_Name__c"],
        "username": row["Username__c"],
        "last_log_in": row["Last_Log_In__c"],
        "answer": row["Answer__c"],
        "comment": row["Comment__c"],
        "answered": row["Answered__c"],
        "answered_by": names.of("User", row["Answered_By__c"]),
        "outcome": row["Outcome__c"],
    }


def _summary(told: Sequence[Data]) -> dict[str, int]:
    items = [item for review in told for item in review["items"]]
    return {
        "reviews": len(told),
        "open": sum(review["status"] != "Closed" for review in told),
        "users": len(items),
        "confirmed": sum(item["answer"] == "Confirm" for item in items),
        "flagged": sum(item["answer"] == "Flag" for item in items),
        "unanswered": sum(item["answer"] is None for item in items),
        "deactivated": sum(item["outcome"] == "deactivated" for item in items),
    }


def headline(data: Data) -> str:
    """What the reviews came to, in one sentence."""
    number = data["summary"]
    reviews = f"{number['reviews']} review{'' if number['reviews'] == 1 else 's'}"
    answers = f"{number['confirmed']} confirmed, {number['flagged']} flagged, {number['unanswered']} unanswered"
    return f"{reviews}, {number['open']} of them running: {answers}, {number['deactivated']} deactivated."


def as_text(data: Data) -> str:
    """For a terminal."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Data) -> Iterator[str]:
    yield headline(data)
    for review in data["reviews"]:
        asked = review["reviewer"] or "nobody of the company"
        yield f"{review['review']} {review['quarter']} {review['account']}: {review['status']}, asked {asked}"
        for item in review["items"]:
            by = f" by {item['answered_by']} at {item['answered']}" if item["answer"] else ""
            outcome = f"; {item['outcome']}" if item["outcome"] else ""
            yield f"    {item['user']} ({item['username']}): {item['answer'] or 'no answer'}{by}{outcome}"


def as_csv(data: Data) -> str:
    """One line a user, with the review that he stands in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for review in data["reviews"]:
        for item in review["items"]:
            line = {**review, **item}
            writer.writerow([_cell(line[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_html(data: Data) -> str:
    """A page to keep."""
    return page("reviews.html", headline=headline(data), data=data)


FORMS: Mapping[str, Callable[[Data], str]] = MappingProxyType({"text": as_text, "csv": as_csv, "html": as_html})
