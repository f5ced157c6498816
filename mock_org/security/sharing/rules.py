"""Sharing rules: owner-based, criteria-based and guest rules, to roles, groups, managers or everybody of a kind."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import ColumnElement, FromClause, and_, false, literal, or_, select, true

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import EVERYBODY, Ids, Viewer, members
from mock_org.security.managers import MANAGERS, SUBORDINATES, managed_by, managers_of
from mock_org.security.model import SharingRule
from mock_org.security.principal import Principal
from mock_org.security.programs import CHANNEL_PROGRAM_GROUP
from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.soql.ast import And, Comparison, Condition, Literal, Not, Or
from mock_org.soql.conditions import compile_condition
from mock_org.soql.context import CompileContext
from mock_org.soql.system import in_system_mode

# Which system or public group each target of the Metadata API's SharedTo stands for.
GROUP_TYPES = {
    "role": "Role",
    "roleAndSubordinates": "RoleAndSubordinates",
    "roleAndSubordinatesInternal": "RoleAndSubordinatesInternal",
    "portalRole": "Role",
    "portalRoleAndSubordinates": "RoleAndSubordinates",
    "group": "Regular",
    "queue": "Queue",
    "channelProgramGroup": CHANNEL_PROGRAM_GROUP,
    "managers": MANAGERS,
    "managerSubordinates": SUBORDINATES,
    "allInternalUsers": "Organization",
    "allPartnerUsers": "PRMOrganization",
    "allCustomerPortalUsers": "AllCustomerPortal",
}
# Whom these reach is a matter of single users, not of groups that users are alike in.
PERSONAL = ("managers", "managerSubordinates", "guestUser")
# Users who cannot have a role: what includeRecordsOwnedByAll lets in (Salesforce help, "Criteria-Based Sharing Rules").
ROLELESS_TYPES = ("CspLitePortal", "Guest")


def grants(asked: Asked) -> Iterator[Grant]:
    """What the rules share with the user, or with users and roles below."""
    rules = list(_rules(asked))
    if not rules:
        return
    yield from grants_for(asked, rules, asked.viewer.direct_names, "")
    for rule, access in rules:
        includes = includes_user(asked.viewer, rule.shared_to)
        if includes is not None:
            yield _grant(asked, rule, access, "", includes)
    if asked.lifts:
        because = f", of whom some are below {asked.user.name}'s role {asked.user.role_name}"
        yield from grants_for(asked, rules, asked.viewer.inherited_names, because)


def grants_for(
    asked: Asked, rules: Iterable[tuple[SharingRule, str]], names: frozenset[tuple[str, str]], because: str
) -> Iterator[Grant]:
    """What these rules share with groups of these types and names."""
    for rule, access in rules:
        if shares_to(rule.shared_to, names):
            yield _grant(asked, rule, access, because)


def _grant(
    asked: Asked, rule: SharingRule, access: str, because: str, includes: ColumnElement[bool] | None = None
) -> Grant:
    """What one rule shares. includes: whether its principal includes the user, where only the database knows."""
    of_account = rule.sobject.lower() != asked.sobject.name.lower()
    where = _on_children(asked, rule) if of_account else matching(asked.viewer, rule, asked.sobject, asked.table)
    own_cause = "GuestRule" if rule.kind == "guest" else "Rule"
    return Grant(
        "ImplicitChild" if of_account else own_cause,
        "Edit" if access == "Edit" else "Read",
        where if includes is None else and_(includes, where),
        f'sharing rule "{rule.label}" shares {told_rule(rule, asked.context)} to {rule.shared_to}{because}',
        source=Source("sharing rule", f"{rule.sobject}.{rule.name}"),
    )


def includes_user(viewer: Viewer, principal: Principal) -> ColumnElement[bool] | None:
    """Whether somebody's managers, those managed by somebody or a guest user include the viewer; None: never.

    Manager groups have no external members; a guest user is nobody's but a guest rule's.
    """
    user = viewer.user
    if principal.kind not in PERSONAL or (user.user_type == "Guest") != (principal.kind == "guestUser"):
        return None
    if user.user_type != "Guest" and (user.external or not viewer.context.settings.manager_groups):
        return None
    return literal(user.id).in_(_people(viewer, principal))


def _people(viewer: Viewer, principal: Principal) -> Ids:
    """Somebody's managers, somebody and those managed, or a guest user, found without a group."""
    named = viewer.table("User")
    if principal.kind == "guestUser":
        return select(named.c.Id).where(named.c.CommunityNickname == principal.name, named.c.UserType == "Guest")
    start = select(named.c.Id).where(named.c.Username == principal.name, named.c.UserType == "Standard")
    user = viewer.table("User")
    if principal.kind == "managers":
        found: ColumnElement[bool] = user.c.Id.in_(managers_of(viewer.table, start))
    else:
        found = or_(user.c.Id.in_(start), user.c.Id.in_(managed_by(viewer.table, start)))
    return select(user.c.Id).where(found, user.c.UserType == "Standard")


def _rules(asked: Asked) -> Iterator[tuple[SharingRule, str]]:
    """The object's own rules and, of Account rules, those that reach down to cases, contacts and opportunities."""
    if not asked.shareable:
        return
    sharing = asked.context.sharing
    yield from ((rule, rule.access) for rule in sharing.rules_of(asked.sobject.name))
    if asked.sobject.name in ("Case", "Contact", "Opportunity"):
        for rule in sharing.rules_of("Account"):
            level = getattr(rule.account_levels, asked.sobject.name.lower())
            if level != "None":
                yield rule, level


