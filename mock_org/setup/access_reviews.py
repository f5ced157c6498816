"""Access Reviews: what partner companies were asked about their users, what they answered, and the audit report."""

from typing import Any

from flask import make_response, request
from flask.typing import ResponseReturnValue

from mock_org.audit.review_report import as_csv
from mock_org.audit.review_report import reviews as report
from mock_org.automation.access_review import ITEM, REVIEW, has_reviews
from mock_org.errors import SalesforceError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page, refused
from mock_org.setup.visit import Visit
from mock_org.web.moments import readable_date, readable_datetime
from mock_org.web.soql_text import literal

LEAD = "What partner companies answer about their users every quarter."
PATH = "/lightning/setup/AccessReviews/home"
REPORT = "/lightning/setup/AccessReviews/report"
_REVIEW_FIELDS = (
    "Id, Name, Quarter__c, Status__c, Due__c, Opened__c, Reminders__c, Escalated__c, Closed__c, "
    "Partner_Account__c, Partner_Account__r.Name, Reviewer__r.Name"
)
_ITEM_FIELDS = (
    "Id, Full_Name__c, Username__c, Last_Log_In__c, Answer__c, Comment__c, Answered__c, Answered_By__r.Name, Outcome__c"
)
_ANSWERS = ("Confirm", "Flag")
Row = dict[str, Any]


def access_reviews(visit: Visit) -> ResponseReturnValue:
    """All reviews that the user may see, or one of them: its answers, and its end."""
    if not has_reviews(visit.org):
        return page(visit, "access_reviews", lead=LEAD, reviews=None)
    wanted = request.args.get("review")
    if not wanted:
        return _all(visit)
    review = next(iter(_reviews(visit, f"WHERE Id = {literal(wanted)}")), None)
    if review is None:
        return refused(visit, "Not Found", "There is no such access review, or you may not see it.", 404)
    if request.method == "GET":
        return _one(visit, review)
    try:
        return _act(visit, review)
    except SalesforceError as refusal:
        return _one(visit, review, refusal.message, refusal.status)


def access_review_report(visit: Visit) -> ResponseReturnValue:
    """The audit report of all reviews, as CSV."""
    response = make_response(as_csv(report(visit.org)))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="access-reviews.csv"'
    return response


def _all(visit: Visit) -> ResponseReturnValue:
    settings = visit.org.settings.access_review
    report_path = REPORT if visit.may(("ViewAllData",)) else None
    found = _reviews(visit, "ORDER BY Opened__c DESC, Name DESC LIMIT 2000")
    return page(visit, "access_reviews", lead=LEAD, reviews=found, settings=settings, report=report_path, path=PATH)


def _one(visit: Visit, review: Row, error: str = "", status: int = 200) -> ResponseReturnValue:
    key = literal(review["id"])
    rows = visit.session.query(
        f"SELECT {_ITEM_FIELDS} FROM {ITEM} WHERE Access_Review__c = {key} ORDER BY Name"
    ).records
    items = [
        row
        | {
            "last": readable_datetime(row["Last_Log_In__c"], visit.time_zone) or "Never",
            "when": readable_datetime(row["Answered__c"], visit.time_zone),
            "by": (row["Answered_By__r"] or {}).get("Name") or "",
        }
        for row in rows
    ]
    return page(visit, "access_review", status, review=review, lines=items, answers=_ANSWERS, error=error, path=PATH)


def _act(visit: Visit, review: Row) -> ResponseReturnValue:
    """Save answers, or close the review: what was asked for by the button."""
    here = f"{PATH}?review={review['id']}"
    if request.form.get("action") == "close":
        visit.session.update(REVIEW, review["id"], {"Status__c": "Closed"})
        return done(f"{review['name']} was closed.", here)
    changes = _changes(visit, review["id"])
    for result in visit.session.update_many(ITEM, changes) if changes else ():
        if not result.success:
            raise result.errors[0]
    return done("The answers were saved.", here)


def _changes(visit: Visit, review_id: str) -> list[Row]:
    where = f"Access_Review__c = {literal(review_id)}"
    changes = []
    for row in visit.session.query(f"SELECT Id, Answer__c FROM {ITEM} WHERE {where}").records:
        said = request.form.get(f"answer-{row['Id']}", row["Answer__c"] or "") or None
        if said != row["Answer__c"]:
            changes.append({"Id": row["Id"], "Answer__c": said})
    return changes


def _reviews(visit: Visit, rest: str) -> list[Row]:
    return [
        {
            "id": row["Id"],
            "name": row["Name"],
            "quarter": row["Quarter__c"] or "",
            "status": row["Status__c"] or "",
            "account": (row["Partner_Account__r"] or {}).get("Name") or "",
            "account_id": row["Partner_Account__c"],
            "reviewer": (row["Reviewer__r"] or {}).get("Name") or "Nobody of the company",
            "due": readable_date(row["Due__c"]),
            "opened": readable_datetime(row["Opened__c"], visit.time_zone),
            "escalated": readable_datetime(row["Escalated__c"], visit.time_zone),
            "closed": readable_datetime(row["Closed__c"], visit.time_zone),
            "reminders": int(row["Reminders__c"] or 0),
        }
        for row in visit.session.query(f"SELECT {_REVIEW_FIELDS} FROM {REVIEW} {rest}").records
    ]


PAGES = (
    Page(PATH, "Access Reviews", LEAD, access_reviews, group="Users", methods=("GET", "POST"), mock_only=True),
    Page(
        REPORT,
        "Access Review Report",
        LEAD,
        access_review_report,
        ("ViewSetup", "ViewAllData"),
        in_menu=False,
        mock_only=True,
    ),
)
