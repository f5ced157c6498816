"""Sharing rules: owner-based and criteria-based, to roles, groups, queues or everybody of a kind."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, and_, false, or_, select

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import EVERYBODY, Ids, Viewer, members
from mock_org.security.model import Principal, SharingRule
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.soql.ast import And, Comparison, Condition, Literal, Not, Or
from mock_org.soql.conditions import compile_condition
from mock_org.soql.context import CompileContext
from mock_org.soql.scope import Everything

# Which system or public group each target of the Metadata API's SharedTo stands for.
GROUP_TYPES = {
    "role": "Role",
    "roleAndSubordinates": "RoleAndSubordinates",
    "roleAndSubordinatesInternal": "RoleAndSubordinatesInternal",
    "portalRole": "Role",
    "portalRoleAndSubordinates": "RoleAndSubordinates",
    "group": "Regular",
    "queue": "Queue",
    "allInternalUsers": "Organization",
    "allPartnerUsers": "PRMOrganization",
    "allCustomerPortalUsers": "AllCustomerPortal",
}
# Users who cannot have a role: what includeRecordsOwnedByAll lets in (Salesforce help, "Criteria-Based Sharing Rules").
ROLELESS_TYPES = ("CspLitePortal", "Guest")


def grants(asked: Asked) -> Iterator[Grant]:
    """What the rules share with the user, or with users and roles below."""
    rules = list(_rules(asked))
    if not rules:
        return
    yield from grants_for(asked, rules, asked.viewer.direct_names, "")
    if asked.viewer.stands_above:
        because = f", of whom some are below {asked.user.name}'s role {asked.user.role_name}"
        yield from grants_for(asked, rules, asked.viewer.inherited_names, because)


def grants_for(
    asked: Asked, rules: Iterable[tuple[SharingRule, str]], names: frozenset[tuple[str, str]], because: str
) -> Iterator[Grant]:
    """What these rules share with groups of these types and names."""
    for rule, access in rules:
        if not _shares_to(rule.shared_to, names):
            continue
        of_account = rule.sobject.lower() != asked.sobject.name.lower()
        where = _on_children(asked, rule) if of_account else matching(asked.viewer, rule, asked.sobject, asked.table)
        told = f'sharing rule "{rule.label}" shares {_told(rule, asked.context)} to {rule.shared_to}{because}'
        cause = "ImplicitChild" if of_account else "Rule"
        yield Grant(
            cause,
            "Edit" if access == "Edit" else "Read",
            where,
            told,
            source=Source("sharing rule", f"{rule.sobject}.{rule.name}"),
        )


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


def _shares_to(principal: Principal, names: frozenset[tuple[str, str]]) -> bool:
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
    groups = groups_of(viewer, principal)
    return or_(owner.in_(members(viewer, groups)), owner.in_(groups))


def groups_of(viewer: Viewer, principal: Principal) -> Ids:
    """The group rows that a target stands for."""
    group, role = viewer.table("Group"), viewer.table("UserRole")
    wanted = GROUP_TYPES[principal.kind]
    found = select(group.c.Id).where(group.c.Type == wanted)
    if wanted in EVERYBODY:
        return found
    if wanted.startswith("Role"):
        roles = select(role.c.Id).where(role.c.DeveloperName == principal.name)
        return found.where(group.c.RelatedId.in_(roles))
    return found.where(group.c.DeveloperName == principal.name)


def _system(context: SecurityContext) -> CompileContext:
    return CompileContext(
        schema=context.schema,
        tables=context.database.tables,
        scope=Everything(),
        now=context.clock.now(),
        time_zone=ZoneInfo("UTC"),
        user_id="",
        fiscal_year_start_month=context.settings.fiscal_year_start_month,
    )


def _told(rule: SharingRule, context: SecurityContext) -> str:
    sobject = context.schema.get(rule.sobject)
    records = sobject.label_plural.lower() if sobject else rule.sobject
    if rule.kind == "owner":
        return f"{records} owned by {rule.shared_from}"
    return f"{records} with {told(rule.condition)}" if rule.condition else records


def told(condition: Condition) -> str:
    """A condition in words: Tier__c = Gold and not (Rating = Cold)."""
    if isinstance(condition, And):
        return " and ".join(_bracketed(part) for part in condition.conditions)
    if isinstance(condition, Or):
        return " or ".join(_bracketed(part) for part in condition.conditions)
    if isinstance(condition, Not):
        return f"not ({told(condition.condition)})"
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    shown = ", ".join(str(value.value) for value in values if isinstance(value, Literal))
    return f"{condition.left} {condition.operator.lower()} {shown}"


def _bracketed(condition: Condition) -> str:
    return told(condition) if isinstance(condition, Comparison | Not) else f"({told(condition)})"
