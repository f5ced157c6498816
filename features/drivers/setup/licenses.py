"""Licences: seats, log-ins, and what they cost."""

from typing import Protocol

from factories import OrgClient
from features.drivers.control_door import ask


class LicenseSetup(Protocol):
    """What an administrator learns of licences."""

    def seats(self, name: str) -> tuple[int, int, int]:
        """Of a user licence: all, used, remaining."""

    def permission_set_seats(self, name: str) -> tuple[int, int, int]:
        """The same of a permission set licence."""

    def log_ins(self, name: str) -> tuple[int, int, int]:
        """Of a login-based licence in this month: log-ins allowed, used, and the user-days that are billed."""

    def log_ins_by_month(self) -> list[tuple[int, int]]:
        """Of all login-based licences together: log-ins and user-days, month by month; this month is the last."""

    def comparison(self) -> list[str]:
        """What members or log-ins would have cost instead, one sentence each."""


class ApiLicenseSetup:
    """The same by a program: seats by queries, what is billed as the command mock-org licenses tells it."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def seats(self, name: str) -> tuple[int, int, int]:
        """UserLicense."""
        return self._seats("UserLicense", name)

    def permission_set_seats(self, name: str) -> tuple[int, int, int]:
        """PermissionSetLicense."""
        return self._seats("PermissionSetLicense", name)

    def log_ins(self, name: str) -> tuple[int, int, int]:
        """UserLicense, and the command."""
        row = self._org.get("UserLicense", self._org.id_of("UserLicense", MasterLabel=name))
        use = next(each for each in ask(self._org, "licenses").json()["licenses"] if each["name"] == name)
        return row.MonthlyLoginsEntitlement, row.MonthlyLoginsUsed, use["months"][-1]["user_days"]

    def log_ins_by_month(self) -> list[tuple[int, int]]:
        """The command."""
        counted: dict[str, tuple[int, int]] = {}
        for use in ask(self._org, "licenses").json()["licenses"]:
            for month in use["months"] if use["entitlement"] is not None else ():
                log_ins, user_days = counted.get(month["month"], (0, 0))
                counted[month["month"]] = (log_ins + month["log_ins"], user_days + month["user_days"])
        return [counted[month] for month in sorted(counted)]

    def comparison(self) -> list[str]:
        """The command."""
        return [str(each) for each in ask(self._org, "licenses").json()["what_if"]]

    def _seats(self, sobject: str, name: str) -> tuple[int, int, int]:
        row = self._org.get(sobject, self._org.id_of(sobject, MasterLabel=name))
        return row.TotalLicenses, row.UsedLicenses, row.TotalLicenses - row.UsedLicenses
