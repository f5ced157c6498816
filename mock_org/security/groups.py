"""Roles, public groups and queues as SQL: who stands below a user, and which groups a user belongs to."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, exists, false, func, literal, or_, select, union

from mock_org.security.context import SecurityContext
from mock_org.security.lateness import in_effect
from mock_org.security.managers import MANAGERS, SUBORDINATES, managed_by, managers_of
from mock_org.security.programs import CHANNEL_PROGRAM_GROUP, MEMBER, accounts_in, joined
from mock_org.security.user import CUSTOMER_TYPES, PARTNER_TYPES, RunningUser

Ids = Select[tuple[str]]
Kept = TypeVar("Kept")

# What a share row to these groups means for superiors does not depend on DoesIncludeBosses: they are indirect members
# (Salesforce, "Record Access: Under the Hood"; confidence A). Superiors of a queue's members see what the queue owns
# (Salesforce help, "Create Queues"; confidence C).
LIFTED_TYPES = ("Role", "RoleAndSubordinates", "RoleAndSubordinatesInternal", "Queue")


# The system groups of everybody of a kind, by UserType.
EVERYBODY: dict[str, Iterable[str]] = {
    "Organization": ("Standard",),
    "PRMOrganization": PARTNER_TYPES,
    # High-volume users are in no group and no rule reaches them (Salesforce help, "About High-Volume Community or Site
    # Users"; confidence A for public groups and owner-based rules, B for the others).
    "AllCustomerPortal": CUSTOMER_TYPES - {"CspLitePortal"},
}


@dataclass(frozen=True)
class Viewer:
    """One user looking at the org: the same sets of ids serve every object of one statement.

    It may serve many statements, as long as the user and no role, group, group member, permission, describe, setting or
    sharing rule has changed. What depends on other users it forgets by itself.
    """

    context: SecurityContext
    user: RunningUser
    _reached: dict[tuple[Any, ...], Ids | None] = field(default_factory=dict, compare=False, repr=False)
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    _used: Counter[str] = field(default_factory=Counter, compare=False, repr=False)

    def table(self, name: str) -> FromClause:
        """A table under an alias that no other part of the statement has."""
        self._used[name] += 1
        return self.context.alias(name, self._used[name])

    def once(self, key: tuple[str, str, bool], make: Callable[[], Ids | None]) -> Ids | None:
        """The ids made under that key, made anew when users have changed whose groups decide about them."""
        depends = self.stands_above or self.user.is_super_user or self.user.has("PortalSuperUser")
        full = (*key, self.context.database.stamp("User") if depends else ())
        if full not in self._reached:
            made = make()
            for old in [known for known in self._reached if known[:3] == key]:
                del self._reached[old]
            self._reached[full] = made
        return self._reached[full]

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What a mechanism reads once: rows of a table that is among those that end this viewer (org/parts.py)."""
        if name not in self._kept:
            self._kept[name] = make()
        found: Kept = self._kept[name]
        return found

    @property
    def role_id(self) -> str | None:
        """The user's role; none as long as sharing does not know of it."""
        return None if self.user.joining else self.user.role_id

    @cached_property
    def roles_below(self) -> Ids:
        """The roles below the user's own in the hierarchy."""
        return select(_descent(self).c.id)

    @cached_property
    def stands_above(self) -> bool:
        """Whether any role is below the user's own: most partner users have none, and need no grants by hierarchy."""
        role = self.context.database.tables.get("UserRole")
        below = select(literal(1)).where(_is(role, self.role_id, "ParentRoleId")).limit(1)
        return self.role_id is not None and self.context.database.scalar(below) is not None

    @cached_property
    def users_below(self) -> Ids:
        """The users in those roles."""
        user = self.table("User")
        settled = in_effect(self.context, "owner", user.c.Id)
        return select(user.c.Id).where(user.c.UserRoleId.in_(self.roles_below), *settled)

    @cached_property
    def portal_accounts_below(self) -> Ids:
        """The accounts whose portal roles those are, or whose only user is in one that accounts share."""
        role, shared = self.table("UserRole"), self.table("UserRole")
        below = select(role.c.PortalAccountId).where(
            role.c.Id.in_(self.roles_below), role.c.PortalAccountId.is_not(None)
        )
        sharing = select(literal(1)).where(shared.c.PortalRole == "PersonAccount").limit(1)
        if self.context.database.scalar(sharing) is None:
            return below
        user = self.table("User")
        alone = select(user.c.AccountId).where(
            user.c.UserRoleId.in_(self.roles_below), user.c.PortalRole == "PersonAccount"
        )
        return select(union(below, alone).subquery().c[0])

    @cached_property
    def line(self) -> Ids:
        """The user's role and all roles above it."""
        role, parent = self.table("UserRole"), self.table("UserRole")
        start = select(role.c.Id.label("id"), role.c.ParentRoleId.label("up")).where(_is(role, self.role_id))
        line = start.cte(recursive=True)
        settled = in_effect(self.context, "role", line.c.id)
        line = line.union(select(parent.c.Id, parent.c.ParentRoleId).where(parent.c.Id == line.c.up, *settled))
        return select(line.c.id)

    @cached_property
    def direct(self) -> Ids:
        """The user, and every group that the user is a member of, through any number of groups."""
        group = self.table("Group")
        own = select(literal(self.user.id).label("id"))
        start = union(own, select(group.c.Id).where(self._is_member(group)))
        return select(_closure(self, start.cte()).c.id)

    @cached_property
    def inherited(self) -> Ids:
        """The users below, and the groups whose grants reach the user as a superior of a member."""
        group, outer = self.table("Group"), self.table("Group")
        start = union(self.users_below, select(group.c.Id).where(self._is_above_member(group)))
        closure = _closure(self, start.cte())
        lifts = or_(outer.c.Id.is_(None), outer.c.Type.in_(LIFTED_TYPES), outer.c.DoesIncludeBosses.is_(True))
        return select(closure.c.id).outerjoin_from(closure, outer, outer.c.Id == closure.c.id).where(lifts)

    @cached_property
    def direct_names(self) -> frozenset[tuple[str, str]]:
        """Type and DeveloperName (of the group or its role) of `direct`."""
        return self.names(self.direct)

    @property
    def inherited_names(self) -> frozenset[tuple[str, str]]:
        """Type and DeveloperName of `inherited`."""
        return self.names(self.inherited) if self.stands_above else frozenset()

    def names(self, principals: Ids) -> frozenset[tuple[str, str]]:
        """Type and DeveloperName, in lower case, of the groups among these that rules share to; that of its role for a
        role's group.
        """
        group, role = self.table("Group"), self.table("UserRole")
        name = func.coalesce(role.c.DeveloperName, group.c.DeveloperName, "")
        found = (
            select(group.c.Type, name.label("name"))
            .outerjoin_from(group, role, role.c.Id == group.c.RelatedId)
            .where(group.c.Id.in_(principals), or_(group.c.Type.in_(EVERYBODY), func.lower(name).in_(self._named)))
        )
        return frozenset((row["Type"], row["name"].lower()) for row in self.context.database.rows(found))

    @cached_property
    def _named(self) -> frozenset[str]:
        """The names that rules and share groups share to: users who differ in others are alike."""
        members = (member for group in self.context.settings.share_groups.values() for member in group)
        by_rules = ((rule.shared_to.name or "").lower() for rule in self.context.sharing.rules)
        return frozenset((*by_rules, *(member.partition(" ")[2].lower() for member in members)))

    def of_users(self, users: Ids) -> Ids:
        """Some other users, and the public groups and queues that they are members of."""
        return select(_closure(self, users.cte()).c[0])

    def _is_member(self, group: FromClause) -> ColumnElement[bool]:
        if self.user.joining:
            return false()
        kinds: list[ColumnElement[bool]] = [
            and_(group.c.Type == "Role", _is(group, self.role_id, "RelatedId")),
            and_(group.c.Type == "RoleAndSubordinates", group.c.RelatedId.in_(self.line)),
        ]
        if self.user.is_partner:
            kinds.append(group.c.Type == "PRMOrganization")
            if self.user.account_id:
                kinds += self._is_in_program(group, select(literal(self.user.account_id).label("id")))
        if self.user.user_type in EVERYBODY["AllCustomerPortal"]:
            kinds.append(group.c.Type == "AllCustomerPortal")
        if not self.user.external:
            kinds.append(group.c.Type == "Organization")
            kinds.append(and_(group.c.Type == "RoleAndSubordinatesInternal", group.c.RelatedId.in_(self.line)))
            kinds += self._is_managed(group, select(literal(self.user.id).label("id")))
        return or_(*kinds)

    def _is_in_program(self, group: FromClause, accounts: Ids) -> list[ColumnElement[bool]]:
        """Groups of the programs that these accounts are in."""
        if MEMBER not in self.context.schema:
            return []
        programs = joined(self.table, accounts)
        return [and_(group.c.Type == CHANNEL_PROGRAM_GROUP, group.c.RelatedId.in_(programs))]

    def _is_managed(self, group: FromClause, users: Ids) -> list[ColumnElement[bool]]:
        """Manager groups that these internal users are in."""
        if not self.context.settings.manager_groups:
            return []
        related = group.c.RelatedId
        led = or_(related.in_(users), related.in_(managers_of(self.table, users)))
        return [
            and_(group.c.Type == MANAGERS, related.in_(managed_by(self.table, users))),
            and_(group.c.Type == SUBORDINATES, led),
        ]

    def _is_above_member(self, group: FromClause) -> ColumnElement[bool]:
        types = ["Role", "RoleAndSubordinates"] + ([] if self.user.external else ["RoleAndSubordinatesInternal"])
        kinds: list[ColumnElement[bool]] = [and_(group.c.Type.in_(types), group.c.RelatedId.in_(self.roles_below))]
        for kind, user_types in EVERYBODY.items():
            user = self.table("User")
            below = exists().where(and_(user.c.UserRoleId.in_(self.roles_below), user.c.UserType.in_(user_types)))
            kinds.append(and_(group.c.Type == kind, below))
        user = self.table("User")
        partners = user.c.UserType.in_(PARTNER_TYPES)
        kinds += self._is_in_program(
            group, select(user.c.AccountId).where(user.c.UserRoleId.in_(self.roles_below), partners)
        )
        if not self.user.external:
            internal = select(user.c.Id).where(user.c.UserRoleId.in_(self.roles_below), user.c.UserType == "Standard")
            kinds += self._is_managed(group, internal)
        return or_(*kinds)


