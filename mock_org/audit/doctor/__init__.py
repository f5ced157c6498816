"""The doctor: whether licences, users, roles, groups and shares fit together, asked in SOQL of any Salesforce org."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from mock_org.audit.doctor import memberships, people, roles, seats, sharing
from mock_org.audit.doctor.facts import Ask, Facts, Finding
from mock_org.errors import SalesforceError

__all__ = ["CHECKS", "Ask", "Examined", "Finding", "examine"]

Check = Callable[[Facts], Iterator[Finding]]
# The table of contents, in the order of the report.
CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "seats": seats.user_licenses,
        "permission set seats": seats.permission_set_licenses,
        "log-ins": seats.log_ins,
        "contacts": people.contacts,
        "own role": people.own_roles,
        "owners": people.owners,
        "portal roles": roles.portal_roles,
        "role groups": roles.role_groups,
        "group members": sharing.group_members,
        "shares": sharing.shares,
        "members": memberships.sites,
        "assignments": memberships.assignments,
    }
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What came out. skipped: by check, why the org could not be asked."""

    checked: tuple[str, ...]
    findings: tuple[Finding, ...]
    skipped: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """As JSON tells it; `sound`: whether there are no findings."""
        found = [asdict(each) for each in self.findings]
        return {
            "sound": not found,
            "checked": list(self.checked),
            "findings": found,
            "skipped": dict(self.skipped),
        }


def examine(ask: Ask, checks: Mapping[str, Check] = CHECKS) -> Examined:
    """Run the checks on the org that answers `ask`. A check whose query the org refuses is skipped, and told."""
    facts, findings = Facts(ask), []
    checked, skipped = [], {}
    for name, check in checks.items():
        try:
            findings += list(check(facts))
            checked.append(name)
        except SalesforceError as refusal:
            skipped[name] = f"{refusal.code}: {' '.join(refusal.message.split())}"
    return Examined(tuple(checked), tuple(findings), skipped)
