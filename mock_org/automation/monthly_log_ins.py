"""With each month, log-ins are counted anew (Object Reference, UserLicense.MonthlyLoginsEntitlement: "per month")."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mock_org.automation.schedule import Job, first_of_month
from mock_org.org import Org
from mock_org.storage.license_use import close_month


def _start(org: Org, at: datetime) -> str | None:
    """Note the seats of the month that is over, and begin with no log-ins."""
    month = (at.astimezone(ZoneInfo(org.settings.time_zone)) - timedelta(days=1)).strftime("%Y-%m")
    records = org.system_session().records()
    licenses = records.find("UserLicense")
    for row in licenses:
        close_month(org.database, row["Id"], month, total=row["TotalLicenses"], used=row["UsedLicenses"])
    counted = [row for row in licenses if row["MonthlyLoginsUsed"]]
    records.write("UserLicense", [row["Id"] for row in counted], {"MonthlyLoginsUsed": 0})
    ended = ", ".join(f"{row['Name']} {row['MonthlyLoginsUsed']}" for row in counted)
    return f"log-ins in {month}: {ended}" if ended else None


JOB = Job("monthly-logins", "Count log-ins of the new month", first_of_month, _start)
