"""Who sees what, the naive way: one record and one user at a time, in plain Python.

Written from what Salesforce documents, sharing no code with mock_org.security.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

NONE, READ, EDIT, ALL = range(4)
DEFAULTS = {"Private": NONE, "Read": READ, "ReadWrite": EDIT, "FullAccess": ALL}
ROLES = {
    "CEO": None,
    "Channel East": "CEO",
    "Channel West": "CEO",
    "Acme Partner Executive": "Channel East",
    "Acme Partner Manager": "Acme Partner Executive",
    "Acme Partner User": "Acme Partner Manager",
    "Globex Partner User": "Channel West",
}
INTERNAL = {"cleo": "CEO", "cy": "Channel East", "carl": "Channel East", "wes": "Channel West"}
PARTNERS = {
    "eve": "Acme Partner Executive",
    "max": "Acme Partner Manager",
    "ann": "Acme Partner User",
    "abe": "Acme Partner User",
    "bo": "Globex Partner User",
}
ROLE_OF = INTERNAL | PARTNERS
USERS = (*ROLE_OF, "cus")
ACCOUNT_OF = {"eve": "Acme", "max": "Acme", "ann": "Acme", "abe": "Acme", "bo": "Globex", "cus": "Neutral"}
ACCOUNT_OWNER = {"Acme": "cy", "Globex": "wes", "Neutral": "cleo"}
SYSTEM_GROUPS = {"Organization": set(INTERNAL), "PRMOrganization": set(PARTNERS), "AllCustomerPortal": {"cus"}}


@dataclass(frozen=True)
class Group:
    """A public group or a queue. members: names of users, groups and role groups ("Role CEO")."""

    queue: bool
    bosses: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """owner: a user or a queue."""

    sobject: str
    owner: str
    account: str | None = None
    contact_of: str | None = None
    gold: bool = False
    private: bool = False


@dataclass(frozen=True)
class Rule:
    """to and source name principals as shares do; without a source the rule takes gold records."""

    sobject: str
    to: str
    level: int
    source: str | None = None


@dataclass(frozen=True)
class Org:
    """A small random org."""

    groups: dict[str, Group] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    shares: tuple[tuple[str, str, int], ...] = ()  # record, user or group, level
    rules: tuple[Rule, ...] = ()
    defaults: dict[str, tuple[str, str]] = field(default_factory=dict)  # internal, external
    super_users: frozenset[str] = frozenset()
    child_levels: dict[str, dict[str, int]] = field(default_factory=dict)  # role -> object -> level

    def level(self, user: str, name: str) -> int:
        """What the user has on a record, or on an account of that name."""
        if name in ACCOUNT_OWNER:
            return self._account_level(user, name)
        record = self.records[name]
        owned = ALL if record.owner == user or self._above_user(user, record.owner) else NONE
        if record.sobject == "Opportunity" and record.private:
            return owned
        return max([owned, self._default(user, record.sobject), *self._by_grants(user, name, record)])

    def _by_grants(self, user: str, name: str, record: Record) -> Iterator[int]:
        colleagues = self._colleagues(user)
        if record.owner in self.groups and self._reaches(user, record.owner, colleagues):
            yield EDIT
        if record.owner in colleagues:
            yield EDIT
        yield from (
            level for shared, to, level in self.shares if shared == name and self._reaches(user, to, colleagues)
        )
        for rule in self.rules:
            if (
                rule.sobject == record.sobject
                and self._matches(rule, record)
                and self._reaches(user, rule.to, colleagues)
            ):
                yield rule.level
        if record.sobject == "Case" and record.contact_of:
            who = record.contact_of
            if who == user or who in colleagues or self._above_user(user, who):
                yield READ
        owner = ACCOUNT_OWNER.get(record.account or "")
        if owner and record.sobject in ("Case", "Opportunity") and (owner == user or self._above_user(user, owner)):
            yield self.child_levels.get(ROLE_OF[owner], {}).get(record.sobject, NONE)

    def _account_level(self, user: str, account: str) -> int:
        owner = ACCOUNT_OWNER[account]
        found = [self._default(user, "Account")]
        if owner == user or self._above_user(user, owner):
            found.append(ALL)
        if ACCOUNT_OF.get(user) == account:
            found.append(READ)
        if user in INTERNAL and any(self._above_user(user, u) for u, a in ACCOUNT_OF.items() if a == account):
            found.append(READ)
        children = [n for n, r in self.records.items() if r.account == account and r.sobject in ("Case", "Opportunity")]
        if any(self.level(user, child) for child in children):
            found.append(READ)
        return max(found)

    def _default(self, user: str, sobject: str) -> int:
        internal, external = self.defaults.get(sobject, ("Private", "Private"))
        return DEFAULTS[internal if user in INTERNAL else external]

    def _colleagues(self, user: str) -> set[str]:
        if user not in self.super_users or user not in PARTNERS:
            return set()
        return {other for other, role in PARTNERS.items() if role == PARTNERS[user]}

    def _matches(self, rule: Rule, record: Record) -> bool:
        if rule.source is None:
            return record.gold
        return record.owner in self._members(rule.source) or record.owner == rule.source

    def _reaches(self, user: str, principal: str, colleagues: set[str]) -> bool:
        members = self._members(principal)
        if user in members or members & colleagues:
            return True
        group = self.groups.get(principal)
        lifted = principal not in SYSTEM_GROUPS and (group is None or group.queue or group.bosses)
        return lifted and any(self._above_user(user, member) for member in members)

    def _members(self, principal: str, seen: frozenset[str] = frozenset()) -> set[str]:
        if principal in seen:
            return set()
        if principal in USERS:
            return {principal}
        if principal in SYSTEM_GROUPS:
            return SYSTEM_GROUPS[principal]
        if principal in self.groups:
            inner = [self._members(m, seen | {principal}) for m in self.groups[principal].members]
            return set().union(*inner)
        kind, _, role = principal.partition(" ")
        people = INTERNAL if kind == "RoleAndSubordinatesInternal" else ROLE_OF
        return {u for u, r in people.items() if r == role or (kind != "Role" and _above(role, r))}

    def _above_user(self, user: str, other: str) -> bool:
        return user in ROLE_OF and other in ROLE_OF and _above(ROLE_OF[user], ROLE_OF[other])


def _above(upper: str, role: str) -> bool:
    parent = ROLES[role]
    return parent is not None and (parent == upper or _above(upper, parent))
