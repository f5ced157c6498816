"""What of the tiers does not fit: values that no mapping knows, users whose permission sets are another tier's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from mock_org.automation.channel_programs import PROGRAM, level_in
from mock_org.automation.tiers import assigned_to, is_for, partner_users, sets_of, tier_of
from mock_org.dml import Records
from mock_org.errors import SetupError
from mock_org.settings.tiers import TierSettings
from mock_org.storage import Database
from mock_org.storage.tier_marks import marked

Kind = Literal["unknown tier", "level differs", "set missing", "set of another tier", "no set for the licence"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. record: the id of the account or user. says: a sentence."""

    kind: Kind
    record: str
    says: str


def faults(records: Records, tiers: TierSettings | None) -> list[str]:
    """What the settings name that the org does not have, one sentence each."""
    if tiers is None:
        return []
    field = records.schema["Account"].field(tiers.field) if tiers.field else None
    found = []
    if tiers.field and (field is None or not field.has_column or field.name != tiers.field):
        found.append(f"tiers.field: Account has no field {tiers.field}")
    for tier, names in tiers.sets.items():
        unknown = [name for name in names if not records.count("PermissionSet", Name=name, IsOwnedByProfile=False)]
        found += [f"tiers.sets.{tier}: there is no permission set {name}" for name in unknown]
    return found


def check_settings(records: Records, tiers: TierSettings | None) -> None:
    """Refuse settings that name what the org does not have.

    Raises SetupError, one sentence a fault.
    """
    found = faults(records, tiers)
    if found:
        raise SetupError(*found)


def find_inconsistencies(records: Records, database: Database, tiers: TierSettings) -> list[Finding]:
    """Everything that does not fit, account by account.

    Raises SetupError when the settings name what the org does not have.
    """
    check_settings(records, tiers)
    if tiers.field is None and not records.count(PROGRAM, Name=tiers.program):
        raise SetupError(f"tiers.program: there is no channel program {tiers.program!r}")
    accounts = sorted(records.find("Account"), key=lambda row: str(row["Name"]))
    return [finding for account in accounts for finding in _of_account(records, database, tiers, account)]


def _of_account(records: Records, database: Database, tiers: TierSettings, account: Row) -> Iterator[Finding]:
    tier = tier_of(records, tiers, account["Id"])
    users = [user for user in partner_users(records, [account["Id"]]) if user["IsActive"]]
    if tier is not None and tier not in tiers.sets:
        said = f"Account {account['Name']} has the tier {tier!r}, which no mapping knows{_meant(tier, tiers.sets)}."
        yield Finding("unknown tier", account["Id"], said)
    yield from _level(records, tiers, account, tier)
    for user in users:
        yield from _of_user(records, database, tiers, user, tier)


def _meant(tier: str, known: Iterable[str]) -> str:
    close = get_close_matches(tier.strip().capitalize(), list(known), n=1, cutoff=0.7)
    return f"; {close[0]!r} may be meant" if close else f"; there are: {', '.join(known)}"


def _level(records: Records, tiers: TierSettings, account: Row, tier: str | None) -> Iterator[Finding]:
    """A field and a level that say different tiers; a level that is no tier at all says nothing."""
    level = level_in(records, account["Id"], tiers.program) if tiers.field else None
    if level is not None and level != tier and (tiers.program or level in tiers.sets):
        has = f"the tier {tier!r}" if tier else "no tier"
        said = f"Account {account['Name']} has {has}, but the level {level!r} in its channel program."
        yield Finding("level differs", account["Id"], said)


def _of_user(
    records: Records, database: Database, tiers: TierSettings, user: Row, tier: str | None
) -> Iterator[Finding]:
    who, has = f"{user['Name']} ({user['Username']})", assigned_to(records, user["Id"])
    wanted = sets_of(records, tiers, tier)
    fitting = [row for row in wanted if is_for(records, row, user)]
    for row in fitting:
        if row["Id"] not in has:
            said = f"User {who} of tier {tier} does not have the permission set {row['Label']}."
            yield Finding("set missing", user["Id"], said)
    if wanted and not fitting:
        said = f"User {who} gets nothing of tier {tier}: all its permission sets are bound to another licence."
        yield Finding("no set for the licence", user["Id"], said)
    brought = marked(database, has.values())
    others = {row["Id"]: row for name in tiers.sets for row in sets_of(records, tiers, name)}
    for set_id in sorted(others.keys() & has.keys() - {row["Id"] for row in wanted}):
        by = "by an earlier tier" if has[set_id] in brought else "by hand"
        said = f"User {who} of {f'tier {tier}' if tier else 'no tier'} has {others[set_id]['Label']}, given {by}."
        yield Finding("set of another tier", user["Id"], said)
