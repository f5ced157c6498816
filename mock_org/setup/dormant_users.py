"""Dormant Users: who has not logged in for long, and when he is deactivated."""

from typing import Any

from flask.typing import ResponseReturnValue

from mock_org.automation.dormant_users import dormant_users as found_dormant
from mock_org.automation.dormant_users import next_run
from mock_org.errors import SetupError
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit
from mock_org.web.moments import readable_datetime

LEAD = "Users who have not logged in for long, and when they are deactivated."


def dormant_users(visit: Visit) -> ResponseReturnValue:
    """Who would be deactivated by the next run, or by one of today where none is scheduled."""
    now, settings = visit.org.clock.now(), visit.org.settings.dormant_users
    run = next_run(visit.org, now)
    known: dict[str, Any] = {"lead": LEAD, "settings": settings, "run": readable_datetime(run, visit.time_zone)}
    try:
        sleepers = found_dormant(visit.org, run or now)
    except SetupError as refusal:
        return page(visit, "dormant_users", 400, error="; ".join(refusal.faults), users=[], **known)
    users = [
        {
            "name": each.user["Name"],
            "username": each.user["Username"],
            "last": "Never" if each.never else readable_datetime(each.since, visit.time_zone),
            "days": (now - each.since).days,
            "exempt": each.exempt,
        }
        for each in sleepers
    ]
    return page(visit, "dormant_users", users=users, **known)


NEEDED = ("ViewSetup", "ViewAllData")
PAGES = (
    Page(
        "/lightning/setup/DormantUsers/home",
        "Dormant Users",
        LEAD,
        dormant_users,
        NEEDED,
        group="Users",
        mock_only=True,
    ),
)
