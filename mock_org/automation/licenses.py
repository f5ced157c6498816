"""User licences: the catalogue, the seats, and who may still have one (Object Reference, UserLicense)."""

from typing import Any

from mock_org.dml import Records
from mock_org.errors import SalesforceError, SetupError
from mock_org.security.licenses import License, PortalType, catalogue
from mock_org.settings import Settings

__all__ = ("License", "PortalType", "catalogue")

INTERNAL = "Salesforce"
INTERNAL_SEATS = 100
# Licences that are no external user's; guests take one for each site.
_OTHERS = (INTERNAL, "Guest User License")
# Bought per log-in; a mock org has plenty (Object Reference, UserLicense.MonthlyLoginsEntitlement).
MONTHLY_LOGINS = 1000


def license_of_profile(records: Records, profile: dict[str, Any]) -> tuple[dict[str, Any], License]:
    """The UserLicense row of a profile, and what the catalogue says of it."""
    row = records.get("UserLicense", profile.get("UserLicenseId")) or {}
    kind = catalogue().get(str(row.get("Name")))
    if kind is None:
        message = f"Profile {profile.get('Name')} has no known user license"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["ProfileId"])
    return row, kind


def seed_licenses(records: Records, settings: Settings) -> None:
    """Write the UserLicense rows of a new org."""
    seats = _seats(settings)
    records.load(
        "UserLicense",
        [
            {
                "Name": name,
                "MasterLabel": name,
                "LicenseDefinitionKey": kind.key,
                "TotalLicenses": seats[name],
                "UsedLicenses": 0,
                "Status": _status(seats[name]),
                "MonthlyLoginsUsed": 0 if kind.login_based else None,
                "MonthlyLoginsEntitlement": MONTHLY_LOGINS if kind.login_based else None,
            }
            for name, kind in catalogue().items()
        ],
    )
    records.load(
        "PermissionSetLicense",
        [
            {
                "MasterLabel": name,
                "DeveloperName": name.replace(" ", ""),
                "PermissionSetLicenseKey": name.replace(" ", ""),
                "TotalLicenses": number,
                "UsedLicenses": 0,
                "Status": "Active",
            }
            for name, number in settings.permission_set_licenses.items()
        ],
    )


def set_seats(records: Records, settings: Settings) -> None:
    """Bring TotalLicenses to what the settings say. Users who are there keep their seats.

    Raises SetupError for a licence that does not exist.
    """
    for name, number in _seats(settings).items():
        row = records.one("UserLicense", Name=name)
        if row is not None and row["TotalLicenses"] != number:
            records.write("UserLicense", [row["Id"]], {"TotalLicenses": number, "Status": _status(number)})


def _status(seats: int) -> str:
    """Values: Object Reference, UserLicense.Status (A); that a licence without seats is disabled: confidence D."""
    return "Active" if seats else "Disabled"


def _seats(settings: Settings) -> dict[str, int]:
    wanted = dict.fromkeys(_OTHERS, INTERNAL_SEATS) | settings.seats()
    unknown = sorted(set(wanted) - set(catalogue()))
    if unknown:
        known = ", ".join(catalogue())
        raise SetupError(*(f"licenses: there is no user licence {name!r}; there are: {known}" for name in unknown))
    return dict.fromkeys(catalogue(), 0) | wanted


def active_users(records: Records, license_id: str) -> int:
    """How many active users have the licence: what UsedLicenses says (confidence A)."""
    profiles = [row["Id"] for row in records.find("Profile", UserLicenseId=license_id)]
    return records.count("User", ProfileId=profiles, IsActive=True)


def check_seat(records: Records, row: dict[str, Any]) -> None:
    """Refuse one more active user where no seat is left.

    Raises SalesforceError LICENSE_LIMIT_EXCEEDED (text from a quoted Apex error, confidence B).
    """
    if active_users(records, row["Id"]) >= row["TotalLicenses"]:
        raise SalesforceError("LICENSE_LIMIT_EXCEEDED", f"License Limit Exceeded - {row['Name']}", [])


def recount(records: Records, now: str, *license_ids: str | None) -> None:
    """Write the number of active users into UsedLicenses."""
    for license_id in {i for i in license_ids if i}:
        used = active_users(records, license_id)
        records.write("UserLicense", [license_id], {"UsedLicenses": used, "UsedLicensesLastUpdated": now})
