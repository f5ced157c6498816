"""What an org's licences are used for and what they cost, month by month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mock_org.auth.license_log_ins import today
from mock_org.org import Org
from mock_org.security.licenses import features, license_named
from mock_org.settings.licenses import LicensePrice
from mock_org.storage.license_use import closed_months, log_ins_by_month

_NO_LOG_INS: Mapping[str, int] = {"log_ins": 0, "user_days": 0, "users": 0}


@dataclass(frozen=True, slots=True)
class Month:
    """A licence in a month: seats at its end, or now; successful log-ins, and what is billed of them.

    user_days: days on which a user came, each user counted once a day. users: who came. cost: None without a price.
    """

    month: str
    total: int
    used: int
    log_ins: int
    user_days: int
    users: int
    cost: float | None


@dataclass(frozen=True, slots=True)
class Use:
    """One user licence. months: the present one is the last. entitlement: log-ins a month; None: charged by user."""

    name: str
    key: str
    user_type: str
    status: str
    legacy: bool
    opens: tuple[str, ...]
    entitlement: int | None
    price: LicensePrice
    months: tuple[Month, ...]

    @property
    def now(self) -> Month:
        """The present month."""
        return self.months[-1]


@dataclass(frozen=True, slots=True)
class SetUse:
    """One permission set licence."""

    name: str
    key: str
    status: str
    total: int
    used: int
    expires: str | None


@dataclass(frozen=True, slots=True)
class LicenseUse:
    """All licences of an org that has seats of them, or users."""

    month: str
    currency: str
    licenses: tuple[Use, ...]
    sets: tuple[SetUse, ...]


def license_use(org: Org, months: int = 6) -> LicenseUse:
    """The use of the licences of an org in the last months, the present one included."""
    now = today(org)[:7]
    since = list(_months_back(now, months))[-1]
    log_ins = {(row["license_id"], row["month"]): dict(row) for row in log_ins_by_month(org.database, since)}
    closed = {(row["license_id"], row["month"]): dict(row) for row in closed_months(org.database, since)}
    known = sorted({month for _, month in (*log_ins, *closed) if month < now})
    records = org.system_session().records()
    uses = []
    for row in records.find("UserLicense"):
        past = [month for month in known if (row["Id"], month) in closed or (row["Id"], month) in log_ins]
        price = org.settings.license_prices.get(row["Name"], LicensePrice())
        seats = {month: closed.get((row["Id"], month), _seats(row)) for month in past} | {now: _seats(row)}
        counted = [_month(month, seats[month], log_ins.get((row["Id"], month)), price) for month in seats]
        if row["TotalLicenses"] or any(each.used or each.log_ins for each in counted):
            uses.append(_use(row, price, counted))
    sets = [_set_use(row) for row in records.find("PermissionSetLicense")]
    return LicenseUse(now, org.settings.license_currency, tuple(uses), tuple(sets))


def _months_back(month: str, count: int) -> Iterator[str]:
    first = date.fromisoformat(f"{month}-01")
    for _ in range(count):
        yield first.isoformat()[:7]
        first = first.replace(year=first.year - (first.month == 1), month=(first.month - 2) % 12 + 1)


def _seats(row: Mapping[str, Any]) -> dict[str, int]:
    return {"total": row["TotalLicenses"], "used": row["UsedLicenses"]}


def _month(month: str, seats: Mapping[str, int], log_ins: Mapping[str, int] | None, price: LicensePrice) -> Month:
    came = log_ins or _NO_LOG_INS
    counts = {name: came[name] for name in _NO_LOG_INS}
    cost = costs(price, seats["total"], came["user_days"])
    return Month(month, seats["total"], seats["used"], **counts, cost=cost)


def costs(price: LicensePrice, seats: int, user_days: int) -> float | None:
    """What seats and billed log-ins cost; None without a price.

    Seats are paid whether they are used or not; of log-ins, one a user and day counts (confidence C).
    """
    parts = [(price.seat, seats), (price.login, user_days)]
    found = [each * number for each, number in parts if each is not None]
    return round(sum(found), 2) if found else None


def _use(row: Mapping[str, Any], price: LicensePrice, months: Sequence[Month]) -> Use:
    kind = license_named(row["Name"], None)
    return Use(
        name=row["Name"],
        key=row["LicenseDefinitionKey"],
        user_type=kind.user_type,
        status=row["Status"],
        legacy=kind.legacy,
        opens=tuple(features()[name].label for name in kind.opens),
        entitlement=row["MonthlyLoginsEntitlement"],
        price=price,
        months=tuple(months),
    )


def _set_use(row: Mapping[str, Any]) -> SetUse:
    seats = row["TotalLicenses"], row["UsedLicenses"]
    return SetUse(
        row["MasterLabel"], row["PermissionSetLicenseKey"] or "", row["Status"], *seats, row["ExpirationDate"]
    )
