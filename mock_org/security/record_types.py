"""Which record types of an object a user may choose, and which one a new record gets."""

from typing import Any

from mock_org.security.context import SecurityContext
from mock_org.security.model import RecordTypeAccess
from mock_org.security.user import RunningUser, held_sets

# Whoever may do everything may choose everything, as the administrator of a project gets all that it brings.
_ALL = "ModifyAllData"


def available(context: SecurityContext, user: RunningUser, sobject: str) -> frozenset[str] | None:
    """The lower-case names of the record types that a user may choose; None: all of them. Profile, permission sets and
    the sets of permission set groups add up (Salesforce help, "Assign Record Types in Permission Sets"; confidence A).

    Where no profile and no permission set says anything about the object's record types, all may be chosen (D).
    """
    said = [entry for entry in context.sharing.record_types if entry.sobject.lower() == sobject.lower()]
    if user.system or not said or (user.has(_ALL) and not user.external):
        return None
    return frozenset(entry.name.lower() for entry in _of_user(context, user, said) if entry.visible)


def default(context: SecurityContext, user: RunningUser, sobject: str) -> str | None:
    """The lower-case name of the record type that the user's profile gives to new records; None: the master."""
    key = (sobject.lower(), user.profile_name.lower())
    return next(
        (
            entry.name.lower()
            for entry in context.sharing.record_types
            if entry.of_profile and entry.default and (entry.sobject.lower(), entry.holder.lower()) == key
        ),
        None,
    )


def infos(context: SecurityContext, user: RunningUser, sobject: str) -> list[dict[str, Any]]:
    """The recordTypeInfos of a describe, without the master (recorded describes; confidence A)."""
    rows = context.database.find(context.database.tables.get("RecordType"), {"SobjectType": sobject})
    allowed, chosen = available(context, user, sobject), default(context, user, sobject)
    return [
        {
            "active": bool(row["IsActive"]),
            "available": bool(row["IsActive"]) and (allowed is None or name in allowed),
            "defaultRecordTypeMapping": name == chosen,
            "developerName": row["DeveloperName"],
            "name": row["Name"],
            "recordTypeId": row["Id"],
        }
        for row in rows
        for name in (str(row["DeveloperName"]).lower(),)
    ]


def _of_user(context: SecurityContext, user: RunningUser, entries: list[RecordTypeAccess]) -> list[RecordTypeAccess]:
    held = held_sets(context, user)
    return [
        entry
        for entry in entries
        if (entry.holder.lower() == user.profile_name.lower() if entry.of_profile else entry.holder.lower() in held)
    ]
