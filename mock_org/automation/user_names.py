"""Usernames, aliases and nicknames (Object Reference, User)."""

import re
from typing import Any

from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError

_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")
_ALIAS_LENGTH, _NICKNAME_LENGTH = 8, 40
_TAKEN = (
    "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be "
    "unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the "
    "user's email address)."
)


def _name(context: TriggerContext) -> None:
    new = context.new
    if new.get("Username") and context.changed("Username"):
        new["Username"] = str(new["Username"]).lower()
        _check_username(context, new["Username"])
    if not new.get("LastName"):
        return  # refused as a required field
    new["Alias"] = new.get("Alias") or _alias(new)
    if not new.get("CommunityNickname"):
        new["CommunityNickname"] = _free_nickname(context, str(new.get("Username") or new["LastName"]).split("@")[0])
    elif context.changed("CommunityNickname") and _nickname_taken(context, new["CommunityNickname"]):
        message = "Another user has already selected this nickname.<br>Please select another."
        raise SalesforceError("DUPLICATE_COMM_NICKNAME", message, ["CommunityNickname"])


def _check_username(context: TriggerContext, username: str) -> None:
    if not _EMAIL.fullmatch(username):
        message = "Username must be in the form of an email address (for example, john@acme.com)"
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["Username"])
    here = any(row["Id"] != context.new.get("Id") for row in context.system.find("User", Username=username))
    if here or _taken_elsewhere(context, username):
        raise SalesforceError("DUPLICATE_USERNAME", _TAKEN, ["Username"])


def _taken_elsewhere(context: TriggerContext, username: str) -> bool:
    """Usernames are unique over all orgs, those of partners only in the org where it says so (Communities settings,
    enableUsernameUniqForOrgPref; Winter '19 release notes; confidence A). The other orgs are a setting of this one.
    """
    if context.settings.usernames_unique_in_org and context.new.get("ContactId"):
        return False
    return username in {each.lower() for each in context.settings.usernames_elsewhere}


def _alias(new: dict[str, Any]) -> str:
    return (str(new.get("FirstName") or "")[:1] + str(new["LastName"]))[:_ALIAS_LENGTH].lower()


def _nickname_taken(context: TriggerContext, nickname: str) -> bool:
    rows = context.system.find("User", CommunityNickname=nickname)
    return any(row["Id"] != context.new.get("Id") for row in rows)


def _free_nickname(context: TriggerContext, wanted: str) -> str:
    """A nickname of the platform's choice; the recorded ones end in digits."""
    number, free = 1, wanted[:_NICKNAME_LENGTH]
    while _nickname_taken(context, free):
        number += 1
        free = f"{wanted[: _NICKNAME_LENGTH - 8]}{number}"
    return free


TRIGGERS = (Trigger("User", "before", "insert", _name), Trigger("User", "before", "update", _name))
