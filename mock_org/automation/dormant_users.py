"""Dormant users: who has not logged in for long is warned, and deactivated on the first of the month.

The platform has no switch for this: customers build a scheduled flow, and so does this org by `[dormant_users]`
(`LastLoginDate < LAST_N_DAYS:90`, or never and created before; confidence D).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mock_org import mail
from mock_org.auth.networks import site_for
from mock_org.automation.deactivation import deactivate_all
from mock_org.automation.schedule import Job, first_of_month
from mock_org.dml import Records
from mock_org.errors import SetupError
from mock_org.org import Org

_HOUR = 2


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A user who does not log in. since: his last log-in, or his creation. exempt: why he stays all the same."""

    user: dict[str, Any]
    since: datetime
    exempt: str | None

    @property
    def never(self) -> bool:
        """Whether he has never logged in."""
        return not self.user["LastLoginDate"]


def dormant_users(org: Org, at: datetime) -> list[Sleeper]:
    """Whom a run at this instant finds dormant, the longest first, with those who are exempt.

    Raises SetupError for an exempt profile or permission set that there is not: those it means would not be exempt.
    """
    settings = org.settings.dormant_users
    records = org.system_session().records()
    users = records.find("User", IsActive=True, UserType=settings.user_types)
    limit = _limit(org, at)
    exempt = _Exemptions(org, records)
    found = [Sleeper(user, _since(user), exempt.why(user)) for user in users if _since(user) < limit]
    return sorted(found, key=lambda each: (each.since, each.user["Id"]))


def next_run(org: Org, after: datetime) -> datetime | None:
    """When dormant users are deactivated next; None where the org does not do so."""
    return first_of_month(org, after, hour=_HOUR) if org.settings.dormant_users.on else None


def _warning_due(org: Org, after: datetime) -> datetime | None:
    days = timedelta(days=org.settings.dormant_users.warn_days)
    run = next_run(org, after + days) if days else None
    return run - days if run else None


def _warn(org: Org, at: datetime) -> str | None:
    """Mail whom the next run finds dormant unless he logs in until then."""
    run = at + timedelta(days=org.settings.dormant_users.warn_days)
    warned = [each for each in dormant_users(org, run) if each.exempt is None]
    for sleeper in warned:
        user = sleeper.user
        words: dict[str, Any] = {
            "Dormant_Last_Login": "never" if sleeper.never else sleeper.since,
            "Dormant_Date": run.astimezone(ZoneInfo(org.settings.time_zone)).date(),
        }
        mail.send_template(org.mail_desk(), mail.DORMANT_USER_WARNING, user, words, network=site_for(org, user))
    return f"{len(warned)} warned: {', '.join(str(each.user['Username']) for each in warned)}" if warned else None


def _deactivate(org: Org, at: datetime) -> str | None:
    found = [each.user for each in dormant_users(org, at) if each.exempt is None]
    return deactivate_all(org, found)


def _since(user: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(str(user["LastLoginDate"] or user["CreatedDate"]))


def _limit(org: Org, at: datetime) -> datetime:
    """The beginning of the day so many days ago, in the org's time zone: what LAST_N_DAYS begins with."""
    day = at.astimezone(ZoneInfo(org.settings.time_zone)) - timedelta(days=org.settings.dormant_users.days)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


class _Exemptions:
    """Who stays whatever he does."""

    def __init__(self, org: Org, records: Records) -> None:
        settings = org.settings.dormant_users
        self._users = {name.lower() for name in settings.exempt_users}
        self._profiles = {_named(records, "Profile", name) for name in settings.exempt_profiles}
        self._set = settings.exempt_permission_set
        chosen = _named(records, "PermissionSet", self._set) if self._set else None
        assigned = records.find("PermissionSetAssignment", PermissionSetId=chosen) if chosen else []
        self._holders = {each["AssigneeId"] for each in assigned}

    def why(self, user: dict[str, Any]) -> str | None:
        if str(user["Username"]).lower() in self._users:
            return "exempt by username"
        if user["ProfileId"] in self._profiles:
            return "exempt by profile"
        return f"exempt by permission set {self._set}" if user["Id"] in self._holders else None


def _named(records: Records, sobject: str, name: str) -> str:
    row = records.one(sobject, Name=name)
    if row is None:
        raise SetupError(f"dormant_users: there is no {sobject} {name!r} to be exempt")
    return str(row["Id"])


JOBS = (
    Job("dormant-user-warnings", "Warn dormant users", _warning_due, _warn),
    Job("dormant-users", "Deactivate dormant users", next_run, _deactivate),
)
