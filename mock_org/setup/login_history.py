"""Login History: every attempt at a known user, by user and outcome, and as CSV."""

import csv
import io
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit
from mock_org.web.moments import readable_datetime
from mock_org.web.soql_text import containing
from mock_org.web.text import printable

PATH = "/lightning/setup/OrgLoginHistory/home"
DOWNLOAD = "/lightning/setup/OrgLoginHistory/download"
LEAD = "Who logged in, from where and how, and why others could not."
SHOWN, MOST = 200, 20_000  # Salesforce's page shows and loads as many (help, "Monitor Login History"; confidence A)
OUTCOMES = {"": "All", "success": "Success", "failure": "Failed"}
SUCCESS = "Success"
# Column of the page and of the file, field of LoginHistory.
COLUMNS = {
    "Username": "Username",
    "Login Time": "LoginTime",
    "Source IP": "SourceIp",
    "Login Type": "LoginType",
    "Login Subtype": "LoginSubType",
    "Status": "Status",
    "Experience Cloud Site": "Site",
    "Browser": "Browser",
    "Application": "Application",
    "API Type": "ApiType",
    "API Version": "ApiVersion",
    "Login URL": "LoginUrl",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def login_history(visit: Visit) -> ResponseReturnValue:
    """The newest attempts."""
    user, outcome = request.args.get("user", "").strip(), request.args.get("status", "")
    known: dict[str, Any] = {"user": user, "outcome": outcome, "outcomes": OUTCOMES, "lead": LEAD, "columns": COLUMNS}
    if outcome not in OUTCOMES:
        return page(visit, "login_history", 400, rows=[], more=False, error=f"There is no status {outcome}.", **known)
    found = _rows(visit, user, outcome)
    shown = [row | {"LoginTime": readable_datetime(row["LoginTime"], visit.time_zone)} for row in found[:SHOWN]]
    return page(visit, "login_history", rows=shown, more=len(found) > SHOWN, **known, download=_download())


def download(visit: Visit) -> ResponseReturnValue:
    """The same as a CSV file, times in UTC."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(visit, request.args.get("user", "").strip(), request.args.get("status", "")):
        writer.writerow([_cell(row[name]) for name in COLUMNS.values()])
    headers = {"Content-Disposition": 'attachment; filename="LoginHistory.csv"'}
    return Response(out.getvalue(), mimetype="text/csv", headers=headers)


def _rows(visit: Visit, user: str, outcome: str) -> list[dict[str, Any]]:
    """LoginHistory cannot be filtered by Status, so what does not fit is left out afterwards."""
    who = containing(user)
    condition = f"WHERE UserId IN (SELECT Id FROM User WHERE Name LIKE {who} OR Username LIKE {who}) " if user else ""
    fields = ", ".join(dict.fromkeys(["UserId", "NetworkId", *(set(COLUMNS.values()) - {"Username", "Site"})]))
    found = visit.session.query(
        f"SELECT {fields} FROM LoginHistory {condition}ORDER BY LoginTime DESC, Id DESC LIMIT {MOST}"
    ).records
    names = _names(visit, "User", "Username")
    sites = _names(visit, "Network", "Name") if "Network" in visit.org.schema else {}
    more = [row | {"Username": names.get(row["UserId"]), "Site": sites.get(row["NetworkId"])} for row in found]
    return [row for row in more if not outcome or (row["Status"] == SUCCESS) == (outcome == "success")]


def _names(visit: Visit, sobject: str, field: str) -> dict[str | None, str]:
    return {row["Id"]: str(row[field]) for row in visit.session.query(f"SELECT Id, {field} FROM {sobject}").records}


def _cell(value: object) -> str:
    """The text of a cell; a spreadsheet takes no formula for one."""
    text = printable("" if value is None else value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _download() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"{DOWNLOAD}?{query}" if query else DOWNLOAD


PAGES = (
    Page(PATH, "Login History", LEAD, login_history, ("ViewSetup", "ManageUsers"), group="Identity"),
    Page(DOWNLOAD, "Download", LEAD, download, ("ViewSetup", "ManageUsers"), group="Identity", in_menu=False),
)
