"""Roles: the org's one hierarchy as a tree, portal roles included, and the page of each role."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

PATH = "/lightning/setup/Roles/home"
LEAD = "Who stands above whom: the roles of the company, and under them those of its partners and customers."
MOST = 2000


@dataclass(slots=True)
class Node:
    """A role in the tree. users: how many active users are in it. portal: whether it is of an account's users."""

    id: str
    name: str
    users: int
    portal: bool
    children: list["Node"] = field(default_factory=list)


def roles(visit: Visit) -> ResponseReturnValue:
    """The tree."""
    found = visit.session.query(
        f"SELECT Id, Name, ParentRoleId, PortalType FROM UserRole ORDER BY Name, Id LIMIT {MOST + 1}"
    ).records
    tops = _tree(found[:MOST], _counts(visit))
    return page(visit, "roles", tops=tops, more=len(found) > MOST, lead=LEAD, org_name=visit.org_name)


def _counts(visit: Visit) -> Counter[str]:
    found = visit.session.query(
        "SELECT UserRoleId, COUNT(Id) n FROM User WHERE IsActive = true AND UserRoleId != null GROUP BY UserRoleId"
    ).records
    return Counter({str(row["UserRoleId"]): int(row["n"]) for row in found})


def _tree(rows: list[dict[str, Any]], users: Counter[str]) -> list[Node]:
    """The roles that nothing shown stands above, each with what is below it."""
    nodes = {row["Id"]: Node(row["Id"], row["Name"], users[row["Id"]], row["PortalType"] != "None") for row in rows}
    for row in rows:
        above = nodes.get(row["ParentRoleId"])
        if above is not None:
            above.children.append(nodes[row["Id"]])
    return [nodes[row["Id"]] for row in rows if row["ParentRoleId"] not in nodes]


def role(visit: Visit, role_id: str) -> ResponseReturnValue:
    """The page of a role: who is in it, and how it is deleted."""
    return _shown(visit, role_id)


def delete_role(visit: Visit, role_id: str) -> ResponseReturnValue:
    """The dialog Delete, and what it does."""
    if request.method == "GET":
        return _shown(visit, role_id, dialog=True)
    try:
        name = visit.session.retrieve("UserRole", role_id, ["Name"])["Name"]
        visit.session.delete("UserRole", role_id)
    except SalesforceError as refusal:
        return _shown(visit, role_id, refusal.status, dialog=True, error=refusal.message)
    return done(f'Role "{name}" was deleted.', PATH)


def _shown(visit: Visit, role_id: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    fields = ["Id", "Name", "DeveloperName", "ParentRoleId", "PortalType", "PortalAccountId"]
    found = visit.session.retrieve("UserRole", role_id, fields)
    users = visit.session.query(
        f"SELECT Id, Name, Username, IsActive FROM User WHERE UserRoleId = {literal(found['Id'])} "
        "ORDER BY IsActive DESC, Name, Id LIMIT 200"
    ).records
    above = visit.session.retrieve("UserRole", found["ParentRoleId"], ["Name"]) if found["ParentRoleId"] else None
    return page(visit, "role", status, role=found, users=users, above=above, path=PATH, **values)


_RULE = "/lightning/setup/Roles/<role_id>"
NEEDED = ("ViewSetup", "ViewRoles")
PAGES = (
    Page(PATH, "Roles", LEAD, roles, NEEDED, "Users"),
    Page(_RULE, "Role", "A role and who is in it.", role, NEEDED, in_menu=False),
    Page(
        f"{_RULE}/Delete",
        "Delete Role",
        "Take a role out of the hierarchy.",
        delete_role,
        (*NEEDED, "ManageRoles"),
        methods=("GET", "POST"),
        in_menu=False,
    ),
)
