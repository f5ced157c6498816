"""Login hours and login IP ranges of profiles.

Salesforce help, "Set Login Hours": the hours are those of the org's time zone, and whoever is logged in when they end
can go on no longer; "Restrict Login IP Addresses on Profiles": checked at the log-in (confidence A).
"""

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_address
from zoneinfo import ZoneInfo

from mock_org.org import Org

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def in_login_hours(org: Org, profile_name: str) -> bool:
    """Whether users of a profile may be in now. A day without hours is open."""
    hours = org.settings.login_hours.get(profile_name)
    if not hours:
        return True
    local = org.clock.now().astimezone(_zone(org))
    allowed = {str(day): minutes for day, minutes in hours.items()}.get(_DAYS[local.weekday()])
    return allowed is None or allowed[0] <= _minute(local) < allowed[1]


def may_come_from(org: Org, profile_name: str, source_ip: str) -> bool:
    """Whether users of a profile may log in from an address."""
    ranges = org.settings.login_ip_ranges.get(profile_name)
    return not ranges or within(ranges, source_ip)


def within(ranges: Sequence[str], source_ip: str) -> bool:
    """Whether an address is in one of these ranges."""
    try:
        address = ip_address(source_ip)
    except ValueError:
        return False
    for text in ranges:
        first, separator, last = text.partition("-")
        low, high = ip_address(first.strip()), ip_address((last if separator else first).strip())
        if low.version == address.version and int(low) <= int(address) <= int(high):
            return True
    return False


def _zone(org: Org) -> ZoneInfo:
    organization = org.system_session().find("Organization")[0]
    return ZoneInfo(str(organization.get("TimeZoneSidKey") or org.settings.time_zone))


def _minute(instant: datetime) -> int:
    return instant.hour * 60 + instant.minute