def all_rules(asked: Asked) -> list[tuple[SharingRule, str]]:
    """Every rule that could share these records with somebody, and its level."""
    return list(_rules(asked))


def shares_to(principal: Principal, names: frozenset[tuple[str, str]]) -> bool:
    """Whether one of these groups, by type and name, is the one that is shared to."""
    if principal.kind in PERSONAL:
        return False
    wanted = GROUP_TYPES[principal.kind]
    if wanted in EVERYBODY:
        return any(kind == wanted for kind, _ in names)
    return (wanted, (principal.name or "").lower()) in names


def matching(viewer: Viewer, rule: SharingRule, sobject: SObject, table: FromClause) -> ColumnElement[bool]:
    """The records of a rule: those that meet its criteria, or those owned by its shared_from."""
    if rule.kind == "owner":
        return _owned_by(viewer, rule.shared_from, table)
    if rule.condition is None:
        return false()
    found = compile_condition(rule.condition, sobject, table, _system(viewer.context))
    owner = table.c.get("OwnerId")
    if rule.include_records_owned_by_all or owner is None:
        return found
    user = viewer.table("User")
    return and_(found, owner.not_in(select(user.c.Id).where(user.c.UserType.in_(ROLELESS_TYPES))))


def _on_children(asked: Asked, rule: SharingRule) -> ColumnElement[bool]:
    account = asked.viewer.table("Account")
    where = matching(asked.viewer, rule, asked.context.schema["Account"], account)
    return asked.table.c.AccountId.in_(select(account.c.Id).where(where))


def _owned_by(viewer: Viewer, principal: Principal | None, table: FromClause) -> ColumnElement[bool]:
    owner = table.c.get("OwnerId")
    if principal is None or owner is None:
        return false()
    if principal.kind in PERSONAL:
        return owner.in_(_people(viewer, principal)) if viewer.context.settings.manager_groups else false()
    groups = groups_of(viewer, principal)
    return or_(owner.in_(members(viewer, groups)), owner.in_(groups))


def groups_of(viewer: Viewer, principal: Principal) -> Ids:
    """The group rows that a target stands for."""
    group, role = viewer.table("Group"), viewer.table("UserRole")
    wanted = GROUP_TYPES.get(principal.kind)
    if wanted is None:  # a guest user is no group
        return select(group.c.Id).where(false())
    found = select(group.c.Id).where(group.c.Type == wanted)
    if wanted in EVERYBODY:
        return found
    if wanted in (MANAGERS, SUBORDINATES):
        user = viewer.table("User")
        return found.where(group.c.RelatedId.in_(select(user.c.Id).where(user.c.Username == principal.name)))
    if wanted.startswith("Role"):
        roles = select(role.c.Id).where(role.c.DeveloperName == principal.name)
        return found.where(group.c.RelatedId.in_(roles))
    return found.where(group.c.DeveloperName == principal.name)


def _system(context: SecurityContext) -> CompileContext:
    return in_system_mode(context.schema, context.database.tables, context.settings, context.clock)


def told_rule(rule: SharingRule, context: SecurityContext) -> str:
    """What a rule shares, in words: leads with Tier = Gold."""
    sobject = context.schema.get(rule.sobject)
    records = sobject.label_plural.lower() if sobject else rule.sobject
    if rule.kind == "owner":
        return f"{records} owned by {rule.shared_from}"
    return f"{records} with {told(rule.condition, sobject)}" if rule.condition else records


def told(condition: Condition, sobject: SObject | None = None) -> str:
    """A condition in words: Tier__c = Gold and not (Rating = Cold). With the object, fields go by their labels."""
    if isinstance(condition, And):
        return " and ".join(_bracketed(part, sobject) for part in condition.conditions)
    if isinstance(condition, Or):
        return " or ".join(_bracketed(part, sobject) for part in condition.conditions)
    if isinstance(condition, Not):
        return f"not ({told(condition.condition, sobject)})"
    field = sobject.field(str(condition.left)) if sobject else None
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    literals = [value.value for value in values if isinstance(value, Literal)]
    shown = ", ".join(str(value).lower() if field and isinstance(value, bool) else str(value) for value in literals)
    return f"{field.label if field else condition.left} {condition.operator.lower()} {shown}"


def _bracketed(condition: Condition, sobject: SObject | None) -> str:
    words = told(condition, sobject)
    return words if isinstance(condition, Comparison | Not) else f"({words})"


def share_rows(computed: Computed) -> Iterator[Rows]:
    """A row for each rule and record with each group, or guest user, that the rule shares to."""
    viewer, shared = computed.viewer, computed.shared
    for rule in computed.context.sharing.rules_of(shared.name):
        record, to, is_guest = computed.table(), computed.table("Group"), rule.shared_to.kind == "guestUser"
        whom: ColumnElement[bool] = to.c.Id.in_(groups_of(viewer, rule.shared_to))
        if is_guest:
            to = computed.table("User")
            whom = to.c.CommunityNickname == rule.shared_to.name
        levels = {f"{name.title()}AccessLevel": level for name, level in asdict(rule.account_levels).items()}
        yield computed.rows(
            record,
            to.c.Id,
            "GuestRule" if rule.kind == "guest" else "Rule",
            rule.access,
            where=[matching(viewer, rule, shared, record), whom],
            frm=record.join(to, true()),
            children=levels if shared.name == "Account" else {},
            named=rule.name,
        )
