"""The toast after a save: kept in a cookie across the redirect, shown once."""

from flask import Request
from werkzeug.wrappers import Response

from mock_org.site.reading import find, record_name
from mock_org.site.visit import Visit
from mock_org.web.guard import set_cookie

_COOKIE = "toast"
_VERBS = {"created": "was created.", "saved": "was saved."}


def leave_toast(response: Response, request: Request, verb: str, record_id: str) -> None:
    """Remember that a record was created or saved, for its page."""
    set_cookie(response, request, _COOKIE, f"{verb}.{record_id}", max_age=30)


def toast_for(request: Request, record_id: str, label: str, name: str) -> tuple[str, str, str] | None:
    """The three parts of `Lead "Ann Lee" was created.`, if that is what just happened to this record."""
    verb, _, about = request.cookies.get(_COOKIE, "").partition(".")
    return (label, name, _VERBS[verb]) if about == record_id and verb in _VERBS else None


def toast_of_last(visit: Visit, request: Request) -> tuple[str, str, str] | None:
    """The same on another page than the record's: of the record that the browser has just saved."""
    record_id = request.cookies.get(_COOKIE, "").partition(".")[2]
    tab = visit.tab_of(record_id)
    describe = visit.session.describe(tab.sobject) if tab else None
    found = find(visit, describe, [], record_id) if describe else None
    if tab is None or describe is None or found is None:
        return None
    return toast_for(request, found["Id"], tab.label, record_name(describe, found))


def shown_once(request: Request, response: Response) -> Response:
    """Forget the toast with the page that shows it."""
    if _COOKIE in request.cookies:
        response.delete_cookie(_COOKIE, httponly=True, samesite="Lax")
    return response
