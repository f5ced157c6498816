"""Which partners a source of access can open others' records to at all: the users of the rest need not be asked."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy import Select, and_, func, literal, or_, select, union

from mock_org.audit.belonging import FIRST_ALIAS, OWNER, Path, belonging, partner_accounts, says_whose
from mock_org.audit.partner_shapes import Shape
from mock_org.security import SYSTEM_USER, SecurityContext, Source
from mock_org.security.groups import Viewer, members
from mock_org.security.sharing.implicit import CHILDREN
from mock_org.security.sharing.shares import share_name
from mock_org.security.user import PARTNER_TYPES

# None: all of them.
Accounts = frozenset[str] | None
NOBODY: frozenset[str] = frozenset()
TEAMS = {"AccountTeamMember": "UserId", "OpportunityTeamMember": "UserId", "CaseTeamMember": "MemberId"}
QUEUES = (Source("ownership", "queue"), Source("role hierarchy", "queue"), Source("super user", "queue"))
OWNERS = (Source("role hierarchy", "owner"), Source("super user", "owner"))

# What opens only records of the user's own account, by the path that says so.
OF_OWN_ACCOUNT = (
    (Source("implicit", "PortalImplicit"), "Id"),
    (Source("implicit", "PortalImplicit"), "AccountId"),
    (Source("people", "self"), "AccountId"),
    (Source("people", "account"), "AccountId"),
)


class Suspects:
    """What is known beforehand of sources whose conditions name the user. It rests on portal roles of one account each:
    where that does not hold, everybody is suspect.
    """

    def __init__(
        self, context: SecurityContext, paths: Mapping[str, Sequence[Path]], shapes: Mapping[str, Sequence[Shape]]
    ) -> None:
        self.context, self.paths, self.shapes = context, paths, shapes
        self._known: dict[tuple[str, Source], Accounts] = {}

    def of(self, name: str, sources: Sequence[Source]) -> Accounts:
        """The accounts whose users have to be asked about these sources of access to that object."""
        if not self._roles_are_of_one_account:
            return None
        found = NOBODY
        for source in sources:
            if (name, source) not in self._known:
                self._known[name, source] = self._of(name, source)
            accounts = self._known[name, source]
            if accounts is None:
                return None
            found |= accounts
        return found

    def _of(self, name: str, source: Source) -> Accounts:
        if source in OWNERS and self._goes_by(name, OWNER):
            return NOBODY
        if source in QUEUES:
            return self._queue_members
        if source.kind in ("share row", "team"):
            return self._shared_to(name)
        if source == Source("implicit", "ImplicitChild"):
            return self._account_owners
        if source == Source("implicit", "ImplicitParent"):
            return self._by_children()
        safe = any(source == known and self._goes_by(name, path) for known, path in OF_OWN_ACCOUNT)
        return NOBODY if safe or (source.kind == "sharing set" and self._is_safe_set(name, source)) else None

    def _goes_by(self, name: str, path: str) -> bool:
        return any(each.text == path for each in self.paths[name])

    @cached_property
    def _roles_are_of_one_account(self) -> bool:
        """Whether whoever has a partner's role, or one below it, is of that partner."""
        above, below, user = (self.context.alias(*which) for which in (("UserRole", 1), ("UserRole", 2), ("User", 1)))
        foreign = select(literal(1)).where(
            below.c.ParentRoleId == above.c.Id,
            above.c.PortalAccountId.is_not(None),
            func.coalesce(below.c.PortalAccountId, "") != above.c.PortalAccountId,
        )
        stray = select(literal(1)).where(
            user.c.UserRoleId == above.c.Id,
            user.c.UserType.in_(PARTNER_TYPES),
            func.coalesce(above.c.PortalAccountId, "") != user.c.AccountId,
        )
        return all(self.context.database.scalar(each.limit(1)) is None for each in (foreign, stray))

    @cached_property
    def _queue_members(self) -> frozenset[str]:
        group = self.context.alias("Group", 1)
        return self._accounts_of(select(group.c.Id).where(group.c.Type == "Queue"))

    @cached_property
    def _account_owners(self) -> frozenset[str]:
        account = self.context.alias("Account", 1)
        return self._accounts_of(select(account.c.OwnerId))

    def _shared_to(self, name: str) -> frozenset[str]:
        """Users and groups that stored rows name, of the object or of its accounts, and members of teams."""
        tables = self.context.database.tables
        columns = dict.fromkeys((share_name(self.context.schema[name]), "AccountShare"), "UserOrGroupId") | TEAMS
        found = [select(tables.get(each).c[column].label("id")) for each, column in columns.items() if each in tables]
        named = union(*found).subquery()
        return self._accounts_of(select(named.c.id))

    def _accounts_of(self, principals: Select[tuple[str]]) -> frozenset[str]:
        """The partners of these users and of the members of these groups."""
        user = self.context.alias("User", FIRST_ALIAS)
        inside = members(Viewer(self.context, SYSTEM_USER()), principals)
        accounts = select(user.c.AccountId).where(
            or_(user.c.Id.in_(inside), user.c.Id.in_(principals)), user.c.AccountId.is_not(None)
        )
        return frozenset(row[0] for row in self.context.database.read(accounts.distinct()))

    def _is_safe_set(self, name: str, source: Source) -> bool:
        """Whether it goes by the user's own account or contact, and the lookup says whose a record is."""
        mappings = [
            mapping
            for each in self.context.sharing.sets
            for mapping in each.mappings
            if f"{each.name}.{name}" == source.name and mapping.object.lower() == name.lower()
        ]
        sobject = self.context.schema[name]
        return bool(mappings) and all(
            "." not in mapping.user_field and says_whose(sobject, self.paths[name], mapping.object_field)
            for mapping in mappings
        )

    def _by_children(self) -> Accounts:
        """Access to a child opens its account: to those who may reach others' children, or whose own are of others."""
        found = NOBODY
        for child in CHILDREN:
            if child not in self.paths or not self._goes_by(child, OWNER) or not self._goes_by(child, "AccountId"):
                return None
            shapes = self.shapes.get(child, ())
            own = [self.of(child, shape.own.sources) for shape in shapes if shape.own]
            if any(shape.common for shape in shapes) or None in own or (shapes and self._is_of_two(child)):
                return None
            found = found.union(*(accounts for accounts in own if accounts))
        return found

    def _is_of_two(self, child: str) -> bool:
        """Whether some record belongs to its account and to another partner as well."""
        record = self.context.alias(child, 1)
        whose = belonging(self.context, record, self.paths[child])
        partners = partner_accounts(self.context)
        of_another = [and_(each.in_(partners), each != record.c.AccountId) for each in whose.accounts]
        found = select(literal(1)).select_from(whose.source).where(record.c.AccountId.in_(partners), or_(*of_another))
        return self.context.database.scalar(found.limit(1)) is not None
