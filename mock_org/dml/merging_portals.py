"""Merges of partner and customer accounts, and of contacts with external users.

Salesforce help, "Considerations for Merging Contacts Associated with Portal Users" and knowledge articles 000205350 and
000233380: portal accounts merge only with their like, of two users the master's stays. Confidence B; codes D.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_org.dml.access import insufficient_access
from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.dml.triggers import Records
from mock_org.errors import SalesforceError
from mock_org.schema import SObject

Row = Mapping[str, Any]
_FLAGS = ("IsPartner", "IsCustomerPortal")
_INCOMPATIBLE = (
    "The accounts cannot be merged. Selected records do not have compatible portal types and cannot be merged together."
)


def check_portals(ctx: SaveContext, sobject: SObject, master: Row, losers: Sequence[Row]) -> None:
    """Refuse accounts of unlike portals, contacts with users of different accounts, callers who may not manage them.

    Merging what has portal users takes an internal user with Manage External Users (Summer '17 release notes; A).
    """
    if sobject.name == "Account":
        if any(_portals(loser) != _portals(master) for loser in losers):
            raise SalesforceError("INVALID_OPERATION", _INCOMPATIBLE, [])
        portal = any(_portals(master))
    elif sobject.name == "Contact":
        portal = _users(ctx, master, losers) > 0
        if portal and any(loser.get("AccountId") != master.get("AccountId") for loser in losers):
            message = "Contacts with portal users can be merged only within one account"
            raise SalesforceError("INVALID_OPERATION", message, [])
    else:
        return
    if portal and (ctx.user.external or not ctx.user.has("ManagePartners", "ManageUsers")):
        raise insufficient_access(ctx)


def settle_users(records: Records, sobject: SObject, master: Row, loser: Row) -> None:
    """A loser's user passes to a master without one, else it is disabled."""
    if sobject.name != "Contact":
        return
    for user in records.find("User", ContactId=loser["Id"]):
        if records.count("User", ContactId=master["Id"]):
            records.update("User", user["Id"], {"IsPortalEnabled": False, "IsActive": False})
        records.write("User", [user["Id"]], {"ContactId": master["Id"]})


def close_portal(records: Records, sobject: SObject, loser: Row) -> None:
    """A loser's portals end before it is deleted; its users have moved to the master with their contacts."""
    open_flags = {name: False for name in _FLAGS if sobject.name == "Account" and loser.get(name)}
    if open_flags:
        records.update("Account", loser["Id"], open_flags)


def _portals(account: Row) -> tuple[bool, ...]:
    return tuple(bool(account.get(name)) for name in _FLAGS)


def _users(ctx: SaveContext, master: Row, losers: Sequence[Row]) -> int:
    return Rows(ctx.database, ctx.schema["User"]).count(ContactId=[row["Id"] for row in (master, *losers)])
