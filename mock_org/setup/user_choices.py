"""What the form of a user offers: licences, profiles, roles, as far as they fit the person."""

from dataclasses import dataclass
from typing import Any

from mock_org.automation.profiles import own_set
from mock_org.automation.user_changes import compatible_types
from mock_org.setup.account_view import asked
from mock_org.setup.visit import Visit
from mock_org.web.soql_text import literal

Row = dict[str, Any]
_LEVELS = ("Worker", "Manager", "Executive")


@dataclass(frozen=True, slots=True)
class Choices:
    """licences: of the user's kind. profiles: theirs. roles: those to choose from. fixed_role: what is shown instead
    where there is nothing to choose, as for the first user of an account.
    """

    licenses: list[Row]
    profiles: list[Row]
    roles: list[Row]
    fixed_role: str | None = None


def for_contact(visit: Visit, account: Row) -> Choices:
    """For a new partner user: the role is read-only for the first user of an account (Salesforce help; A)."""
    roles = portal_roles(visit, account["Id"], "Partner")
    fixed = None if roles else f"{account['Name']} Partner User"
    return _choices(visit, frozenset({"PowerPartner"}), roles, fixed)


def for_internal(visit: Visit) -> Choices:
    """For a new user of the own company."""
    return _choices(visit, frozenset({"Standard"}), _internal_roles(visit), None)


def for_user(visit: Visit, user: Row) -> Choices:
    """For a user who is there: licences to which the user can move."""
    types = compatible_types(str(user["UserType"]))
    if user["UserType"] == "Standard":
        return _choices(visit, types, _internal_roles(visit), None)
    portal = "Partner" if user["UserType"] == "PowerPartner" else "CustomerPortal"
    roles = portal_roles(visit, user["AccountId"], portal) if user["AccountId"] else []
    return _choices(visit, types, roles, None if roles else "")


def portal_roles(visit: Visit, account_id: str, portal: str) -> list[Row]:
    """The portal roles of an account, from the bottom; who manages partners may choose among them."""
    system = visit.org.system_session()
    found = system.find("UserRole", PortalAccountId=account_id, PortalType=portal)
    return sorted((row for row in found if row["PortalRole"] in _LEVELS), key=lambda r: _LEVELS.index(r["PortalRole"]))


def _internal_roles(visit: Visit) -> list[Row]:
    return asked(visit, "SELECT Id, Name FROM UserRole WHERE PortalType = 'None' ORDER BY Name")


def _choices(visit: Visit, types: frozenset[str], roles: list[Row], fixed: str | None) -> Choices:
    listed = ", ".join(literal(each) for each in sorted(types)) or "null"
    found = asked(
        visit,
        "SELECT Id, Name, UserType, UserLicenseId, UserLicense.Name FROM Profile "
        f"WHERE UserType IN ({listed}) ORDER BY UserLicense.Name, Name",
    )
    profiles = [dict(row) for row in found if _usable(visit, row)]
    licenses = {
        row["UserLicenseId"]: {"Id": row["UserLicenseId"], "Name": row["UserLicense"]["Name"]} for row in profiles
    }
    return Choices(list(licenses.values()), profiles, [dict(row) for row in roles], fixed)


def _usable(visit: Visit, profile: Row) -> bool:
    """Standard external profiles are not offered unless the org allows them."""
    if profile["UserType"] == "Standard" or visit.org.settings.standard_external_profiles:
        return True
    return bool(own_set(visit.org.system_session().records(), profile["Id"]).get("IsCustom"))
