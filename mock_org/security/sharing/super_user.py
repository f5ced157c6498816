"""Super user access: what users of the same account own or were given, of the own portal role and of those below.

Salesforce help, "Grant Portal Super User Access to Partner and Customer Users" (confidence A): cases, leads,
opportunities and custom objects; a partner super user if the org allows it, a Customer Community Plus user by the
permission Portal Super User (that its reach is the same: confidence C). The level is a setting, capped by object
permissions.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, or_, select, union

from mock_org.security.groups import Ids
from mock_org.security.sharing import implicit, rules, shares, teams
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.sharing.owner import queues

OBJECTS = ("Case", "Lead", "Opportunity")
CUSTOMER_PLUS = "PowerCustomerSuccess"  # UserType of Customer Community Plus
PERMISSION = "PortalSuperUser"


def grants(asked: Asked) -> Iterator[Grant]:
    """What colleagues of the same account and role, or a role below, have, for a super user."""
    user = asked.user
    if not is_super_user(asked) or not asked.viewer.role_id or not user.account_id or not asked.shareable:
        return
    if not (asked.sobject.name in OBJECTS or asked.sobject.custom):
        return
    why = f"{user.name} is a super user of the role {user.role_name}, and"
    for grant in _of_colleagues(asked):
        yield replace(grant, because=f"{why} {grant.because}")


def is_super_user(asked: Asked) -> bool:
    """Whether the user has super user access at all."""
    user = asked.user
    if user.is_partner:
        return asked.context.settings.partner_super_user_access and user.is_super_user
    return user.user_type == CUSTOMER_PLUS and user.has(PERMISSION)


def _of_colleagues(asked: Asked) -> Iterator[Grant]:
    colleagues = _colleagues(asked)
    groups = _groups(asked, colleagues)
    owner, level = asked.column("OwnerId"), asked.context.settings.super_user_level
    if owner is not None:
        yield Grant(
            None,
            level,
            owner.in_(colleagues),
            "a user of that role or below owns it",
            source=Source("super user", "owner"),
        )
        yield Grant(
            None,
            level,
            owner.in_(queues(asked, groups)),
            "a user of that role or below is a member of its queue",
            source=Source("super user", "queue"),
        )
    yield from shares.rows_for(asked, groups, "it is shared manually with a user of that role or below")
    yield from teams.grants_for(asked, colleagues, "a user of that role or below is")
    if asked.sobject.name == "Case":
        contacts = implicit.contacts_of(asked, colleagues)
        told = "the contact of the case is a user of that role or below"
        yield implicit.related_portal_user(asked, asked.table.c.ContactId.in_(contacts), told)
    found = rules.all_rules(asked)
    if found:
        yield from rules.grants_for(
            asked, found, asked.viewer.names(groups), ", some of them users of that role or below"
        )


def _colleagues(asked: Asked) -> Ids:
    """The users of the account whose role is the user's own or below it."""
    user = asked.viewer.table("User")
    return select(user.c.Id).where(user.c.AccountId == asked.user.account_id, _own_or_below(asked, user.c.UserRoleId))


def _groups(asked: Asked, colleagues: Ids) -> Ids:
    """Those users, the groups of their roles, and the public groups and queues that hold them."""
    group, role = asked.viewer.table("Group"), asked.viewer.table("UserRole")
    roles = select(role.c.Id).where(role.c.PortalAccountId == asked.user.account_id, _own_or_below(asked, role.c.Id))
    of_roles = select(group.c.Id).where(group.c.Type.in_(("Role", "RoleAndSubordinates")), group.c.RelatedId.in_(roles))
    return asked.viewer.of_users(select(union(colleagues, of_roles).subquery().c[0]))


def _own_or_below(asked: Asked, role: ColumnElement[str]) -> ColumnElement[bool]:
    own = role == asked.viewer.role_id
    return or_(own, role.in_(asked.viewer.roles_below)) if asked.viewer.stands_above else own
