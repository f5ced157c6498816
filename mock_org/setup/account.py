"""An account, as internal users see it in Lightning, and the actions of partner accounts, each with its dialog."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.setup.account_view import AccountView, account_view
from mock_org.setup.action import Action, offered, perform
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

LIST = "/lightning/o/Account/list"


def _partner_possible(_: Visit, account: AccountView) -> bool:
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


ACTIONS: tuple[Action[AccountView], ...] = (
    Action("EnableAsPartner", "Enable As Partner", "ManagePartners", _partner_possible, _enable),
    Action(
        "DisablePartnerPortalAccount",
        "Disable Partner Account",
        "ManagePartners",
        lambda _, account: account.flags.get("IsPartner", False),
        _disable,
        danger=True,
    ),
    Action(
        "DisableCustomerPortalAccount",
        "Disable Customer Account",
        "ManageCssUsers",
        lambda _, account: account.flags.get("IsCustomerPortal", False),
        _disable_customer,
        danger=True,
    ),
    Action("ChangeOwner", "Change Owner", "", lambda _, account: bool(account.owner_id), _change_owner),
    Action("Delete", "Delete", "", lambda _, account: True, _delete, danger=True),
)


def account(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The record's page."""
    return _shown(visit, account_view(visit, record_id))


def act(visit: Visit, record_id: str, action: str) -> ResponseReturnValue:
    """The dialog of an action, and what it does."""
    found = account_view(visit, record_id)

    def show(status: int, **values: Any) -> ResponseReturnValue:
        return _shown(visit, found, status, **values)

    view = f"/lightning/r/Account/{found.id}/view"
    return perform(visit, ACTIONS, found, action, show, lambda chosen: LIST if chosen.path == "Delete" else view)


def _shown(visit: Visit, found: AccountView, status: int = 200, **values: Any) -> ResponseReturnValue:
    dialog = values.get("dialog")
    owners = _owners(visit) if dialog and dialog.path == "ChangeOwner" else []
    external = [user for user in found.users if user["IsActive"]]
    return page(
        visit,
        "account",
        status,
        account=found,
        actions=offered(visit, ACTIONS, found),
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