def members(viewer: Viewer, groups: Ids) -> Ids:
    """The users in these groups, nested groups and roles included, without their superiors."""
    inside = _closure_down(viewer, groups)
    user, group = viewer.table("User"), viewer.table("Group")
    found = select(group.c.Type, group.c.RelatedId).where(group.c.Id.in_(select(inside.c.id))).cte()
    internal_roles = _under(viewer, found, "RoleAndSubordinatesInternal")
    kinds = [
        user.c.UserRoleId.in_(select(found.c.RelatedId).where(found.c.Type == "Role")),
        user.c.UserRoleId.in_(_under(viewer, found, "RoleAndSubordinates")),
        and_(user.c.UserType == "Standard", user.c.UserRoleId.in_(internal_roles)),
    ]
    for kind, types in EVERYBODY.items():
        kinds.append(and_(exists().where(found.c.Type == kind), user.c.UserType.in_(types)))
    kinds += _managed_members(viewer, user, found)
    if MEMBER in viewer.context.schema:
        programs = select(found.c.RelatedId).where(found.c.Type == CHANNEL_PROGRAM_GROUP)
        accounts = accounts_in(viewer.table, programs)
        kinds.append(and_(user.c.UserType.in_(PARTNER_TYPES), user.c.AccountId.in_(accounts)))
    settled = in_effect(viewer.context, "owner", user.c.Id)
    return select(user.c.Id).where(or_(user.c.Id.in_(select(inside.c.id)), *kinds), *settled)


