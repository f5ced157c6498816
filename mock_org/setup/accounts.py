"""The list of accounts, which leads to the page of each."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.setup.account import LIST
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import containing

MOST = 200
# Salesforce's own list views of accounts that matter here; each the condition that it adds.
VIEWS = {
    "AllAccounts": ("All Accounts", ""),
    "MyAccounts": ("My Accounts", "OwnerId = '{me}'"),
    "PartnerAccounts": ("Partner Accounts", "IsPartner = true"),
}


def accounts(visit: Visit) -> ResponseReturnValue:
    """The accounts that the user sees, by list view and by what their name contains."""
    chosen = request.args.get("filterName", "AllAccounts")
    search = request.args.get("q", "").strip()
    names = {field["name"] for field in visit.session.describe("Account")["fields"]}
    views = {key: view for key, view in VIEWS.items() if key != "PartnerAccounts" or "IsPartner" in names}
    known: dict[str, Any] = {
        "views": views,
        "chosen": chosen,
        "search": search,
        "path": LIST,
        "flagged": "IsPartner" in names,
    }
    if chosen not in views:
        return page(visit, "accounts", 404, found=[], error=f"There is no list view {chosen}.", **known)
    found = visit.session.query(_query(visit, views[chosen][1], search, names)).records
    return page(visit, "accounts", found=found[:MOST], more=len(found) > MOST, **known)


def _query(visit: Visit, condition: str, search: str, names: set[str]) -> str:
    conditions = [condition.format(me=visit.session.user.id)] if condition else []
    if search:
        conditions.append(f"Name LIKE {containing(search)}")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    fields = ["Id", "Name", "Owner.Name", *(name for name in ("IsPartner",) if name in names)]
    return f"SELECT {', '.join(fields)} FROM Account{where} ORDER BY Name, Id LIMIT {MOST + 1}"


PAGES = (
    Page(
        LIST,
        "Accounts",
        "Companies: enable them as partners, disable them, give them to others.",
        accounts,
        (),
        "Partners",
    ),
)
