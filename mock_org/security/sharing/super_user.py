"""Partner super user access: what users of the same role own or were given.

Salesforce help, "Grant Super User Access to Partner Users": cases, leads, opportunities and custom objects; users in
the own role, those in roles below being reached by the hierarchy (confidence A). The level is assumed to be Edit
(confidence D).
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from mock_org.security.groups import Ids
from mock_org.security.sharing import implicit, rules, shares
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.sharing.owner import queues

OBJECTS = ("Case", "Lead", "Opportunity")


def grants(asked: Asked) -> Iterator[Grant]:
    """What colleagues of the same account and role have, for a super user in an org that allows it."""
    user = asked.user
    if not (asked.context.settings.partner_super_user_access and user.is_super_user and user.is_partner):
        return
    if not user.role_id or not asked.shareable or not (asked.sobject.name in OBJECTS or asked.sobject.custom):
        return
    why = f"{user.name} is a super user of the role {user.role_name}, and"
    for grant in _of_colleagues(asked):
        yield replace(grant, because=f"{why} {grant.because}")


def _of_colleagues(asked: Asked) -> Iterator[Grant]:
    colleagues = _colleagues(asked)
    groups = asked.viewer.of_users(colleagues)
    owner = asked.column("OwnerId")
    if owner is not None:
        yield Grant(
            None, "Edit", owner.in_(colleagues), "a user of that role owns it", source=Source("super user", "owner")
        )
        yield Grant(
            None,
            "Edit",
            owner.in_(queues(asked, groups)),
            "a user of that role is a member of its queue",
            source=Source("super user", "queue"),
        )
    yield from shares.rows_for(asked, groups, "it is shared manually with a user of that role")
    if asked.sobject.name == "Case":
        contacts = implicit.contacts_of(asked, colleagues)
        told = "the contact of the case is a user of that role"
        yield implicit.related_portal_user(asked.table.c.ContactId.in_(contacts), told)
    found = rules.all_rules(asked)
    if found:
        yield from rules.grants_for(asked, found, asked.viewer.names(groups), ", some of them users of that role")


def _colleagues(asked: Asked) -> Ids:
    user = asked.viewer.table("User")
    return select(user.c.Id).where(user.c.UserRoleId == asked.user.role_id)
