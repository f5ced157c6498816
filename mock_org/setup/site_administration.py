"""Administration of a site: Settings, Members, Login & Registration, Emails, Branding."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.setup import site_branding, site_members, site_registration
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page, refused
from mock_org.setup.sites import NEEDED, STATUSES, site_path
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/SetupNetworks/<network_id>/"
TABS = ("Settings", "Members", "Login & Registration", "Emails", "Branding")
# The mails of a site, by the field of Network that names the template (labels of Administration, Emails).
MAILS = {
    "WelcomeEmailTemplateId": "Welcome New Member",
    "ForgotPasswordEmailTemplateId": "Forgot Password",
    "ChangePasswordEmailTemplateId": "Change Password",
    "LockoutEmailTemplateId": "User Lockout",
}
Values = dict[str, Any]
Work = Callable[[Visit, Values], str]


def settings(visit: Visit, network_id: str) -> ResponseReturnValue:
    """Name and status."""
    return _answer(visit, network_id, "Settings", _settings, lambda _site: {"statuses": STATUSES})


def members(visit: Visit, network_id: str) -> ResponseReturnValue:
    """Whose users are members."""
    return _answer(visit, network_id, "Members", site_members.change, partial(site_members.shown, visit))


def registration(visit: Visit, network_id: str) -> ResponseReturnValue:
    """Who may register, and who may log in."""
    shown = partial(site_registration.shown, visit)
    return _answer(visit, network_id, "Login & Registration", site_registration.change, shown)


def emails(visit: Visit, network_id: str) -> ResponseReturnValue:
    """Which mails go out, and from whom."""

    def shown(site: Values) -> Values:
        templates = visit.org.system_session().find("EmailTemplate") if "EmailTemplate" in visit.org.schema else []
        options = [(row["Id"], row["Name"]) for row in sorted(templates, key=lambda row: str(row["Name"]).casefold())]
        return {"mails": {name: label for name, label in MAILS.items() if name in site}, "templates": options}

    return _answer(visit, network_id, "Emails", _emails, shown)


def branding(visit: Visit, network_id: str) -> ResponseReturnValue:
    """How the site looks."""
    return _answer(visit, network_id, "Branding", site_branding.change, partial(site_branding.shown, visit))


def _answer(
    visit: Visit, network_id: str, tab: str, work: Work, shown: Callable[[Values], Mapping[str, Any]]
) -> ResponseReturnValue:
    site = _site(visit, network_id)
    if site is None:
        return refused(visit, "Site not found", "There is no such site.", 404)
    values: Values = {"site": site, "tab": tab, "tabs": [(each, _tab_path(site, each)) for each in TABS]}
    values |= {"url": site_path(site), "status_label": STATUSES[site["Status"]]}
    if request.method != "POST":
        return page(visit, _template(tab), **values, **shown(site))
    try:
        sentence = work(visit, site)
    except SalesforceError as refusal:
        typed = values | {"site": site | _typed(site)}
        return page(visit, _template(tab), 400, error=refusal.message, **typed, **shown(site))
    return done(sentence, _tab_path(site, tab))


def _settings(visit: Visit, site: Values) -> str:
    if "status" in request.form:
        status = request.form["status"]
        visit.session.update("Network", site["Id"], {"Status": status})
        return f"{site['Name']} is {STATUSES.get(status, status)} now."
    visit.session.update("Network", site["Id"], {"Description": request.form.get("Description", "").strip() or None})
    return "The settings were saved."


def _emails(visit: Visit, site: Values) -> str:
    form = request.form
    texts = ("EmailSenderName", "EmailSenderAddress", *(name for name in MAILS if name in site))
    changes = {name: form.get(name, "").strip() or None for name in texts}
    welcome = {"OptionsSendWelcomeEmail": "OptionsSendWelcomeEmail" in form}
    visit.session.update("Network", site["Id"], changes | welcome)
    return "The emails were saved."


def _typed(site: Values) -> Values:
    """What the form held, so that a refusal loses nothing that was typed."""
    return {name: request.form[name] for name in request.form if name in site and name != "Id"}


def _site(visit: Visit, network_id: str) -> Values | None:
    if "Network" not in visit.org.schema or len(network_id) not in (15, 18):
        return None
    return visit.org.system_session().records().get("Network", network_id)


def _tab_path(site: Values, tab: str) -> str:
    return f"{PATH.replace('<network_id>', site['Id'])}{_template(tab).removeprefix('site_')}"


def _template(tab: str) -> str:
    return "site_" + tab.lower().rpartition(" ")[2]


_VIEWS = (settings, members, registration, emails, branding)
PAGES = tuple(
    Page(
        f"{PATH}{_template(tab).removeprefix('site_')}",
        tab,
        f"{tab} of a site.",
        view,
        NEEDED,
        group="Digital Experiences",
        methods=("GET", "POST"),
        in_menu=False,
    )
    for tab, view in zip(TABS, _VIEWS, strict=True)
)
