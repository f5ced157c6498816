"""Digital Experiences > Settings: how many roles an account's external users have, and what such users may be."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SetupError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, insufficient_privileges, page
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/NetworkSettings/home"
LEAD = "Roles and users of sites: how many roles a new partner account gets, and which profiles its users may have."
EDIT = "CustomizeApplication"
ROLES = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting of the page. name: of the mock's setting; label: Salesforce's; help: what it does."""

    name: str
    label: str
    help: str = ""


NUMBERS = (
    Choice("portal_roles", "Number of partner roles", "Accounts that have their roles already keep them."),
    Choice("customer_roles", "Number of customer roles", "Accounts that have their roles already keep them."),
)
SWITCHES = (
    Choice(
        "standard_external_profiles",
        "Allow using standard external profiles for self-registration, user creation, and login",
        "Better left off: clone the standard profile and use the clone.",
    ),
    Choice(
        "partner_super_user_access",
        "Enable partner super user access",
        "Partner users with super user access see the records of others of their account in their role and below.",
    ),
    Choice(
        "account_role_optimization",
        "Minimize the number of roles created, which improves performance by cutting down processing loads",
        "The only external user of an account is in a role that all such users of one account owner share.",
    ),
)


def settings(visit: Visit) -> ResponseReturnValue:
    """The form, and what saving it does."""
    if request.method == "GET":
        return _shown(visit, visit.org.settings.model_dump())
    if not visit.may((EDIT,)):
        return insufficient_privileges(visit)
    asked = _asked()
    wrong = [choice.label for choice in NUMBERS if asked[choice.name] not in ROLES]
    if wrong:
        return _shown(visit, asked, 400, error=f"{wrong[0]}: 1, 2 or 3 is right.")
    changes = asked | {choice.name: int(asked[choice.name]) for choice in NUMBERS}
    try:
        current_app.extensions["mock_org_configure"](visit.org.settings.patched(changes))
    except SetupError as refusal:
        return _shown(visit, asked, 400, error="; ".join(refusal.faults))
    return done("The settings were saved.", PATH)


def _asked() -> dict[str, Any]:
    numbers = {choice.name: request.form.get(choice.name, "").strip() for choice in NUMBERS}
    return numbers | {choice.name: choice.name in request.form for choice in SWITCHES}


def _shown(visit: Visit, values: dict[str, Any], status: int = 200, **more: Any) -> ResponseReturnValue:
    return page(
        visit,
        "experience_settings",
        status,
        lead=LEAD,
        numbers=NUMBERS,
        switches=SWITCHES,
        values=values,
        roles=ROLES,
        editable=visit.may((EDIT,)),
        **more,
    )


PAGES = (Page(PATH, "Settings", LEAD, settings, group="Digital Experiences", methods=("GET", "POST")),)
