"""The question whether a record is to be deleted, and deleting it."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.site.page import Page
from mock_org.site.reading import find, record_name
from mock_org.site.record_actions import allowed_actions
from mock_org.site.rendering import invalid_page, page, refused_page
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
            return redirect(visit.site.url(tab.list_path), 303)
    status = 200 if request.method == "GET" else 400 if error else 403
    values = {"tab": tab, "current": tab.sobject, "record_id": found["Id"], "name": record_name(describe, found)}
    return page(visit, "record_delete", status, error=error, **values)


PAGES = (Page("/s/<object_slug>/<record_id>/delete", delete, ("GET", "POST")),)
