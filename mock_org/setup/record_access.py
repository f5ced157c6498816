"""Sharing: why can this user see this record? A form with user and record, and the explanation."""

from typing import Any

from flask import current_app, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError, SetupError
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

LEAD = "Why can this user see this record?"
MOST_SUGGESTED = 200
MATRIX = "/_mock/matrix"
LEVELS = {
    "none": "No access",
    "read": "Read Only",
    "edit": "Read/Write",
    "all": "Full Access",
}


def record_access(visit: Visit) -> ResponseReturnValue:
    """The form, and below it the answer where user and record are named."""
    asked = {name: request.args.get(name, "").strip() for name in ("user", "record", "field")}
    values: dict[str, Any] = {"asked": asked, "levels": LEVELS, "suggestions": _suggestions(visit), "matrix": _matrix()}
    if not request.args:
        return page(visit, "record_access", **values)
    try:
        if not asked["user"] or not asked["record"]:
            raise SetupError("Enter a user and a record.")
        found = visit.org.system_session().explain_access(asked["user"], asked["record"], asked["field"] or None)
    except SetupError as refusal:
        return page(visit, "record_access", 400, error="; ".join(refusal.faults), **values)
    except SalesforceError as refusal:
        return page(visit, "record_access", refusal.status, error=refusal.message, **values)
    return page(visit, "record_access", found=found, **values)


def _suggestions(visit: Visit) -> list[tuple[str, str]]:
    """Username and name of active users."""
    users = visit.org.system_session().find("User", IsActive=True)
    return [(str(user["Username"]), str(user["Name"])) for user in users[:MOST_SUGGESTED]]


def _matrix() -> str | None:
    """The page with everybody's access to everything, if there is one."""
    return MATRIX if any(rule.rule == MATRIX for rule in current_app.url_map.iter_rules()) else None


# Who looks here learns of every record: what Sharing Settings needs, and View All Data (this page is the mock's own).
NEEDED = ("ViewSetup", "ViewAllData")
PAGES = (
    Page(
        "/lightning/setup/RecordAccess/home", "Record Access", LEAD, record_access, NEEDED, "Security", mock_only=True
    ),
)
