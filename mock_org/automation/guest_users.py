"""The guest user of a site, with the profile that is its own (Salesforce help, "Configure the Site Guest User Record").

Each site gets both when it is made, and a Site that names the user (confidence A; how they are called: B).
"""

from typing import Any

from mock_org.automation.licenses import recount
from mock_org.automation.profiles import make_profile
from mock_org.dml import Records, Trigger, TriggerContext
from mock_org.dml.sites import guest_nickname
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError

LICENSE = "Guest User License"
GUEST = "Guest"
_LAST_NAME = "Site Guest User"


def _make(context: TriggerContext) -> None:
    """Make the guest user; a profile of its name may be there already, from the project's metadata."""
    site, system = context.new, context.system
    license_row = system.one("UserLicense", Name=LICENSE)
    if license_row is None:
        return  # an org that was kept since before there were guests
    user_id = _user(context, _profile(system, str(site["Name"])))
    nickname = guest_nickname(str(site["Name"]))
    values = {"Name": nickname, "MasterLabel": site["Name"], "UrlPathPrefix": site.get("UrlPathPrefix")}
    kind = {"SiteType": "ChatterNetwork", "Status": "Active", "ClickjackProtectionLevel": "SameOriginOnly"}
    system.load("Site", [values | kind | {"GuestUserId": user_id, "AdminId": context.user.id}])
    recount(system, format_datetime(context.clock.now()), license_row["Id"])


def _profile(system: Records, site: str) -> str:
    name = f"{site} Profile"
    known = system.one("Profile", Name=name, UserType=GUEST)
    return str(known["Id"]) if known else make_profile(system, name, LICENSE)


def _user(context: TriggerContext, profile_id: str) -> str:
    site, settings = str(context.new["Name"]), context.settings
    username = f"{guest_nickname(site).lower()}@guest.mock-org.example"
    person: dict[str, Any] = {
        "FirstName": site[:40],
        "LastName": _LAST_NAME,
        "Name": f"{site[:40]} {_LAST_NAME}",
        "Username": username,
        "Email": username,
        "Alias": "guest",
        "CommunityNickname": guest_nickname(site),
    }
    place = {
        "TimeZoneSidKey": settings.time_zone,
        "LocaleSidKey": "en_US",
        "LanguageLocaleKey": "en_US",
        "EmailEncodingKey": "UTF-8",
    }
    return context.system.load(
        "User", [person | place | {"ProfileId": profile_id, "UserType": GUEST, "IsActive": True}]
    )[0]


def _refuse_role(context: TriggerContext) -> None:
    """Guest users have no role, and never become another kind of user (confidence A; code and text D)."""
    old = context.old or {}
    if old.get("UserType") == GUEST and context.changed("UserRoleId", "ProfileId", "ContactId", "ManagerId"):
        message, status = "insufficient access rights on object id", context.settings.readonly_status
        raise SalesforceError("INSUFFICIENT_ACCESS_OR_READONLY", message, [], status=status)


TRIGGERS = (Trigger("Network", "after", "insert", _make), Trigger("User", "before", "update", _refuse_role))
