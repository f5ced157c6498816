"""The tier of a partner company, and the permission sets that its users have by it.

Salesforce has no mechanism for it: there a flow, Apex or a UserAccessPolicy assigns the sets (confidence C). The mock
does what such automation does, in the same transaction: [tiers] of the settings says how.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from mock_org.automation.channel_programs import level_in
from mock_org.dml import Records
from mock_org.errors import SalesforceError
from mock_org.settings.tiers import TierSettings
from mock_org.storage import Database
from mock_org.storage.tier_marks import forget, mark, marked

PARTNER_TYPE = "PowerPartner"
_ASSIGNED = "PermissionSetAssignment"
Row = dict[str, Any]


def tier_of(records: Records, tiers: TierSettings, account_id: str | None) -> str | None:
    """The tier that decides: the account's field, or without one the name of its level in the program."""
    if tiers.field is None:
        return level_in(records, account_id, tiers.program)
    account = records.get("Account", account_id) or {}
    return str(account[tiers.field]) if account.get(tiers.field) else None


def sets_of(records: Records, tiers: TierSettings, tier: str | None) -> list[Row]:
    """The permission sets of a tier; none of a tier that no mapping knows."""
    named = tiers.sets.get(tier or "", [])
    return [row for name in named for row in records.find("PermissionSet", Name=name, IsOwnedByProfile=False)]


def is_for(records: Records, permission_set: Row, user: Row) -> bool:
    """Whether the user's licence is that of a set which is bound to one (PermissionSetAssignment; confidence A)."""
    bound = permission_set.get("LicenseId")
    if not bound or not records.count("UserLicense", Id=bound):
        return True
    return bool((records.get("Profile", user["ProfileId"]) or {}).get("UserLicenseId") == bound)


def assigned_to(records: Records, user_id: str) -> dict[str, str]:
    """The assignment of each permission set that a user has, without the one of the profile."""
    found = records.find(_ASSIGNED, AssigneeId=user_id)
    return {row["PermissionSetId"]: row["Id"] for row in found if row["PermissionSetId"]}


def fit_users(records: Records, database: Database, tiers: TierSettings, users: Iterable[Row]) -> int:
    """Bring the sets of active users to what the tier of their account says; how many assignments changed.

    Sets that somebody has given by hand stay, whatever the tier.
    Raises SalesforceError naming user, tier and set where the platform refuses one, for want of a seat, say.
    """
    return sum(_fit(records, database, tiers, user) for user in users if user["IsActive"])


def apply_tiers(records: Records, database: Database, tiers: TierSettings) -> int:
    """Bring every active partner user to what the tiers say: all of them or, where one set is refused, none."""
    with database.transaction():
        return fit_users(records, database, tiers, records.find("User", UserType=PARTNER_TYPE))


def partner_users(records: Records, account_ids: Sequence[str]) -> list[Row]:
    """The users of partner companies."""
    return records.find("User", AccountId=list(account_ids), UserType=PARTNER_TYPE) if account_ids else []


def _fit(records: Records, database: Database, tiers: TierSettings, user: Row) -> int:
    partner = user["UserType"] == PARTNER_TYPE and bool(user.get("AccountId"))
    tier = tier_of(records, tiers, user["AccountId"]) if partner else None
    wanted = {row["Id"]: row for row in sets_of(records, tiers, tier) if is_for(records, row, user)}
    has = assigned_to(records, user["Id"])
    brought = marked(database, has.values())
    gone = [assignment for set_id, assignment in has.items() if assignment in brought and set_id not in wanted]
    for assignment in gone:
        records.delete(_ASSIGNED, assignment)
    forget(database, *gone)
    missing = [row for set_id, row in wanted.items() if set_id not in has]
    for row in missing:
        _give(records, database, user, row, str(tier))
    return len(gone) + len(missing)


def _give(records: Records, database: Database, user: Row, permission_set: Row, tier: str) -> None:
    try:
        made = records.insert(_ASSIGNED, {"AssigneeId": user["Id"], "PermissionSetId": permission_set["Id"]})
    except SalesforceError as refusal:
        message = f"Tier {tier}, permission set {permission_set['Label']}, user {user['Name']}: {refusal.message}"
        raise SalesforceError(refusal.code, message, refusal.fields, status=refusal.status) from refusal
    mark(database, made)
