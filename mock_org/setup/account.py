"""An account, as internal users see it in Lightning, and the actions of partner accounts, each with its dialog."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup.account_view import AccountView, account_view
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit

LIST = "/lightning/o/Account/list"


@dataclass(frozen=True, slots=True)
class Action:
    """What the page of an account offers, behind a dialog.

    path: the last part of its address, its API name on Salesforce's layouts where it has one. label: of button and
    dialog. permission: whoever lacks it is not offered the action. offered: whether it fits the account. run: does it;
    gets the account and the form, and answers the sentence that tells so. danger: nothing brings back what it takes.
    """

    path: str
    label: str
    permission: str
    offered: Callable[[AccountView], bool]
    run: Callable[[Visit, AccountView], str]
    danger: bool = False


def _partner_possible(account: AccountView) -> bool:
    flags = account.flags
    return "IsPartner" in flags and not flags["IsPartner"] and not flags.get("IsPersonAccount")


def _enable(visit: Visit, account: AccountView) -> str:
    visit.session.update("Account", account.id, {"IsPartner": True})
    return f"{account.name} is a partner account now."


def _disable(visit: Visit, account: AccountView) -> str:
    visit.session.update("Account", account.id, {"IsPartner": False})
    return f"{account.name} is no partner account any more."


def _disable_customer(visit: Visit, account: AccountView) -> str:
    visit.session.update("Account", account.id, {"IsCustomerPortal": False})
    return f"{account.name} is no customer account any more."


def _change_owner(visit: Visit, account: AccountView) -> str:
    visit.session.update("Account", account.id, {"OwnerId": request.form.get("OwnerId", "")})
    return f"{account.name} has another owner now."


def _delete(visit: Visit, account: AccountView) -> str:
    visit.session.delete("Account", account.id)
    return f'Account "{account.name}" was deleted.'


ACTIONS = (
    Action("EnableAsPartner", "Enable As Partner", "ManagePartners", _partner_possible, _enable),
    Action(
        "DisablePartnerPortalAccount",
        "Disable Partner Account",
        "ManagePartners",
        lambda account: account.flags.get("IsPartner", False),
        _disable,
        danger=True,
    ),
    Action(
        "DisableCustomerPortalAccount",
        "Disable Customer Account",
        "ManageCssUsers",
        lambda account: account.flags.get("IsCustomerPortal", False),
        _disable_customer,
        danger=True,
    ),
    Action("ChangeOwner", "Change Owner", "", lambda account: bool(account.owner_id), _change_owner),
    Action("Delete", "Delete", "", lambda account: True, _delete, danger=True),
)


def account(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The record's page."""
    return _shown(visit, account_view(visit, record_id))


def act(visit: Visit, record_id: str, action: str) -> ResponseReturnValue:
    """The dialog of an action, and what it does."""
    found = account_view(visit, record_id)
    chosen = next((each for each in _offered(visit, found) if each.path == action), None)
    if chosen is None:
        return _shown(visit, found, 404, error=f"{found.name} does not offer {action}.")
    if request.method == "GET":
        return _shown(visit, found, dialog=chosen)
    try:
        sentence = chosen.run(visit, found)
    except SalesforceError as refusal:
        return _shown(visit, found, refusal.status, dialog=chosen, error=refusal.message)
    return done(sentence, LIST if chosen.path == "Delete" else f"/lightning/r/Account/{found.id}/view")


def _offered(visit: Visit, found: AccountView) -> list[Action]:
    return [
        each
        for each in ACTIONS
        if each.offered(found) and (not each.permission or visit.session.user.has(each.permission))
    ]


def _shown(visit: Visit, found: AccountView, status: int = 200, **values: Any) -> ResponseReturnValue:
    dialog = values.get("dialog")
    owners = _owners(visit) if dialog and dialog.path == "ChangeOwner" else []
    external = [user for user in found.users if user["IsActive"]]
    return page(
        visit,
        "account",
        status,
        account=found,
        actions=_offered(visit, found),
        active=external,
        owners=owners,
        chosen_owner=request.form.get("OwnerId", ""),
        list_path=LIST,
        **values,
    )


def _owners(visit: Visit) -> list[dict[str, Any]]:
    """Whom an account can be given to: active users of the own company."""
    return visit.session.query(
        "SELECT Id, Name, Username FROM User WHERE IsActive = true AND UserType = 'Standard' "
        "ORDER BY Name, Id LIMIT 500"
    ).records


# Whoever may see the account opens its page; the save decides who may do what.
_RULE = "/lightning/r/Account/<record_id>"
PAGES = (
    Page(f"{_RULE}/view", "Account", "A company.", account, (), in_menu=False),
    Page(
        f"{_RULE}/<action>",
        "Action",
        "What is done with a company as a partner.",
        act,
        (),
        methods=("GET", "POST"),
        in_menu=False,
    ),
)
