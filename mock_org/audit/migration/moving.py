"""Moving users from licences of the old portal to profiles of a site, and what a dry run of it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mock_org.audit.migration.access import access_of
from mock_org.audit.migration.compared import BEFORE, Difference, differences
from mock_org.audit.migration.leftovers import Membership, leftovers, memberships
from mock_org.audit.migration.mapping import Mapping
from mock_org.audit.migration.profiles import Target, legacy_profiles, targets
from mock_org.auth import classic_portal
from mock_org.dml import Records
from mock_org.errors import SalesforceError, SetupError
from mock_org.org import Org
from mock_org.storage.migration import keep, kept

ENDED = "nobody is left to move"
Row = dict[str, Any]


@dataclass
class Moved:
    """What became of it.

    moved, failed: a sentence for each user. profiles: what takes the place of what. left: how many users of the old
    licences are still to be moved. stays: what is left behind. access: of a plan, what would change for whom.
    """

    moved: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    left: int = 0
    stays: list[str] = field(default_factory=list)
    access: list[Difference] = field(default_factory=list)


class _DryRun(Exception):
    """Takes back what was tried."""


def plan(org: Org, mapping: Mapping, visualforce: Sequence[str] = ()) -> Moved:
    """What a migration would do: it is done and taken back, so that every refusal is the org's own.

    visualforce: names of pages of the old portal. Raises SetupError for a mapping that does not fit the org.
    """
    result = Moved()
    try:
        with org.database.transaction():
            before = access_of(org)
            result = migrate(org, mapping, visualforce=visualforce)
            result.access = differences(before, access_of(org))
            raise _DryRun
    except _DryRun:
        return result


def migrate(
    org: Org, mapping: Mapping, *, most: int | None = None, together: bool = False, visualforce: Sequence[str] = ()
) -> Moved:
    """Move the active users of the old licences, each in a transaction of its own; those who are moved are not again.

    most: no more users than this. together: all or none.
    Raises SetupError for a mapping that does not fit the org and, where all move together, for the first refusal.
    """
    records = org.system_session().records()
    with org.database.transaction():
        _remember(org)
        found = targets(records, mapping)
        _open_site(records, mapping, found)
        users = _users(records, found)
        memberships_before = memberships(records, [user["Id"] for user in users])
        result = Moved(profiles=[_of_profile(each) for each in found.values()])
        _move_all(org, mapping, found, users[:most], result, together=together)
        _say_rest(records, org, found, users, memberships_before, result)
        result.stays += _pages(visualforce)
    return result


def switch_off(org: Org, *, force: bool = False) -> int:
    """Close the old portal for good; how many sessions end with it.

    force: although there are users who have no other place. Raises SetupError.
    """
    if not classic_portal.is_open(org):
        raise SetupError("the org has no Classic partner portal that is on")
    system = org.system_session()
    waiting = [u for u in system.find("User", IsActive=True) if classic_portal.has_legacy_license(org, u["ProfileId"])]
    if waiting and not force:
        names = ", ".join(str(user["Username"]) for user in waiting[:3])
        raise SetupError(
            f"{len(waiting)} active user{'' if len(waiting) == 1 else 's'} would have no place to log in ({names}): "
            "run the migration first, or force it"
        )
    return classic_portal.switch_off(org)


def _remember(org: Org) -> None:
    """How it was before the first user was moved; users who come after a migration has ended begin a new one."""
    records = org.system_session().records()
    profiles = [row["Id"] for row in legacy_profiles(records)]
    begins = bool(kept(org.database, ENDED)) and records.count("User", ProfileId=profiles, IsActive=True) > 0
    if begins or kept(org.database, BEFORE) is None:
        keep(org.database, BEFORE, access_of(org))


def _users(records: Records, found: dict[str, Target]) -> list[Row]:
    users = records.find("User", ProfileId=list(found), IsActive=True) if found else []
    return sorted(users, key=lambda row: str(row["Username"]))


def _move_all(
    org: Org, mapping: Mapping, found: dict[str, Target], users: Sequence[Row], result: Moved, *, together: bool
) -> None:
    records = org.system_session().records()
    for user in users:
        try:
            with org.database.transaction():
                lost = _move(records, mapping, found[user["ProfileId"]], user)
        except SalesforceError as refusal:
            if together:
                raise SetupError(f"nobody was moved: {_who(user)}: {refusal.message}") from refusal
            result.failed.append(f"{_who(user)} stays: {refusal.message}")
        else:
            target = found[user["ProfileId"]]
            result.moved.append(f"{_who(user)} goes from {target.old['Name']} to {target.new['Name']}.")
            result.stays += lost


def _move(records: Records, mapping: Mapping, target: Target, user: Row) -> list[str]:
    """Switch the profile, and the permission sets that are bound to the old licence; what the user loses by that."""
    records.update("User", user["Id"], {"ProfileId": target.new["Id"]})
    assigned = records.find("PermissionSetAssignment", AssigneeId=user["Id"])
    by_set = {row["PermissionSetId"]: row for row in assigned if row["PermissionSetId"]}
    bound = records.find(
        "PermissionSet", Id=list(by_set), LicenseId=target.old["UserLicenseId"], IsOwnedByProfile=False
    )
    lost = []
    for old in bound:
        records.delete("PermissionSetAssignment", by_set[old["Id"]]["Id"])
        new = records.one("PermissionSet", Name=mapping.permission_sets.get(str(old["Name"]), ""))
        if new is None:
            lost.append(
                f"Permission set {old['Name']} is bound to the old licence and was taken from {_who(user)}: "
                "name what takes its place under permission_sets."
            )
        elif not records.count("PermissionSetAssignment", AssigneeId=user["Id"], PermissionSetId=new["Id"]):
            values = {"AssigneeId": user["Id"], "PermissionSetId": new["Id"]}
            records.insert("PermissionSetAssignment", values)
    return lost


def _open_site(records: Records, mapping: Mapping, found: dict[str, Target]) -> None:
    site = records.one("Network", Name=mapping.site) if mapping.site else None
    for target in found.values() if site else ():
        keys = {"NetworkId": (site or {})["Id"], "ParentId": target.new["Id"]}
        if not records.count("NetworkMemberGroup", **keys):
            records.insert("NetworkMemberGroup", keys)


def _say_rest(
    records: Records,
    org: Org,
    found: dict[str, Target],
    users: Sequence[Row],
    before: dict[str, list[Membership]],
    result: Moved,
) -> None:
    still = {user["Id"] for user in _users(records, found)}
    result.left = len(still)
    keep(org.database, ENDED, not still)
    moved = [user for user in users if user["Id"] not in still]
    result.stays += leftovers(org, list(found.values()), moved, before)


def _of_profile(target: Target) -> str:
    how = "which is made as a copy" if target.made else "which is there"
    return f"{target.old['Name']} becomes {target.new['Name']}, {how}."


def _pages(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [f"Visualforce pages are not moved: build pages of the site for {', '.join(names)}."]


def _who(user: Row) -> str:
    return f"{user['Name']} ({user['Username']})"
