"""The question whether a record is to be deleted, deleting it, and Undo."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.site.form import EXPIRED
from mock_org.site.page import Page
from mock_org.site.reading import find
from mock_org.site.record_actions import allowed_actions
from mock_org.site.rendering import invalid_page, page, refused_page
from mock_org.site.toast import leave_toast
from mock_org.site.visit import Visit
from mock_org.web.guard import is_forged

NO_DELETE = "You don't have permission to delete this record."


def delete(visit: Visit, record_id: str, object_slug: str) -> ResponseReturnValue:
    """Ask, then delete the record and go to its object's list."""
    tab = visit.tab_of(record_id)
    describe = visit.describe(tab.sobject) if tab else None
    found = find(visit, describe, [], record_id) if describe else None
    if tab is None or describe is None or found is None or object_slug != tab.slug:
        return invalid_page(visit)
    if not allowed_actions(visit, describe, found["Id"]).delete:
        return refused_page(visit, NO_DELETE, 403)
    error = ""
    if request.method == "POST" and not is_forged(request):
        try:
            visit.session.delete(tab.sobject, found["Id"])
        except SalesforceError as refusal:
            error = refusal.message
        else:
            response = redirect(visit.site.url(tab.list_path), 303)
            leave_toast(response, request, "deleted", found["Id"])
            return response
    status = 200 if request.method == "GET" else 400 if error else 403
    return page(visit, "record_delete", status, error=error, tab=tab, current=tab.sobject, record_id=found["Id"])


def undelete(visit: Visit, record_id: str, object_slug: str) -> ResponseReturnValue:
    """Bring a record back from the Recycle Bin and show it: Undo in the toast after a delete."""
    tab = visit.tab_of(record_id)
    if tab is None or object_slug != tab.slug:
        return invalid_page(visit)
    if is_forged(request):
        return refused_page(visit, EXPIRED, 403)
    [result] = visit.session.undelete_many([record_id])
    if result.errors or result.id is None:
        refusal = result.errors[0]
        return invalid_page(visit) if refusal.status == 404 else refused_page(visit, refusal.message, refusal.status)
    response = redirect(visit.site.url(f"/s/detail/{result.id}"), 303)
    leave_toast(response, request, "undeleted", result.id)
    return response


_RECORD = "/s/<object_slug>/<record_id>"
PAGES = (
    Page(f"{_RECORD}/delete", delete, ("GET", "POST")),
    Page(f"{_RECORD}/undelete", undelete, ("POST",)),
)
