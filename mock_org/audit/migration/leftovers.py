"""What a migration leaves behind: what no switch of a profile takes along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mock_org.audit.migration.profiles import Target
from mock_org.dml import Records
from mock_org.org import Org

# Settings by profile name, and what they are called.
_BY_PROFILE = {
    "login_hours": "Login hours",
    "login_ip_ranges": "Login IP ranges",
    "profile_password_policies": "The password policy",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Membership:
    """That a user belongs to a site."""

    site: str
    name: str


def memberships(records: Records, user_ids: Sequence[str]) -> dict[str, list[Membership]]:
    """The sites of each user."""
    found: dict[str, list[Membership]] = {}
    for row in records.find("NetworkMember", MemberId=list(user_ids)) if user_ids else []:
        site = records.get("Network", row["NetworkId"]) or {}
        found.setdefault(row["MemberId"], []).append(Membership(row["NetworkId"], str(site.get("Name"))))
    return found


def leftovers(
    org: Org, found: Sequence[Target], moved: Sequence[Row], before: dict[str, list[Membership]]
) -> Iterator[str]:
    """A sentence for each thing that stays where it was."""
    records = org.system_session().records()
    for target in found:
        yield from (
            f"{target.new['Name']} does not give what {target.old['Name']} gave: {each}" for each in target.lost
        )
        yield from _sharing_sets(org, target)
        yield from _settings(org, target)
    yield from _sites(records, moved, before)


def _sharing_sets(org: Org, target: Target) -> Iterator[str]:
    """Sharing sets name profiles in the project, which a command does not change."""
    old, new = str(target.old["Name"]), str(target.new["Name"])
    for each in org.sharing.sets:
        if old in each.profiles and new not in each.profiles:
            yield f"Sharing set {each.name} is for {old} and not for {new}: name {new} in its file and deploy it."


def _settings(org: Org, target: Target) -> Iterator[str]:
    old, new = str(target.old["Name"]), str(target.new["Name"])
    for setting, words in _BY_PROFILE.items():
        table = getattr(org.settings, setting)
        if old in table and new not in table:
            yield f"{words} of {old} are not those of {new}: set them in {setting}."


def _sites(records: Records, moved: Sequence[Row], before: dict[str, list[Membership]]) -> Iterator[str]:
    """Sites to which the new profile does not belong; that Salesforce leaves the rows there: confidence C."""
    now = memberships(records, [user["Id"] for user in moved])
    for user in moved:
        who = f"{user['Name']} ({user['Username']})"
        has, had = now.get(user["Id"], []), before.get(user["Id"], [])
        for left in (each for each in had if each not in has):
            yield f"NetworkMember: {who} leaves {left.name}; Salesforce may keep the row there: remove it."
        if not has:
            yield f"NetworkMember: {who} is a member of no site: name one in the mapping."
