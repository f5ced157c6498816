"""All users: the list of Manage Users, by view and by what a name contains."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.setup.account_view import asked
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.user_form import USERS
from mock_org.setup.user_frame import framed
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import containing, literal

MOST = 200
# The views: label, and the condition on User. Frozen users are found by their log-ins.
VIEWS = {
    "AllUsers": ("All Users", ""),
    "ActiveUsers": ("Active Users", "IsActive = true"),
    "InactiveUsers": ("Inactive Users", "IsActive = false"),
    "PartnerUsers": ("Partner Users", "UserType = 'PowerPartner'"),
    "FrozenUsers": ("Frozen Users", "Id IN ({frozen})"),
}


def users(visit: Visit) -> ResponseReturnValue:
    """The users that this one sees."""
    chosen, search = request.args.get("view", "ActiveUsers"), request.args.get("q", "").strip()
    known: dict[str, Any] = {"views": VIEWS, "chosen": chosen, "search": search, "path": USERS, "framed": framed}
    if chosen not in VIEWS:
        return page(
            visit, "users", 404, found=[], frozen=set(), more=False, error=f"There is no view {chosen}.", **known
        )
    frozen = [row["UserId"] for row in asked(visit, "SELECT UserId FROM UserLogin WHERE IsFrozen = true")]
    listed = ", ".join(literal(each) for each in frozen) or "null"
    conditions = [VIEWS[chosen][1].format(frozen=listed), f"Name LIKE {containing(search)}" if search else ""]
    where = " AND ".join(each for each in conditions if each)
    found = visit.session.query(
        "SELECT Id, Name, Alias, Username, IsActive, UserRole.Name, Profile.Name, LastLoginDate FROM User "
        f"{f'WHERE {where} ' if where else ''}ORDER BY Name, Id LIMIT {MOST + 1}"
    ).records
    return page(visit, "users", found=found[:MOST], frozen=set(frozen), more=len(found) > MOST, **known)


PAGES = (Page(USERS, "Users", "Who can log in: new users, changes, freezing, passwords.", users, group="Users"),)
