"""Login & Registration of a site: whether people may register themselves, and whether employees may log in at it."""

from typing import Any

from flask import request

from mock_org.errors import SalesforceError
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

Values = dict[str, Any]
REGISTRATION = "NetworkSelfRegistration"


def shown(visit: Visit, site: Values) -> Values:
    """The switches, the profiles to choose from, and the account."""
    system = visit.org.system_session()
    profiles = [row for row in system.find("Profile") if row["UserType"] not in ("Standard", "Guest")]
    row = system.records().one(REGISTRATION, NetworkId=site["Id"]) or {}
    account = system.records().get("Account", row.get("AccountId")) or {}
    return {
        "profiles": sorted((str(each["Name"]), each["Id"]) for each in profiles),
        "public": system.site_look(site).public,
        "account": request.form.get("account", account.get("Name") or ""),
    }


def change(visit: Visit, site: Values) -> str:
    """Save all of it, or nothing."""
    form, session = request.form, visit.session
    switches = {name: name in form for name in ("OptionsSelfRegistrationEnabled", "OptionsAllowInternalUserLogin")}
    profile = form.get("SelfRegProfileId") or None
    if switches["OptionsSelfRegistrationEnabled"] and not profile:
        raise SalesforceError("INVALID_INPUT", "Profile: choose the one that people get who register.")
    account = _account(visit, form.get("account", "").strip())
    with visit.org.database.transaction():
        session.open_to_guests(site["Id"], public="public" in form)
        session.update("Network", site["Id"], switches | {"SelfRegProfileId": profile})
        known = visit.org.system_session().records().one(REGISTRATION, NetworkId=site["Id"])
        if known:
            session.update(REGISTRATION, known["Id"], {"AccountId": account})
        elif account:
            session.insert(REGISTRATION, {"NetworkId": site["Id"], "AccountId": account})
    return "Login and registration were saved."


def _account(visit: Visit, name: str) -> str | None:
    """The account of that name or id, among those that this user sees."""
    if not name:
        return None
    by = "Id" if len(name) in (15, 18) and name.startswith("001") else "Name"
    found = visit.session.query(f"SELECT Id FROM Account WHERE {by} = {literal(name)} LIMIT 2").records
    if len(found) != 1:
        word = "Several accounts have" if found else "No account has"
        raise SalesforceError("INVALID_INPUT", f"Account: {word} this name.")
    return str(found[0]["Id"])
