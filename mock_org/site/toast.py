"""The toast after a save or a delete: kept in a cookie across the redirect, shown once."""

from dataclasses import dataclass

from flask import Request
from werkzeug.wrappers import Response

from mock_org.schema import to_18
from mock_org.site.layout import Describe
from mock_org.site.menu import Tab
from mock_org.site.reading import Record, find, record_name, recycled
from mock_org.site.visit import Visit
from mock_org.web.guard import set_cookie

UNDO = "/s/{slug}/{record_id}/undelete"
_COOKIE = "toast"
# `Account "Acme" was deleted. Undo`: seen in public tests of Lightning (confidence B); what Undo is followed by: D.
_DELETED = "deleted"
_VERBS = {"created": "was created.", "saved": "was saved.", _DELETED: "was deleted.", "undeleted": "was undeleted."}


@dataclass(frozen=True, slots=True)
class Toast:
    """The parts of `Lead "Ann Lee" was created.`; undo: the path that brings back what was deleted, or ""."""

    label: str
    name: str
    verb: str
    undo: str = ""


def leave_toast(response: Response, request: Request, verb: str, record_id: str) -> None:
    """Remember what became of a record, for the page that comes next."""
    set_cookie(response, request, _COOKIE, f"{verb}.{record_id}", max_age=30)


def toast_for(request: Request, record_id: str, label: str, name: str) -> Toast | None:
    """What has just happened to this record, if anything."""
    verb, _, about = request.cookies.get(_COOKIE, "").partition(".")
    return Toast(label, name, _VERBS[verb]) if about == record_id and verb in _VERBS else None


def toast_of_last(visit: Visit, request: Request) -> Toast | None:
    """The same on another page than the record's: of the record that the browser has just saved or deleted."""
    verb, _, sent = request.cookies.get(_COOKIE, "").partition(".")
    record_id = to_18(sent)
    tab = visit.tab_of(record_id) if record_id else None
    if tab is None or record_id is None:
        return None
    describe = visit.describe(tab.sobject)
    if verb == _DELETED:
        return _toast_of_deleted(visit, tab, describe, recycled(visit, describe, record_id))
    found = find(visit, describe, [], record_id)
    return toast_for(request, found["Id"], tab.label, record_name(describe, found)) if found else None


def _toast_of_deleted(visit: Visit, tab: Tab, describe: Describe, found: Record | None) -> Toast | None:
    """With Undo on Aura sites; that an LWR site's toast has none: confidence D."""
    if found is None:
        return None
    undo = "" if visit.site.lwr or not describe["undeletable"] else UNDO.format(slug=tab.slug, record_id=found["Id"])
    return Toast(tab.label, record_name(describe, found), _VERBS[_DELETED], undo)


def shown_once(request: Request, response: Response) -> Response:
    """Forget the toast with the page that shows it."""
    if _COOKIE in request.cookies:
        response.delete_cookie(_COOKIE, httponly=True, samesite="Lax")
    return response
