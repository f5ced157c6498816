"""Session Management: the sessions that live, and their end."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit
from mock_org.web.moments import readable_datetime

PATH = "/lightning/setup/SessionManagementPage/home"
LEAD = "Who is logged in; a session that is removed ends at once."
MOST = 500


def session_management(visit: Visit) -> ResponseReturnValue:
    """The list, and what Remove does to those that are ticked."""
    if request.method == "GET":
        return _shown(visit)
    chosen = request.form.getlist("session")
    if not chosen:
        return _shown(visit, 400, error="Select a session to remove.")
    try:
        with visit.org.database.transaction():  # all of them or none
            for session_id in dict.fromkeys(chosen):
                visit.session.delete("AuthSession", session_id)
    except SalesforceError as refusal:
        return _shown(visit, refusal.status, error=refusal.message)
    count = "1 session was" if len(chosen) == 1 else f"{len(chosen)} sessions were"
    return done(f"{count} removed.", PATH)


def _shown(visit: Visit, status: int = 200, **values: Any) -> ResponseReturnValue:
    found = visit.session.query(
        "SELECT Id, UsersId, Users.Name, Users.Username, UserType, SourceIp, LoginType, SessionType, CreatedDate, "
        "LastModifiedDate, NumSecondsValid, IsCurrent, ParentId FROM AuthSession "
        f"ORDER BY CreatedDate DESC, Id DESC LIMIT {MOST + 1}"
    ).records
    rows = [
        row | {name: readable_datetime(row[name], visit.time_zone) for name in ("CreatedDate", "LastModifiedDate")}
        for row in found[:MOST]
    ]
    return page(visit, "session_management", status, rows=rows, more=len(found) > MOST, lead=LEAD, **values)


PAGES = (
    Page(
        PATH,
        "Session Management",
        LEAD,
        session_management,
        ("ViewSetup", "ManageUsers"),
        group="Identity",
        methods=("GET", "POST"),
    ),
)
