"""User licences: the catalogue, the seats, and who may still have one (Object Reference, UserLicense)."""

from collections.abc import Iterable
from typing import Any

from mock_org.dml import Records
from mock_org.errors import SalesforceError, SetupError
from mock_org.security.licenses import License, catalogue
from mock_org.settings import Settings

INTERNAL = "Salesforce"
INTERNAL_SEATS = 100
# Licences that are no external user's; guests take one for each site.
_OTHERS = (INTERNAL, "Guest User License")
# Log-ins a month where the settings name no number; a mock org has plenty.
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
    """Write the UserLicense rows of a new org, and in an older one those that it has not."""
    seats, there = _seats(settings), {row["Name"] for row in records.find("UserLicense")}
    rows = [_row(settings, name, seats[name]) for name in catalogue() if name not in there]
    ids = records.load("UserLicense", rows)
    if ids:
        counted = (records.get("UserLicense", ids[0]) or {})["CreatedDate"]
        records.write("UserLicense", ids, {"UsedLicensesLastUpdated": counted})
    _set_permission_set_seats(records, settings)


def _row(settings: Settings, name: str, seats: int) -> dict[str, Any]:
    kind = catalogue()[name]
    return {
        "Name": name,
        "MasterLabel": name,
        "LicenseDefinitionKey": kind.key,
        "TotalLicenses": seats,
        "UsedLicenses": 0,
        "Status": _status(seats),
        "MonthlyLoginsUsed": 0 if kind.login_based else None,
        "MonthlyLoginsEntitlement": _entitlement(settings, name),
    }


def set_seats(records: Records, settings: Settings) -> None:
    """Bring seats and log-ins a month to what the settings say. Users who are there keep their seats.

    Raises SetupError for a licence that does not exist, be it named for its seats, its log-ins or its price.
    """
    for name, number in _seats(settings).items():
        row = records.one("UserLicense", Name=name)
        wanted = {"TotalLicenses": number, "MonthlyLoginsEntitlement": _entitlement(settings, name)}
        if row is not None and any(row[field] != value for field, value in wanted.items()):
            records.write("UserLicense", [row["Id"]], wanted | {"Status": _status(number)})
    _set_permission_set_seats(records, settings)


def _set_permission_set_seats(records: Records, settings: Settings) -> None:
    for name, number in settings.permission_set_licenses.items():
        row = records.one("PermissionSetLicense", MasterLabel=name)
        if row is None:
            key = name.replace(" ", "")
            values = {"MasterLabel": name, "DeveloperName": key, "PermissionSetLicenseKey": key, "UsedLicenses": 0}
            records.load("PermissionSetLicense", [values | {"TotalLicenses": number, "Status": "Active"}])
        elif row["TotalLicenses"] != number:
            records.write("PermissionSetLicense", [row["Id"]], {"TotalLicenses": number})


def _status(seats: int) -> str:
    """Values: Object Reference, UserLicense.Status (A); that a licence without seats is disabled: confidence D."""
    return "Active" if seats else "Disabled"


def _check_known(setting: str, names: Iterable[str], known: Iterable[str], kind: str) -> None:
    """Raises SetupError for each name that is not known."""
    there = list(known)
    if unknown := sorted(set(names) - set(there)):
        known_names = ", ".join(there)
        raise SetupError(*(f"{setting}: there is no {kind} {name!r}; there are: {known_names}" for name in unknown))


def _entitlement(settings: Settings, name: str) -> int | None:
    """Log-ins a month; null says that the licence is charged by user (Object Reference, UserLicense; confidence A)."""
    return settings.monthly_logins.get(name, MONTHLY_LOGINS) if catalogue()[name].login_based else None


def _seats(settings: Settings) -> dict[str, int]:
    wanted = dict.fromkeys(_OTHERS, INTERNAL_SEATS) | settings.seats()
    for setting, names in (("licenses", wanted), ("license_prices", settings.license_prices)):
        _check_known(setting, names, catalogue(), "user licence")
    login_based = [name for name, kind in catalogue().items() if kind.login_based]
    _check_known("monthly_logins", settings.monthly_logins, login_based, "login-based licence")
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
