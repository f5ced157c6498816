"""An account, as internal users see it in Lightning: its fields, and the actions of partner accounts."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit

ENABLED = "{} is a partner account now."


def account(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The record's page."""
    return _shown(visit, record_id)


def enable_as_partner(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The dialog of the action Enable As Partner, and what it does."""
    if request.method == "GET":
        return _shown(visit, record_id, dialog="enable")
    try:
        visit.session.update("Account", record_id, {"IsPartner": True})
    except SalesforceError as refusal:
        return _shown(visit, record_id, refusal.status, dialog="enable", error=refusal.message)
    found = visit.session.retrieve("Account", record_id, ["Name"])
    return done(ENABLED.format(found["Name"]), request.path.rpartition("/")[0] + "/view")


def _shown(visit: Visit, record_id: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    found = visit.session.retrieve("Account", record_id, ["Id", "Name", "IsPartner"])
    return page(visit, "account", status, account=found, **values)


# Whoever may see the account opens its page; the save decides who may do what.
_RULE = "/lightning/r/Account/<record_id>"
PAGES = (
    Page(f"{_RULE}/view", "Account", "A company.", account, (), in_menu=False),
    Page(
        f"{_RULE}/EnableAsPartner",
        "Enable As Partner",
        "Let a company in as a partner.",
        enable_as_partner,
        (),
        methods=("GET", "POST"),
        in_menu=False,
    ),
)
