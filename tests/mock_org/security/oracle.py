"""Who sees what, the naive way: one record and one user at a time, in plain Python.

Written from what Salesforce documents, sharing no code with mock_org.security. Each source of access is one function in
SOURCES, so that leaving one out shows what it is good for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.mock_org.security.oracle_orgs import ALL, EDIT, NONE, READ, SYSTEM_GROUPS, Org, Record

DEFAULTS = {"Private": NONE, "Read": READ, "ReadWrite": EDIT, "ReadWriteTransfer": EDIT, "FullAccess": ALL}
SUPER_USER_OBJECTS = ("Case", "Lead", "Opportunity", "Deal__c")
OF_ACCOUNT = ("Case", "Contact", "Opportunity")
DETAIL = "Deal_Line__c"


@dataclass(frozen=True)
class Evaluator:
    """One org, asked record by record. without: sources of access that are left out."""

    org: Org
    without: frozenset[str] = frozenset()

    def level(self, user: str, name: str) -> int:
        """What the user may do with that record, object permissions included."""
        record = self.org.record(name)
        allowed = self.org.allowed(user, record.sobject)
        if "Read" not in allowed:
            return NONE
        if "ModifyAllRecords" in allowed:
            return ALL
        found = NONE if self._restricted(user, record) else self.shared(user, record)
        if "ViewAllRecords" in allowed:
            found = max(found, READ)
        if "Edit" not in allowed:
            return min(found, READ)
        return found if "Delete" in allowed else min(found, EDIT)

    def shared(self, user: str, record: Record) -> int:
        """What sharing gives, View All and Modify All left aside."""
        if "Read" not in self.org.allowed(user, record.sobject):
            return NONE
        if record.sobject == DETAIL:
            master = self._above_sharing(user, self.org.record(record.parent or ""))
            return {NONE: NONE, READ: READ}.get(master, ALL)
        if record.sobject == "Contact" and self.org.model(user, "Contact") == "ControlledByParent":
            return self._controlled_contact(user, record)
        return max((level for source in self._sources() for level in source(self, user, record)), default=NONE)

    def _restricted(self, user: str, record: Record) -> bool:
        """Whether a restriction rule hides the record; what hangs on it is not hidden with it."""
        if "restrictions" in self.without or record.sobject != "Deal__c" or record.gold:
            return False
        return self.org.people[user].kind == self.org.restricted

    def _sources(self) -> Iterator["Source"]:
        yield from (source for name, source in SOURCES.items() if name not in self.without)

    def _controlled_contact(self, user: str, record: Record) -> int:
        if record.account is None:
            return ALL if record.owner == user else NONE
        return self._above_sharing(user, self.org.record(record.account))

    def _above_sharing(self, user: str, record: Record) -> int:
        """Sharing of a parent, with View All and Modify All on it."""
        allowed = self.org.allowed(user, record.sobject)
        if "ModifyAllRecords" in allowed:
            return ALL
        return max(self.shared(user, record), READ if "ViewAllRecords" in allowed else NONE)

    # -- people

    def above(self, user: str, other: str) -> bool:
        """Whether the user's role is above the other's."""
        upper, role = self.org.people[user].role, self.org.people[other].role
        return upper is not None and role is not None and upper in self.org.line(role)

    def members(self, principal: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """The users in a user, group, queue, role group or group of everybody; none twice round a circle."""
        org = self.org
        if principal in seen:
            return set()
        if principal in org.people:
            return {principal}
        if principal in org.groups:
            inner = [self.members(member, seen | {principal}) for member in org.groups[principal].members]
            return set().union(*inner)
        kind = {"Organization": "internal", "PRMOrganization": "partner", "AllCustomerPortal": "customer plus"}
        if principal in kind:
            return {name for name, person in org.people.items() if person.kind == kind[principal]}
        which, _, name = principal.partition(" ")
        if which in ("Manager", "ManagerAndSubordinatesInternal"):
            return self._managed(which, name)
        if which == "Channel":
            joined = {account for account, programs in org.programs.items() if principal in programs}
            return {
                user for user, person in org.people.items() if person.kind == "partner" and person.account in joined
            }
        return {
            user
            for user, person in org.people.items()
            if person.role is not None
            and (person.role == name or (which != "Role" and name in org.line(person.role)))
            and (which != "RoleAndSubordinatesInternal" or person.kind == "internal")
        }

    def _managed(self, which: str, boss: str) -> set[str]:
        """The managers above a person, or the person with everybody who works below; internal users only."""
        people = self.org.people
        found, at = set[str](), people[boss].manager
        if which == "Manager":
            while at is not None and at not in found:
                found.add(at)
                at = people[at].manager
        else:
            found = {boss}
            while more := {name for name, person in people.items() if person.manager in found} - found:
                found |= more
        return {name for name in found if people[name].kind == "internal"}

    def reaches(self, user: str, principal: str) -> bool:
        """Whether what is shared with that user or group is shared with the user: as a member, a superior of a member
        where the group lets access climb, or a super user of a member's role.
        """
        members = self.members(principal)
        if user in members or members & self.colleagues(user):
            return True
        if "hierarchy" in self.without:
            return False
        return self._climbs(principal) and self.superior(user, principal)

    def superior(self, user: str, principal: str, seen: frozenset[str] = frozenset()) -> bool:
        """Whether the user's role is above a member, or above a role that is meant, whoever has it."""
        group = self.org.groups.get(principal)
        if principal in seen:
            return False
        if group is not None:
            return any(self.superior(user, member, seen | {principal}) for member in group.members)
        which, _, role = principal.partition(" ")
        if which.startswith("Role"):
            mine, internal = self.org.people[user].role, self.org.people[user].kind == "internal"
            return mine in self.org.line(role) and (internal or not which.endswith("Internal"))
        return any(self.above(user, member) for member in self.members(principal))

    def _climbs(self, principal: str) -> bool:
        if principal in SYSTEM_GROUPS or principal.startswith(("Manager", "Channel")):
            return False
        group = self.org.groups.get(principal)
        return group is None or group.queue or group.bosses

    def colleagues(self, user: str) -> set[str]:
        """Whose records a super user has as well: of those with the same role, or one below."""
        person = self.org.people[user]
        if "super_user" in self.without or not (self.org.super_users_on and person.super_user):
            return set()
        if person.kind != "partner":
            return set()
        of_role = {name for name, other in self.org.people.items() if other.role == person.role}
        return of_role | {name for name in self.org.people if self.above(user, name)}


