"""Orphaned Users: partner users whom nobody answers for any more, and what to do about each."""

from flask.typing import ResponseReturnValue

from mock_org.audit.orphans import find_orphans
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

LEAD = "Users whose contact left, whose account is disabled or merged, or whose account's owner has no role."


def orphaned_users(visit: Visit) -> ResponseReturnValue:
    """The list of findings."""
    return page(visit, "orphaned_users", orphans=find_orphans(visit.org), lead=LEAD)


# It looks past sharing, as every search of an administrator does.
NEEDED = ("ViewSetup", "ViewAllData")
PAGES = (
    Page(
        "/lightning/setup/OrphanedUsers/home",
        "Orphaned Users",
        LEAD,
        orphaned_users,
        NEEDED,
        group="Users",
        mock_only=True,
    ),
)
