"""Small orgs: roles, accounts with portal roles, nested groups, rules, sets, teams, shares, records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

NONE, READ, EDIT, ALL = range(4)
EVERYTHING = frozenset({"Read", "Create", "Edit", "Delete"})
OBJECTS = ("Account", "Contact", "Lead", "Opportunity", "Case", "Deal__c", "Deal_Line__c")
OWNED = ("Lead", "Opportunity", "Case", "Deal__c", "Contact")
TEAMS = ("Account", "Opportunity", "Case")
QUEUED = ("Lead", "Case", "Deal__c")
INTERNAL_ROLES = ("CEO", "East", "West", "Rep")
LEVELS_OF_ACCOUNT = ("Executive", "Manager", "User")
SYSTEM_GROUPS = ("Organization", "PRMOrganization", "AllCustomerPortal")
PROGRAMS = ("Channel program", "Channel level")
GROUPS = ("g1", "g2", "g3", "q1")
PARTNER_ACCOUNTS = ("Acme", "Globex")
ACCOUNTS = (*PARTNER_ACCOUNTS, "Neutral")
# Who is there; who works where, and under whom, is drawn.
INTERNAL, PARTNERS, CUSTOMER = ("cleo", "cy", "wes", "rep", "nora"), ("ann", "abe", "max", "bo"), "cus"
MANAGED = ("cy", "rep", "wes")
PEOPLE = (*INTERNAL, *PARTNERS, CUSTOMER)
GUEST = "guest"  # of a site; owns nothing and is in no group
VIEWERS = (*PEOPLE, GUEST)
ACCOUNT_OWNERS = {"Acme": "cy", "Globex": "wes", "Neutral": "nora"}
EMPLOYER = {"ann": "Acme", "abe": "Acme", "max": "Acme", "bo": "Globex", CUSTOMER: "Neutral"}


@dataclass(frozen=True)
class Person:
    """kind: internal, partner, customer or guest; account and contact for the last two. manager: the Manager field."""

    kind: str
    role: str | None = None
    account: str | None = None
    manager: str | None = None
    super_user: bool = False


@dataclass(frozen=True)
class Group:
    """A public group or a queue. members: names of users, groups and role groups ("Role CEO")."""

    queue: bool
    bosses: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """owner: a user or a queue. parent: of a detail, its master."""

    name: str
    sobject: str
    owner: str | None = None
    account: str | None = None
    contact_of: str | None = None
    parent: str | None = None
    gold: bool = False
    red: bool = False
    private: bool = False

    def lookup(self, field: str) -> str | None:
        """What a lookup points to."""
        if field == "Id":
            return self.name
        return self.account if field == "Account" else self.contact_of and f"contact {self.contact_of}"


@dataclass(frozen=True, kw_only=True)
class OfAccount:
    """What may carry levels for the cases, contacts and opportunities of an account."""

    children: Mapping[str, int] = field(default_factory=dict)

    def child_level(self, sobject: str) -> int:
        return self.children.get(sobject, NONE)


@dataclass(frozen=True)
class Rule(OfAccount):
    """to and source name principals as shares do; without a source it takes gold records (either: or red ones). To a
    guest, it is a guest rule.
    """

    sobject: str
    to: str
    level: int
    source: str | None = None
    either: bool = False


@dataclass(frozen=True)
class Share(OfAccount):
    """A manual share."""

    record: str
    to: str
    level: int


@dataclass(frozen=True)
class Member(OfAccount):
    """A member of the team of an account, opportunity or case."""

    of: str
    who: str
    level: int


@dataclass(frozen=True)
class SetEntry:
    """One line of a sharing set of the profile of all partners or all customers."""

    kind: str
    sobject: str
    field: str
    user_field: str
    level: int


@dataclass(frozen=True)
class Relation:
    """An account relationship of a type, and what a rule of that type gives on one object by one lookup."""

    gains: str
    of: str
    sobject: str
    level: int


@dataclass(frozen=True)
class Org:
    """A small random org."""

    parents: Mapping[str, str | None]
    people: Mapping[str, Person]
    portal_roles: Mapping[str, str]
    groups: Mapping[str, Group]
    records: tuple[Record, ...]
    shares: tuple[Share, ...] = ()
    rules: tuple[Rule, ...] = ()
    sets: tuple[SetEntry, ...] = ()
    teams: tuple[Member, ...] = ()
    defaults: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    super_users_on: bool = True
    child_levels: Mapping[tuple[str, str], int] = field(default_factory=dict)
    permissions: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # account -> channel program groups
    relations: tuple[Relation, ...] = ()
    share_group: str | None = None  # who sees what customers without a role own
    restricted: str | None = None  # the kind of user whom a restriction rule leaves gold deals only

    @cached_property
    def _by_name(self) -> dict[str, Record]:
        return {record.name: record for record in self.records}

    def record(self, name: str) -> Record:
        return self._by_name[name]

    def children(self, account: str) -> list[Record]:
        return [record for record in self.records if record.account == account and record.sobject != "Account"]

    def allowed(self, user: str, sobject: str) -> frozenset[str]:
        """What profile and permission sets say of the object, with what it implies."""
        if user == GUEST:  # Salesforce help, "Guest User Policies": read and create at most
            return frozenset({"Read", "Create"})
        found = self.permissions.get((self.people[user].kind, sobject), EVERYTHING)
        return found | EVERYTHING if "ModifyAllRecords" in found else found

    def model(self, user: str, sobject: str) -> str:
        if user == GUEST:
            return "Private"
        internal, external = self.defaults.get(sobject, ("Private", "Private"))
        return internal if self.people[user].kind == "internal" else external

    def private(self, record: Record) -> bool:
        return record.sobject == "Opportunity" and record.private

    def line(self, role: str) -> set[str]:
        """All roles above a role."""
        found: set[str] = set()
        at = self.parents.get(role)
        while at is not None:
            found.add(at)
            at = self.parents.get(at)
        return found
