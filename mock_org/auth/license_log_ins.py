"""Log-ins as user licences count them (Object Reference, UserLicense.MonthlyLoginsUsed, MonthlyLoginsEntitlement)."""

from typing import Any
from zoneinfo import ZoneInfo

from mock_org.dml import Records
from mock_org.org import Org
from mock_org.storage.license_use import count_log_in, log_ins_of_month

# Whether an administrator who logs in as a user burns one of the user's log-ins, no source says: no (confidence D).
FREE = frozenset({"LoginAs"})


def count(org: Org, user: dict[str, Any], kind: str) -> None:
    """Count a log-in that succeeded through a door ("Site", "LoginAs"): for the licence that the user has by then."""
    records = org.system_session().records()
    row = _license(records, user)
    if row is None or kind in FREE:
        return
    day = today(org)
    with org.database.transaction():
        count_log_in(org.database, row["Id"], user["Id"], day)
        if row["MonthlyLoginsEntitlement"] is not None:
            used = log_ins_of_month(org.database, row["Id"], day[:7])
            records.write("UserLicense", [row["Id"]], {"MonthlyLoginsUsed": used})


def used_up(org: Org, user: dict[str, Any]) -> bool:
    """Whether the month's log-ins of the user's licence are gone and the org refuses more: Salesforce bills them only
    (that, and a refusal: confidence D, so a setting).
    """
    if org.settings.login_overage == "bill":
        return False
    row = _license(org.system_session().records(), user)
    if row is None or row["MonthlyLoginsEntitlement"] is None:
        return False
    return log_ins_of_month(org.database, row["Id"], today(org)[:7]) >= int(row["MonthlyLoginsEntitlement"])


def today(org: Org) -> str:
    """The day by the org's clock in the org's time zone: "2026-11-22"."""
    return org.clock.now().astimezone(ZoneInfo(org.settings.time_zone)).date().isoformat()


def _license(records: Records, user: dict[str, Any]) -> dict[str, Any] | None:
    profile = records.get("Profile", user.get("ProfileId")) or {}
    return records.get("UserLicense", profile.get("UserLicenseId"))
