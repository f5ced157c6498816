"""What it would have cost to pay for log-ins instead of members, and the other way round."""

from collections.abc import Iterator
from typing import NamedTuple

from mock_org.audit.license_use import LicenseUse, Month, Use, costs
from mock_org.settings.licenses import LicensePrice

# A login variant opens what its member variant does, so that users can be moved from one to the other.
LOGIN = " Login"


class _Pair(NamedTuple):
    member: Use
    login: Use


def what_if(found: LicenseUse) -> list[str]:
    """A sentence for each licence that has users and a variant with a price."""
    return list(_sentences(found)) or ["Name prices of seats and log-ins (license_prices) to compare them."]


def _sentences(found: LicenseUse) -> Iterator[str]:
    by_name = {each.name: each for each in found.licenses}
    for name, member in by_name.items():
        login = by_name.get(name + LOGIN)
        if login is None or not member.price.seat or not login.price.login:
            continue
        pair = _Pair(member, login)
        yield from _of_members(pair, found.currency)
        yield from _of_log_ins(pair, found.currency)


def _of_members(pair: _Pair, currency: str) -> Iterator[str]:
    month = _told(pair.member)
    if not month.used:
        return
    seats, by_log_in = _cost(pair.member.price, month.used, 0), _cost(pair.login.price, 0, month.user_days)
    yield (
        f"{pair.member.name}: in {month.month} its {_users(month.used)} came on {_days(month.user_days)}. "
        f"With {pair.login.name} that is {by_log_in:,.2f} {currency} instead of {seats:,.2f} {currency} for the seats: "
        f"{_compared(by_log_in - seats, currency)}."
    )


def _of_log_ins(pair: _Pair, currency: str) -> Iterator[str]:
    month = _told(pair.login)
    if not month.used and not month.user_days:
        return
    paid, seats = _cost(pair.login.price, 0, month.user_days), _cost(pair.member.price, month.used, 0)
    break_even = (pair.member.price.seat or 0) / (pair.login.price.login or 1)
    yield (
        f"{pair.login.name}: in {month.month} its {_users(month.used)} came on {_days(month.user_days)} for "
        f"{paid:,.2f} {currency}. As members of {pair.member.name} they would have cost {seats:,.2f} {currency}: "
        f"{_compared(seats - paid, currency)}. A seat pays for who comes on more than {break_even:g} days a month."
    )


def _told(use: Use) -> Month:
    """The last whole month, or the present one where there is none."""
    return use.months[-2] if len(use.months) > 1 else use.now


def _cost(price: LicensePrice, seats: int, user_days: int) -> float:
    part = LicensePrice(seat=price.seat) if seats else LicensePrice(login=price.login)
    return costs(part, seats, user_days) or 0.0


def _users(number: int) -> str:
    return f"{number:,} active user{'' if number == 1 else 's'}"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"


def _compared(difference: float, currency: str) -> str:
    if not difference:
        return "the same"
    return f"{abs(difference):,.2f} {currency} {'more' if difference > 0 else 'less'}"
