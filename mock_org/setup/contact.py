"""A contact, as internal users see it in Lightning, and what can be done with its partner user.

Salesforce help, "Create Partner Users" and "Grant Portal Super User Access": labels of the actions (confidence A), API
names as the standard actions have them (confidence B).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.auth.tokens import organization_id
from mock_org.errors import SalesforceError
from mock_org.setup.contact_view import ContactView, Row, contact_view
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.user_frame import framed
from mock_org.setup.visit import Visit

PERMISSION = "ManagePartners"


@dataclass(frozen=True, slots=True)
class Action:
    """What the page of a contact offers behind a dialog. offered: whether it fits. run: does it; the sentence after."""

    path: str
    label: str
    offered: Callable[[Visit, ContactView], bool]
    run: Callable[[Visit, ContactView], str]
    danger: bool = False


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


ACTIONS = (
    Action(
        "DisablePartnerPortal",
        "Disable Partner User",
        lambda _, contact: bool(contact.user and contact.user["UserType"] == "PowerPartner"),
        _disable,
        danger=True,
    ),
    Action(
        "EnablePartnerSuperUser",
        "Enable Super User Access",
        lambda visit, contact: _has_super(visit, contact, False),
        _super(True),
    ),
    Action(
        "DisablePartnerSuperUser",
        "Disable Partner Super Access",
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
    chosen = next((each for each in _offered(visit, found) if each.path == action), None)
    if chosen is None:
        return _shown(visit, found, 404, error=f"{found.name} does not offer {action}.")
    if request.method == "GET":
        return _shown(visit, found, dialog=chosen)
    try:
        sentence = chosen.run(visit, found)
    except SalesforceError as refusal:
        return _shown(visit, found, refusal.status, dialog=chosen, error=refusal.message)
    return done(sentence, _path(found))


def _path(found: ContactView) -> str:
    return f"/lightning/r/Contact/{found.id}/view"


def _offered(visit: Visit, found: ContactView) -> list[Action]:
    if not visit.session.user.has(PERMISSION):
        return []
    return [each for each in ACTIONS if each.offered(visit, found)]


def _shown(visit: Visit, found: ContactView, status: int = 200, **values: Any) -> ResponseReturnValue:
    return page(
        visit,
        "contact",
        status,
        contact=found,
        actions=_offered(visit, found),
        links=list(_links(visit, found)),
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
    if found.partner_user is not None and visit.session.user.has(PERMISSION):
        links += [(_login_label(site, found), _log_in_as(visit, found, site)) for site in found.sites]
    return links


def _login_label(site: Row, found: ContactView) -> str:
    label = "Log in to Experience as User"
    return label if len(found.sites) == 1 else f"{label}: {site['Name']}"


def _log_in_as(visit: Visit, found: ContactView, site: Row) -> str:
    """The address behind "Log in to Experience as User" (observed; confidence B)."""
    asked = {
        "oid": organization_id(visit.org),
        "retURL": _path(found),
        "sunetworkid": site["Id"],
        "sunetworkuserid": _user(found)["Id"],
    }
    return f"/servlet/servlet.su?{urlencode(asked, quote_via=quote)}"


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
