"""Sites: how their status may change, where they are, and under which profile people may register themselves."""

import re

from mock_org.dml import Trigger, TriggerContext
from mock_org.dml.triggers import Event
from mock_org.errors import SalesforceError

_PREVIEW, LIVE = "UnderConstruction", "Live"
_STATUSES = (_PREVIEW, LIVE, "DownForMaintenance")
_PREFIX = re.compile(r"[A-Za-z0-9_-]{0,80}")


def _check_status(context: TriggerContext) -> None:
    new, old = context.new, context.old or {}
    if new.get("Status") not in _STATUSES:
        message = f"Status: bad value for restricted picklist field: {new.get('Status')}"
        raise SalesforceError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message, ["Status"])
    if new["Status"] == _PREVIEW and old.get("Status") not in (None, _PREVIEW):
        # "You can't change the status back to UnderConstruction" (confidence A; code and text D).
        message = "A published site can't go back to UnderConstruction"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["Status"])
    if new["Status"] == LIVE and not new.get("FirstActivationDate"):
        new["FirstActivationDate"] = context.clock.now().date().isoformat()


def _check_address(context: TriggerContext) -> None:
    """One site an address, of letters, digits, hyphens and underscores (confidence B; codes and texts D)."""
    prefix = context.new.get("UrlPathPrefix") or ""
    if not context.changed("UrlPathPrefix") and context.old is not None:
        return
    if not _PREFIX.fullmatch(prefix):
        message = "Experience URL Prefix: use letters, digits, hyphens and underscores."
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["UrlPathPrefix"])
    others = (row for row in context.system.find("Network") if row["Id"] != context.new.get("Id"))
    if any((row["UrlPathPrefix"] or "").lower() == prefix.lower() for row in others):
        message = "Enter a different URL. That one already exists."
        raise SalesforceError("DUPLICATE_VALUE", message, ["UrlPathPrefix"])


def _check_registration(context: TriggerContext) -> None:
    """Who registers gets an external profile (Network.SelfRegProfileId; confidence A, code and text D)."""
    profile_id = context.new.get("SelfRegProfileId")
    if not profile_id or not context.changed("SelfRegProfileId"):
        return
    profile = context.system.get("Profile", profile_id) or {}
    if profile.get("UserType") in (None, "Standard", "Guest"):
        message = "Self-registration needs the profile of an external user license"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["SelfRegProfileId"])


def _check_one_account(context: TriggerContext) -> None:
    """One account a site (Object Reference, NetworkSelfRegistration; confidence A, code and text D)."""
    rows = context.system.find("NetworkSelfRegistration", NetworkId=context.new.get("NetworkId"))
    if any(row["Id"] != context.new.get("Id") for row in rows):
        message = "duplicate value found: a site has one account for self-registration"
        raise SalesforceError("DUPLICATE_VALUE", message, ["NetworkId"])


_CHECKS = (_check_status, _check_address, _check_registration)
_EVENTS: tuple[Event, ...] = ("insert", "update")
TRIGGERS = (
    *(Trigger("Network", "before", event, check) for event in _EVENTS for check in _CHECKS),
    *(Trigger("NetworkSelfRegistration", "before", event, _check_one_account) for event in _EVENTS),
)
