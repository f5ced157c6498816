"""Implicit sharing: between an account and its records, and what a portal user has by being one.

Salesforce, "Designing Record Access for Enterprise Scale"; RowCause lists of the Object Reference (confidence A).
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, or_, select

from mock_org.security.groups import Ids
from mock_org.security.lateness import in_effect
from mock_org.security.sharing.grant import Asked, Grant, Source

CHILDREN = ("Case", "Contact", "Opportunity")


def grants(asked: Asked) -> Iterator[Grant]:
    """All of them."""
    yield from _portal(asked)
    yield from _case_contact(asked)
    yield from _parent(asked)
    yield from _child(asked)


def _portal(asked: Asked) -> Iterator[Grant]:
    """Every portal user reads the own account and its contacts.

    The share row goes to the lowest role of the account, so everybody above that role reads them too.
    """
    columns = {"Account": "Id", "Contact": "AccountId"}
    if asked.sobject.name not in columns:
        return
    account, user = asked.table.c[columns[asked.sobject.name]], asked.user
    what = "account" if asked.sobject.name == "Account" else "contact of the account"
    if user.external and user.account_id:
        yield Grant(
            "PortalImplicit",
            "Read",
            account == user.account_id,
            f"it is the {what} of {user.name}",
            source=Source("implicit", "PortalImplicit"),
        )
    if asked.viewer.stands_above and not user.external:
        below = asked.viewer.portal_accounts_below
        because = f"it is the {what} of portal users below {user.name}'s role {user.role_name}"
        yield Grant("PortalImplicit", "Read", account.in_(below), because, source=Source("implicit", "PortalImplicit"))


def _case_contact(asked: Asked) -> Iterator[Grant]:
    """A portal user has access to cases of which the own contact is the contact; at the level of a setting."""
    if asked.sobject.name == "Case":
        user, contact = asked.user, asked.table.c.ContactId
        if user.external and user.contact_id:
            yield related_portal_user(asked, contact == user.contact_id, f"{user.name} is the contact of the case")
        if asked.viewer.stands_above:
            below = contacts_of(asked, asked.viewer.users_below)
            because = f"the contact of the case is a portal user below {user.name}'s role {user.role_name}"
            yield related_portal_user(asked, contact.in_(below), because)


def related_portal_user(asked: Asked, where: ColumnElement[bool], because: str) -> Grant:
    """What the case's contact has: the level is a setting (confidence D)."""
    level = asked.context.settings.case_contact_level
    return Grant("RelatedPortalUser", level, where, because, source=Source("implicit", "RelatedPortalUser"))


def contacts_of(asked: Asked, users: Ids) -> Ids:
    """The contacts behind these portal users."""
    user = asked.viewer.table("User")
    return select(user.c.ContactId).where(user.c.Id.in_(users), user.c.ContactId.is_not(None))


def _parent(asked: Asked) -> Iterator[Grant]:
    """Access to a case, contact or opportunity gives Read on its account.

    Not where the child is controlled by the account, and not by View All on the child.
    """
    if asked.sobject.name != "Account":
        return
    for name in CHILDREN:
        child = asked.context.schema.get(name)
        if child is None or Asked(asked.viewer, child, asked.table, asked.reach).controlled_by_parent:
            continue
        table = asked.viewer.table(name)
        seen = asked.reach(child, "Read", False)
        accounts = select(table.c.AccountId).where(table.c.AccountId.is_not(None))
        if "IsDeleted" in table.c:
            accounts = accounts.where(table.c.IsDeleted.is_not(True))
        if "IsPersonAccount" in table.c:  # a person's contact is the account itself
            accounts = accounts.where(table.c.IsPersonAccount.is_not(True))
        if seen is not None:
            accounts = accounts.where(table.c.Id.in_(seen))
        because = f"{asked.user.name} has access to a {child.label.lower()} of the account"
        yield Grant(
            "ImplicitParent",
            "Read",
            asked.table.c.Id.in_(accounts),
            because,
            source=Source("implicit", "ImplicitParent"),
        )


def _child(asked: Asked) -> Iterator[Grant]:
    """The owner of an account, and who stands above, has on its children what the owner's role says.

    UserRole.CaseAccessForAccountOwner and its like.
    """
    name = asked.sobject.name
    if name not in CHILDREN or asked.controlled_by_parent or not asked.viewer.role_id:
        return
    for access, levels in asked.levels(("Read", "Edit")):
        account, owner = asked.viewer.table("Account"), asked.viewer.table("User")
        role = asked.viewer.table("UserRole")
        owned = (
            select(account.c.Id)
            .join_from(account, owner, owner.c.Id == account.c.OwnerId)
            .join(role, role.c.Id == owner.c.UserRoleId)
            .where(
                and_(
                    or_(owner.c.Id == asked.user.id, role.c.Id.in_(asked.viewer.roles_below)),
                    role.c[f"{name}AccessForAccountOwner"].in_(levels),
                    *in_effect(asked.context, "owner", owner.c.Id),
                )
            )
        )
        because = f"{asked.user.name} or somebody below in the role hierarchy owns its account"
        yield Grant(
            "ImplicitChild",
            access,
            asked.table.c.AccountId.in_(owned),
            because,
            source=Source("implicit", "ImplicitChild"),
        )
