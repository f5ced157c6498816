"""Password Policies: the org's, and those that profiles have of their own."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask.typing import ResponseReturnValue

from mock_org.errors import SetupError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, insufficient_privileges, page
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/SecurityPolicies/home"
LEAD = "What passwords must be like, when they expire, and when too many attempts lock a user out."
EDIT = "ManagePasswordPolicies"


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting of the page: its name, Salesforce's label for it, and labels by value."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


# Labels of Salesforce's page (help, "Set Password Policies"; confidence A).
CHOICES = (
    Choice(
        "expiration_days",
        "User passwords expire in",
        (
            ("30", "30 days"),
            ("60", "60 days"),
            ("90", "90 days"),
            ("180", "180 days"),
            ("365", "One year"),
            ("0", "Never expires"),
        ),
    ),
    Choice(
        "history",
        "Enforce password history",
        (("0", "No passwords remembered"), *((str(n), f"{n} passwords remembered") for n in (1, 3, 5, 10, 15, 20, 24))),
    ),
    Choice(
        "minimum_length", "Minimum password length", tuple((str(n), f"{n} characters") for n in (5, 8, 10, 12, 15, 20))
    ),
    Choice(
        "complexity",
        "Password complexity requirement",
        (
            ("NoRestriction", "No restriction"),
            ("AlphaNumeric", "Must include alpha and numeric characters"),
            ("SpecialCharacters", "Must include alpha, numeric, and special characters"),
            ("UpperLowerCaseNumeric", "Must include numbers and uppercase and lowercase letters"),
            (
                "UpperLowerCaseNumericSpecialCharacters",
                "Must include numbers, uppercase and lowercase letters, and special characters",
            ),
            (
                "Any3UpperLowerCaseNumericSpecialCharacters",
                "Must include 3 of the following: numbers, uppercase letters, lowercase letters, special characters",
            ),
        ),
    ),
    Choice(
        "max_login_attempts",
        "Maximum invalid login attempts",
        (("3", "3"), ("5", "5"), ("10", "10"), ("0", "No limit")),
    ),
    Choice(
        "lockout_minutes",
        "Lockout effective period",
        (
            ("15", "15 minutes"),
            ("30", "30 minutes"),
            ("60", "60 minutes"),
            ("0", "Forever (must be reset by admin)"),
        ),
    ),
)
_NUMBERS = frozenset(map(str, range(1000)))  # beyond them nothing is a policy; the settings say so
LIFETIME = "Require a minimum 1 day password lifetime"


def password_policies(visit: Visit) -> ResponseReturnValue:
    """The form, and what saving it does."""
    if request.method == "GET":
        return _shown(visit, visit.org.settings.password_policy.model_dump())
    if not visit.may((EDIT,)):
        return insufficient_privileges(visit)
    asked: dict[str, Any] = {choice.name: request.form.get(choice.name, "") for choice in CHOICES}
    asked["minimum_lifetime"] = "minimum_lifetime" in request.form
    try:
        policy = {name: int(value) if value in _NUMBERS else value for name, value in asked.items()}
        current_app.extensions["mock_org_configure"](visit.org.settings.patched({"password_policy": policy}))
    except SetupError as refusal:
        return _shown(visit, asked, 400, error="; ".join(refusal.faults))
    return done("The password policies were saved.", PATH)


def _shown(visit: Visit, values: dict[str, Any], status: int = 200, **more: Any) -> ResponseReturnValue:
    own = {name: policy.model_dump() for name, policy in visit.org.settings.profile_password_policies.items()}
    choices = [(choice, _options(choice, str(values[choice.name]))) for choice in CHOICES]
    known = {"values": values, "choices": choices, "own": own, "editable": visit.may((EDIT,)), "lifetime": LIFETIME}
    return page(visit, "password_policies", status, lead=LEAD, **known, **more)


def _options(choice: Choice, value: str) -> tuple[tuple[str, str], ...]:
    """Those of the list; a value that settings or metadata chose beside them is offered, too."""
    known = {key for key, _ in choice.options}
    return choice.options if value in known or not value else (*choice.options, (value, value))


PAGES = (Page(PATH, "Password Policies", LEAD, password_policies, group="Security", methods=("GET", "POST")),)