def _owd(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if not at.org.private(record):
        yield DEFAULTS.get(at.org.model(user, record.sobject), NONE)


def _owner(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if record.owner == user:
        yield ALL
    if at.org.private(record):
        return
    if record.owner in at.org.groups and user in at.members(record.owner):
        yield EDIT


def _hierarchy(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if record.owner in at.org.people and at.above(user, record.owner):
        yield ALL
    if record.owner in at.org.groups and at.superior(user, record.owner):
        yield EDIT


def _super_user(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if at.org.private(record) or record.sobject not in SUPER_USER_OBJECTS:
        return
    colleagues = at.colleagues(user)
    if record.owner in colleagues or (record.owner in at.org.groups and at.members(record.owner) & colleagues):
        yield EDIT


def _reached(at: Evaluator, user: str, principal: str, record: Record) -> bool:
    """As `reaches`, with the objects that super users are limited to."""
    if at.reaches(user, principal):
        if record.sobject in SUPER_USER_OBJECTS or not at.colleagues(user):
            return True
        bare = Evaluator(at.org, at.without | {"super_user"})
        return bare.reaches(user, principal)
    return False


def _rules(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if at.org.private(record):
        return
    for rule in at.org.rules:
        if rule.sobject == record.sobject and _matches(at, rule, record) and _reached(at, user, rule.to, record):
            yield rule.level
        if rule.sobject == "Account" and record.sobject in OF_ACCOUNT and record.account:
            account = at.org.record(record.account)
            if _matches(at, rule, account) and _reached(at, user, rule.to, record):
                yield rule.child_level(record.sobject)


def _matches(at: Evaluator, rule, record: Record) -> bool:
    if rule.source is None:
        return record.gold if not rule.either else record.gold or record.red
    return record.owner == rule.source or record.owner in at.members(rule.source)


def _shares(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if at.org.private(record):
        return
    for share in at.org.shares:
        if share.record == record.name and _reached(at, user, share.to, record):
            yield share.level
        if share.record == record.account and record.sobject in OF_ACCOUNT and _reached(at, user, share.to, record):
            yield share.child_level(record.sobject)


def _teams(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if at.org.private(record):
        return
    for member in at.org.teams:
        if member.of == record.name and _reached(at, user, member.who, record):
            yield member.level
        of_account = member.of == record.account and record.sobject in OF_ACCOUNT
        if of_account and _reached(at, user, member.who, record):
            yield member.child_level(record.sobject)


def _sets(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    person = at.org.people[user]
    if person.kind == "internal" or at.org.private(record):
        return
    for entry in at.org.sets:
        if entry.kind == person.kind and entry.sobject == record.sobject:
            theirs = {"Account": person.account, "Contact": f"contact {user}"}[entry.user_field]
            if theirs is not None and record.lookup(entry.field) == theirs:
                yield entry.level


def _implicit(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    if at.org.private(record):
        return
    yield from _portal(at, user, record)
    if record.sobject == "Case" and record.contact_of and "implicit_case" not in at.without:
        who = record.contact_of
        if user == who or at.above(user, who) or who in at.colleagues(user):
            yield READ
    if record.sobject == "Account":
        yield from (READ for child in at.org.children(record.name) if _gives_parent(at, user, child))
    if record.sobject in OF_ACCOUNT and record.account:
        owner = at.org.record(record.account).owner
        if owner == user or at.above(user, owner):
            yield at.org.child_levels.get((at.org.people[owner].role or "", record.sobject), NONE)


def _gives_parent(at: Evaluator, user: str, child: Record) -> bool:
    controlled = at.org.model(user, child.sobject) == "ControlledByParent"
    return child.sobject in OF_ACCOUNT and not controlled and at.shared(user, child) > NONE


def _portal(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    """Everybody reads the own account and its people; whoever is above a portal user of it as well."""
    if record.sobject not in ("Account", "Contact"):
        return
    account, person = record.name if record.sobject == "Account" else record.account, at.org.people[user]
    if account is None:
        return
    if person.account == account:
        yield READ
    if person.kind == "internal" and person.role:
        roles = [role for role, of in at.org.portal_roles.items() if of == account]
        if any(person.role in at.org.line(role) for role in roles):
            yield READ


def _share_groups(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    """What customers without a role own is open to the members of their share group."""
    owner, group = at.org.people.get(record.owner or ""), at.org.share_group
    of_customers = any(entry.kind == "customer" for entry in at.org.sets)
    if at.org.private(record) or owner is None or owner.kind != "customer" or group is None or not of_customers:
        return
    person = at.org.people[user]
    if user in at.members(group) and (person.kind == "internal" or person.account == owner.account):
        yield ALL


def _account_relationships(at: Evaluator, user: str, record: Record) -> Iterator[int]:
    """Users of one account have what belongs to the other, and who is above them by role."""
    if at.org.private(record):
        return
    person = at.org.people[user]
    for relation in at.org.relations:
        if relation.sobject == record.sobject and record.account == relation.of:
            roles = [role for role, account in at.org.portal_roles.items() if account == relation.gains]
            mine = person.account == relation.gains and person.role is not None
            above = "hierarchy" not in at.without and any(person.role in at.org.line(role) for role in roles)
            if mine or above:
                yield relation.level


Source = Callable[[Evaluator, str, Record], Iterator[int]]
# By the name of the file in mock_org/security/sharing.
SOURCES: Mapping[str, Source] = {
    "owd": _owd,
    "owner": _owner,
    "hierarchy": _hierarchy,
    "rules": _rules,
    "shares": _shares,
    "teams": _teams,
    "implicit": _implicit,
    "sets": _sets,
    "super_user": _super_user,
    "share_groups": _share_groups,
    "account_relationships": _account_relationships,
}
