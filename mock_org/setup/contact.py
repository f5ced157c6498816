"""A contact, as internal users see it in Lightning, and what can be done with its partner user.

Salesforce help, "Create Partner Users" and "Grant Portal Super User Access": labels of the actions (confidence A), API
names as the standard actions have them (confidence B).
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.auth.tokens import organization_id
from mock_org.setup.action import Action, offered, perform
from mock_org.setup.contact_view import ContactView, Row, contact_view
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.user_frame import framed
from mock_org.setup.visit import Visit

PERMISSION = "ManagePartners"
SERVLET = "/servlet/servlet.su"
# The standard action of Contact (Metadata API, standard action names; confidence B).
LOG_IN_AS = "LoginToNetworkAsUser"


def _disable(visit: Visit, contact: ContactView) -> str:
    visit.session.update("User", _user(contact)["Id"], {"IsPortalEnabled": False})
    return f"{contact.name} is no partner user any more."


def _super(value: bool) -> Callable[[Visit, ContactView], str]:
    def run(visit: Visit, contact: ContactView) -> str:
        visit.session.update("User", _user(contact)["Id"], {"IsPrmSuperUser": value})
        return f"{contact.name} {'has' if value else 'no longer has'} super user access."

    return run


def _user(contact: ContactView) -> Row:
    assert contact.user is not None
    return contact.user


def _has_super(visit: Visit, contact: ContactView, value: bool) -> bool:
    user = contact.partner_user
    return visit.org.settings.partner_super_user_access and user is not None and user.get("IsPrmSuperUser") is value


ACTIONS: tuple[Action[ContactView], ...] = (
    Action(
        "DisablePartnerPortal",
        "Disable Partner User",
        PERMISSION,
        lambda _, contact: bool(contact.user and contact.user["UserType"] == "PowerPartner"),
        _disable,
        danger=True,
    ),
    Action(
        "EnablePartnerSuperUser",
        "Enable Super User Access",
        PERMISSION,
        lambda visit, contact: _has_super(visit, contact, False),
        _super(True),
    ),
    Action(
        "DisablePartnerSuperUser",
        "Disable Partner Super Access",
        PERMISSION,
        lambda visit, contact: _has_super(visit, contact, True),
        _super(False),
    ),
)


def contact(visit: Visit, record_id: str) -> ResponseReturnValue:
    """The record's page."""
    return _shown(visit, contact_view(visit, record_id))


def act(visit: Visit, record_id: str, action: str) -> ResponseReturnValue:
    """The dialog of an action, and what it does."""
    found = contact_view(visit, record_id)
    if action == LOG_IN_AS and request.method == "GET" and _may_become(visit, found):
        return _shown(visit, found, choosing=_asked_of_servlet(visit, found))

    def show(status: int, **values: Any) -> ResponseReturnValue:
        return _shown(visit, found, status, **values)

    return perform(visit, ACTIONS, found, action, show, lambda _: _path(found))


def _path(found: ContactView) -> str:
    return f"/lightning/r/Contact/{found.id}/view"


def _shown(visit: Visit, found: ContactView, status: int = 200, **values: Any) -> ResponseReturnValue:
    return page(
        visit,
        "contact",
        status,
        contact=found,
        actions=offered(visit, ACTIONS, found),
        links=list(_links(visit, found)),
        more=_more(visit, found),
        **values,
    )


def _links(visit: Visit, found: ContactView) -> list[tuple[str, str]]:
    """Actions that lead elsewhere: label and address."""
    links = []
    if visit.session.user.has(PERMISSION) and found.user is None and (found.account or {}).get("IsPartner"):
        query = urlencode({"ut": "p", "retURL": _path(found), "cntc": found.id})
        links.append(("Enable Partner User", framed(f"/005/e?{query}")))
    if found.user is not None:
        links.append(("View Partner User", framed(f"/{found.user['Id']}")))
    return links


def _may_become(visit: Visit, found: ContactView) -> bool:
    return found.partner_user is not None and bool(found.sites) and visit.session.user.has(PERMISSION)


def _more(visit: Visit, found: ContactView) -> list[tuple[str, str]]:
    """What stands under "Show more actions": the portal as its user, of several sites by way of a chooser."""
    if not _may_become(visit, found):
        return []
    if len(found.sites) > 1:
        return [("Log in to Experience as User", f"/lightning/r/Contact/{found.id}/{LOG_IN_AS}")]
    asked = _asked_of_servlet(visit, found) | {"sunetworkid": found.sites[0]["Id"]}
    return [("Log in to Experience as User", f"{SERVLET}?{urlencode(asked, quote_via=quote)}")]


def _asked_of_servlet(visit: Visit, found: ContactView) -> dict[str, str]:
    """The parameters of the address behind "Log in to Experience as User", but for the site (observed; B)."""
    return {
        "oid": organization_id(visit.org),
        "retURL": _path(found),
        "sunetworkuserid": str(_user(found)["Id"]),
    }


# Whoever may see the contact opens its page; the save decides who may do what.
_RULE = "/lightning/r/Contact/<record_id>"
PAGES = (
    Page(f"{_RULE}/view", "Contact", "A person of a company.", contact, (), in_menu=False),
    Page(
        f"{_RULE}/<action>",
        "Contact",
        "What can be done with a partner user.",
        act,
        (),
        methods=("GET", "POST"),
        in_menu=False,
    ),
)
