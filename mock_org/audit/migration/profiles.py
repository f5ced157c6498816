"""Profiles of the new licence: found, or made as copies of the old ones, as far as the licence allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mock_org.audit.migration.mapping import Mapping
from mock_org.automation.profiles import PREFIX, is_standard_external, own_set
from mock_org.dml import Records
from mock_org.errors import SalesforceError, SetupError
from mock_org.security.licenses import catalogue

PARTNER_TYPE = "PowerPartner"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the users of an old profile go. made: it is a copy. lost: what the new licence does not allow."""

    old: Row
    new: Row
    made: bool
    lost: tuple[str, ...]


def legacy_profiles(records: Records) -> list[Row]:
    """The profiles whose licence is one of the partner portal, by name."""
    names = [name for name, kind in catalogue().items() if kind.legacy and kind.portal == "Partner"]
    licenses = [row["Id"] for row in records.find("UserLicense", Name=names)]
    return sorted(records.find("Profile", UserLicenseId=licenses), key=lambda row: str(row["Name"]))


def targets(records: Records, mapping: Mapping) -> dict[str, Target]:
    """By id of the old profile, the one that takes its place; of profiles without users only where they are named.

    Raises SetupError for a mapping that does not fit the org.
    """
    old = legacy_profiles(records)
    faults = _faults(records, mapping, [str(row["Name"]) for row in old])
    if faults:
        raise SetupError(*faults)
    used = [row for row in old if row["Name"] in mapping.profiles or records.count("User", ProfileId=row["Id"])]
    return {row["Id"]: _target(records, mapping, row) for row in used}


def _faults(records: Records, mapping: Mapping, legacy: list[str]) -> list[str]:
    kind = catalogue().get(mapping.license)
    found = []
    if kind is None or kind.legacy or kind.user_type != PARTNER_TYPE:
        found.append(f"mapping: license: {mapping.license!r} is no licence of partner users on sites")
    for old in mapping.profiles:
        if old not in legacy:
            said = f"there are: {', '.join(legacy)}" if legacy else "there is none"
            found.append(f"mapping: profiles: {old!r} is no profile with a licence of the partner portal; {said}")
    for each in {name for pair in mapping.permission_sets.items() for name in pair}:
        if not records.count("PermissionSet", Name=each, IsOwnedByProfile=False):
            found.append(f"mapping: permission_sets: there is no permission set {each}")
    if mapping.site and not records.count("Network", Name=mapping.site):
        found.append(f"mapping: site: there is no site {mapping.site!r}")
    return sorted(found)


def _target(records: Records, mapping: Mapping, old: Row) -> Target:
    name = mapping.new_profile(str(old["Name"]))
    found = records.one("Profile", Name=name)
    if found is None:
        return _copied(records, old, name, mapping.license)
    license_name = str((records.get("UserLicense", found["UserLicenseId"]) or {}).get("Name"))
    kind = catalogue()[license_name]
    if kind.legacy or kind.user_type != PARTNER_TYPE:
        raise SetupError(
            f"mapping: profiles: {name!r} has the licence {license_name!r}, which is not for partners on sites"
        )
    if is_standard_external(records, found):
        raise SetupError(f"mapping: profiles: {name!r} is a profile that Salesforce ships: name a clone of it")
    return Target(old, found, made=False, lost=())


def _copied(records: Records, old: Row, name: str, license_name: str) -> Target:
    """A new profile with what the old one gives; what the licence does not allow is told."""
    license_row = records.one("UserLicense", Name=license_name) or {}
    made = records.insert("Profile", {"Name": name, "UserLicenseId": license_row["Id"]})
    lost = [*_flags(records, old, made), *_rows(records, old, made)]
    return Target(old, records.get("Profile", made) or {}, made=True, lost=tuple(lost))


def _flags(records: Records, old: Row, made: str) -> Iterator[str]:
    for flag in sorted(name for name, value in old.items() if name.startswith(PREFIX) and value is True):
        try:
            records.update("Profile", made, {flag: True})
        except SalesforceError as refusal:
            yield f"{flag.removeprefix(PREFIX)}: {refusal.message}"


def _rows(records: Records, old: Row, made: str) -> Iterator[str]:
    source, goal = own_set(records, old["Id"]), own_set(records, made)
    for sobject in ("ObjectPermissions", "FieldPermissions"):
        there = {_about(row): row["Id"] for row in records.find(sobject, ParentId=goal["Id"])}
        for row in records.find(sobject, ParentId=source["Id"]):
            values = {k: v for k, v in row.items() if k.startswith("Permissions")}
            try:
                if _about(row) in there:
                    records.update(sobject, there[_about(row)], values)
                else:
                    named = {"ParentId": goal["Id"], "SobjectType": row["SobjectType"]}
                    named |= {"Field": row["Field"]} if "Field" in row else {}
                    records.insert(sobject, named | values)
            except SalesforceError as refusal:
                yield f"{_about(row)}: {refusal.message}"


def _about(row: Row) -> str:
    return str(row.get("Field") or row["SobjectType"])
