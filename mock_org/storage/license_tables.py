"""The tables of what licences were used for: log-ins by user and day, seats at the end of each month."""

from sqlalchemy import Column, Integer, MetaData, String, Table

LICENSE_TABLES = MetaData()
# day: "2026-11-22" in the org's time zone. number: successful log-ins of the user on that day with that licence.
LICENSE_LOG_IN = Table(
    "_license_log_in",
    LICENSE_TABLES,
    Column("license_id", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("user_id", String, primary_key=True),
    Column("number", Integer, nullable=False),
)
# month: "2026-11". total, used: the seats when the month ended.
LICENSE_MONTH = Table(
    "_license_month",
    LICENSE_TABLES,
    Column("license_id", String, primary_key=True),
    Column("month", String, primary_key=True),
    Column("total", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)
