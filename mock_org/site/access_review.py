"""The access review on the portal: who is asked about the users of his company confirms or flags each of them."""

from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from mock_org.errors import SalesforceError
from mock_org.org import SaveResult
from mock_org.site.form import EXPIRED
from mock_org.site.page import Page
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged, set_cookie
from mock_org.web.moments import readable_date, readable_datetime

PATH = "/s/access-review"
REVIEW, ITEM = "Access_Review__c", "Access_Review_Item__c"
ANSWERS = ("Confirm", "Flag")
_SAVED = "review_saved"
_LONGEST_COMMENT = 255
Row = dict[str, Any]


def access_review(visit: Visit) -> ResponseReturnValue:
    """The reviews that the user may see and that still run, each as a form; saving keeps the answers."""
    if not has_reviews(visit):
        return invalid_page(visit)
    if request.method == "GET":
        response = _shown(visit, saved=_SAVED in request.cookies)
        response.delete_cookie(_SAVED, httponly=True, samesite="Lax")
        return response
    if is_forged(request):
        return _shown(visit, [EXPIRED], 403)
    changes = _changes(visit)
    refusals = _refusals(visit.session.update_many(ITEM, changes)) if changes else []
    if refusals:
        return _shown(visit, refusals, 400)
    done = redirect(visit.site.url(PATH), 303)
    set_cookie(done, request, _SAVED, "1", max_age=30)
    return done


def has_reviews(visit: Visit) -> bool:
    """Whether the user's org has reviews that he might see."""
    return REVIEW in visit.objects and ITEM in visit.objects


def running_reviews(visit: Visit) -> list[Row]:
    """The reviews that the user may see and that still run."""
    if not has_reviews(visit):
        return []
    fields = "Id, Name, Quarter__c, Due__c, Status__c, Partner_Account__r.Name"
    return visit.session.query(
        f"SELECT {fields} FROM {REVIEW} WHERE Status__c != 'Closed' ORDER BY Opened__c, Name"
    ).records


def is_asked(visit: Visit) -> bool:
    """Whether a review waits for the user's answers; never where the org keeps reviews of another make."""
    try:
        return any(review["Status__c"] != "Answered" for review in running_reviews(visit))
    except SalesforceError:
        return False


def _items(visit: Visit) -> dict[str, list[Row]]:
    """The users that they ask about, by review."""
    fields = "Id, Access_Review__c, Full_Name__c, Username__c, Last_Log_In__c, Answer__c, Comment__c"
    found: dict[str, list[Row]] = {}
    where = "Access_Review__r.Status__c != 'Closed'"
    for row in visit.session.query(f"SELECT {fields} FROM {ITEM} WHERE {where} ORDER BY Name").records:
        found.setdefault(row["Access_Review__c"], []).append(row)
    return found


def _shown(visit: Visit, errors: list[str] | None = None, status: int = 200, *, saved: bool = False) -> Response:
    items = _items(visit)
    reviews = [
        {
            "id": review["Id"],
            "quarter": review["Quarter__c"] or "",
            "company": (review["Partner_Account__r"] or {}).get("Name") or "",
            "due": readable_date(review["Due__c"]) if review["Due__c"] else "",
            "status": review["Status__c"],
            "lines": [_line(visit, row) for row in items.get(review["Id"], [])],
        }
        for review in running_reviews(visit)
    ]
    return page(
        visit, "access_review", status, reviews=reviews, answers=ANSWERS, errors=errors or [], saved=saved, current=PATH
    )


def _line(visit: Visit, row: Row) -> Row:
    last = row["Last_Log_In__c"]
    return {
        "id": row["Id"],
        "name": row["Full_Name__c"] or "",
        "username": row["Username__c"] or "",
        "last": readable_datetime(last, visit.time_zone) if last else "Never",
        "answer": row["Answer__c"],
        "comment": row["Comment__c"] or "",
    }


def _changes(visit: Visit) -> list[Row]:
    """What the form says that the org does not hold yet. Who is not asked about in this review is left out."""
    changes = []
    for row in _items(visit).get(request.form.get("review", ""), []):
        said = {
            "Answer__c": request.form.get(f"answer-{row['Id']}") or None,
            "Comment__c": request.form.get(f"comment-{row['Id']}", "").strip()[:_LONGEST_COMMENT] or None,
        }
        changed = {name: value for name, value in said.items() if value != row[name]}
        if changed:
            changes.append({"Id": row["Id"], **changed})
    return changes


def _refusals(results: list[SaveResult]) -> list[str]:
    return list(dict.fromkeys(error.message for result in results for error in result.errors))


PAGES = (Page(PATH, access_review, ("GET", "POST")),)
