"""Attempts to log in, what became of them, and the row of LoginHistory that each one leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from mock_org.auth import license_log_ins
from mock_org.auth.refusals import refusals
from mock_org.dml.values import format_datetime
from mock_org.org import Org

STANDARD_USER = "Standard"


@dataclass(frozen=True, slots=True)
class Door:
    """A way in.

    login_type: LoginHistory.LoginType and AuthSession.LoginType, internal: that of internal users where it differs.
    The labels are the documented ones (Object Reference, LoginHistory); whether SOQL answers label or value was not
    settled: confidence D. session_type: AuthSession.SessionType (Object Reference, AuthSession; confidence A for the
    values, C for which door has which).
    """

    login_type: str
    session_type: str
    internal: str | None = None


DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "OAuth": Door("Remote Access 2.0", "Oauth2"),
        "OAuthUser": Door("Remote Access 2.0", "Oauth2"),
        "SOAP": Door("Other Apex API", "API"),
        "UI": Door("Application", "UI"),
        "Site": Door("Chatter Communities External User", "ChatterNetworks", "Employee Login to Community"),
        "Portal": Door("Partner Portal", "UI"),
        "LoginAs": Door("SysAdmin Switch", "SubstituteUser"),
    }
)
# Ways in that are for the API only. A user who approves an app in a browser needs no API Enabled: his token does.
API_DOORS = ("OAuth", "SOAP")
PAGE_DOORS = ("UI", "Site", "Portal")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Where a log-in comes from.

    kind: a key of DOORS. network_id: of the site, when it goes to one. subtype: LoginHistory.LoginSubType.
    known: by what a browser says that it has proven itself before.
    """

    kind: str
    network_id: str | None = None
    source_ip: str = "127.0.0.1"
    browser: str = "Unknown"
    application: str = "N/A"
    url: str = ""
    api_version: str | None = None
    subtype: str | None = None
    known: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Entered:
    """A log-in that succeeded.

    login_history_id: of its row. must_change: whether it only opens the page for a new password.
    """

    user_id: str
    attempt: Attempt
    login_history_id: str
    login_type: str
    must_change: bool = False


def login_type(kind: str, user_type: str) -> str:
    """LoginHistory.LoginType of a door for a kind of user."""
    door = DOORS[kind]
    return door.internal if door.internal and user_type == STANDARD_USER else door.login_type


def record(org: Org, user: dict[str, Any], attempt: Attempt, kind: str | None) -> str:
    """Write the LoginHistory row and, on success, LastLoginDate (refreshed after 60 seconds; Object Reference, User).

    kind: of the refusal, None for a success. Returns the id of the row.
    """
    records = org.system_session(user["Id"]).records()
    now = org.clock.now()
    [row] = records.load(
        "LoginHistory",
        [
            {
                "UserId": user["Id"],
                "LoginTime": format_datetime(now),
                "LoginType": login_type(attempt.kind, user["UserType"]),
                "SourceIp": attempt.source_ip,
                "Status": refusals()[kind].status if kind else "Success",
                "Browser": attempt.browser,
                "Platform": "Unknown",
                "Application": attempt.application,
                "LoginUrl": attempt.url[:255],
                "NetworkId": attempt.network_id,
                "ApiVersion": attempt.api_version,
                "LoginSubType": attempt.subtype,
                "ApiType": {"SOAP": "SOAP Partner"}.get(attempt.kind),
            }
        ],
    )
    last = user.get("LastLoginDate")
    if kind is None:
        license_log_ins.count(org, user, attempt.kind)
    if kind is None and (not last or last <= format_datetime(now - timedelta(seconds=60))):
        records.write("User", [user["Id"]], {"LastLoginDate": format_datetime(now)})
    return row