def _managed_members(viewer: Viewer, user: FromClause, groups: CTE) -> list[ColumnElement[bool]]:
    if not viewer.context.settings.manager_groups:
        return []
    above = select(groups.c.RelatedId).where(groups.c.Type == MANAGERS)
    around = select(groups.c.RelatedId).where(groups.c.Type == SUBORDINATES)
    people = or_(
        user.c.Id.in_(managers_of(viewer.table, above)),
        user.c.Id.in_(around),
        user.c.Id.in_(managed_by(viewer.table, around)),
    )
    return [and_(user.c.UserType == "Standard", people)]


def _under(viewer: Viewer, groups: CTE, kind: str) -> Ids:
    """The roles of groups of that kind, and all roles below them."""
    start = select(groups.c.RelatedId.label("id")).where(groups.c.Type == kind).cte(recursive=True)
    role = viewer.table("UserRole")
    settled = in_effect(viewer.context, "role", role.c.Id)
    return select(start.union(select(role.c.Id).where(role.c.ParentRoleId == start.c.id, *settled)).c.id)


def _descent(viewer: Viewer) -> CTE:
    role, child = viewer.table("UserRole"), viewer.table("UserRole")
    start = select(role.c.Id.label("id")).where(
        _is(role, viewer.role_id, "ParentRoleId"), *in_effect(viewer.context, "role", role.c.Id)
    )
    below = start.cte(recursive=True)
    settled = in_effect(viewer.context, "role", child.c.Id)
    return below.union(select(child.c.Id).where(child.c.ParentRoleId == below.c.id, *settled))


def _closure(viewer: Viewer, start: CTE) -> CTE:
    """These members, and the groups that hold them; UNION ends at a cycle."""
    member = viewer.table("GroupMember")
    closure = select(start.c[0].label("id")).cte(recursive=True)
    settled = in_effect(viewer.context, "member", member.c.Id)
    return closure.union(select(member.c.GroupId).where(member.c.UserOrGroupId == closure.c.id, *settled))


def _closure_down(viewer: Viewer, groups: Ids) -> CTE:
    """These groups, and what is in them."""
    member, start = viewer.table("GroupMember"), groups.cte()
    closure = select(start.c[0].label("id")).cte(recursive=True)
    settled = in_effect(viewer.context, "owner", member.c.Id)
    return closure.union(select(member.c.UserOrGroupId).where(member.c.GroupId == closure.c.id, *settled))


def _is(table: FromClause, value: str | None, column: str = "Id") -> ColumnElement[bool]:
    """Equality that no null fulfils: a user without a role belongs to no role."""
    return false() if value is None else table.c[column] == value
