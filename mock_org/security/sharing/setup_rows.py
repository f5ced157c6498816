"""Which rows of setup objects, Share objects and child objects without permissions of their own a user may see."""

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from mock_org.security.delegation import ADMINISTRATOR
from mock_org.security.permissions import parents
from mock_org.security.setup_objects import Parent, RowRule, setup_object
from mock_org.security.sharing import people
from mock_org.security.sharing.grant import Access, Asked, Grant, Source

PUBLIC_GROUPS = ("Regular", "Queue", "Organization", "PRMOrganization", "AllCustomerPortal")


def applies(asked: Asked) -> bool:
    """Whether this file decides about the object, and nothing else does."""
    setup = setup_object(asked.sobject.name)
    return asked.sobject.share_of is not None or (setup is not None and not setup.sharing)


def grants(asked: Asked) -> Iterator[Grant]:
    """The rows by the rule that setup_objects.toml names, or by the record that a row belongs to."""
    if asked.sobject.share_of:
        yield from _share_rows(asked)
        return
    setup = setup_object(asked.sobject.name)
    if setup is None or setup.sharing:
        return
    rule = setup.external_rows if asked.user.external and setup.external_rows else setup.rows
    if not asked.user.external and asked.user.has(*setup.all_rows):
        rule = None
    if asked.model in BY_MEMBER_DEFAULT:
        yield from BY_MEMBER_DEFAULT[asked.model](asked)
        return
    where = _by_rule(asked, rule)
    if setup.parent:
        yield from _by_parent(asked, setup.parent, where)
    else:
        yield Grant(
            None,
            "All",
            where,
            f"{asked.sobject.label_plural} are open to {asked.user.name} by user permissions",
            source=Source("setup", asked.sobject.name),
        )


def _by_campaign(asked: Asked) -> Iterator[Grant]:
    """Controlled by Campaign: who has access to the campaign has it to its members (Salesforce release notes,
    Summer '18, "Control Who Can Access Campaign Members"; confidence A)."""
    yield from _by_parent(asked, Parent(object="Campaign", field="CampaignId"), true())


def _by_lead_or_contact(asked: Asked) -> Iterator[Grant]:
    """Controlled by Lead or Contact: who has access to the lead or contact has it to the member (the same page; A)."""
    for name in ("Lead", "Contact"):
        field = f"{name}Id"
        yield from _by_parent(asked, Parent(object=name, field=field), asked.table.c[field].is_not(None))


BY_MEMBER_DEFAULT: dict[str | None, Callable[[Asked], Iterator[Grant]]] = {
    "ControlledByCampaign": _by_campaign,
    "ControlledByLeadOrContact": _by_lead_or_contact,
}


def _by_rule(asked: Asked, rule: RowRule | None) -> ColumnElement[bool]:
    return ROW_RULES[rule.rule](asked, asked.table.c[rule.field]) if rule else true()


def _by_parent(asked: Asked, parent: Parent, where: ColumnElement[bool]) -> Iterator[Grant]:
    column = asked.column(parent.field)
    pairs: tuple[tuple[Access, Access], ...] = (("Read", "Read"), ("Edit", "All"))
    for name in parents(asked.sobject, parent):
        target = asked.context.schema.get(name)
        if target is None or column is None:
            continue
        for needed, given in pairs:
            ids = asked.reach(target, needed, True)
            kind = column.like(f"{target.key_prefix}%") if parent.object is None else true()
            reached = kind if ids is None else column.in_(ids)
            because = f"{asked.user.name} has {needed} on its {target.label}"
            yield Grant(
                None,
                given,
                and_(where, reached),
                because,
                parent=parent.field,
                source=Source("parent", f"{asked.sobject.name}.{parent.field}"),
            )


def _share_rows(asked: Asked) -> Iterator[Grant]:
    """Share rows of records that the user may see; who has full access to a record may share it. An external user sees
    rows to the own user and groups only (confidence D).
    """
    shared = asked.context.schema.get(asked.sobject.share_of or "")
    if shared is None:
        return
    column = asked.table.c[asked.sobject.shared_id_field]
    own = asked.table.c.UserOrGroupId.in_(asked.viewer.direct) if asked.user.external else true()
    pairs: tuple[tuple[Access, ColumnElement[bool]], ...] = (("Read", own), ("All", true()))
    for access, gate in pairs:
        ids = asked.reach(shared, access, True)
        where = gate if ids is None else and_(gate, column.in_(ids))
        yield Grant(
            None,
            access,
            where,
            f"{asked.user.name} has {access} on the {shared.label} that it shares",
            source=Source("setup", asked.sobject.name),
        )


def _own(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column == asked.user.id


def _own_profile(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return false() if asked.user.profile_id is None else column == asked.user.profile_id


def _own_sets(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.in_(asked.user.permission_set_ids)


def _delegable_sets(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """The own permission sets, and those that a delegated administrator can give to others (confidence D)."""
    own = _own_sets(asked, column)
    if not asked.user.has(ADMINISTRATOR):
        return own
    listed = asked.viewer.table("PortalDelegablePermissionSet")
    return or_(own, column.in_(select(listed.c.PermissionSetId).where(listed.c.ProfileId == asked.user.profile_id)))


def _managed_users(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """The own rows, and those of the users whom a delegated administrator manages (confidence D)."""
    own, accounts = _own(asked, column), people.managed_accounts(asked)
    if accounts is None:
        return own
    user = asked.viewer.table("User")
    return or_(own, column.in_(select(user.c.Id).where(user.c.AccountId.in_(accounts))))


def _groups(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """Public groups and queues, and the role groups of the own account."""
    group, role = asked.viewer.table("Group"), asked.viewer.table("UserRole")
    account = asked.user.account_id
    own_roles = select(role.c.Id).where(false() if account is None else role.c.PortalAccountId == account)
    return column.in_(select(group.c.Id).where(or_(group.c.Type.in_(PUBLIC_GROUPS), group.c.RelatedId.in_(own_roles))))


def _principals(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.in_(asked.viewer.direct)


def _networks(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """Sites that are Live or in Preview and have the user as a member (Object Reference, Network; confidence A)."""
    site, member = asked.viewer.table("Network"), asked.viewer.table("NetworkMember")
    joined = select(member.c.NetworkId).where(member.c.MemberId == asked.user.id)
    found = select(site.c.Id).where(site.c.Status.in_(("Live", "UnderConstruction")), site.c.Id.in_(joined))
    return column.in_(found)


def _published(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.is_(True)


def _lead_or_contact(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    reached = []
    for name in ("Lead", "Contact"):
        ids = asked.reach(asked.context.schema[name], "Read", True)
        reached.append(asked.table.c[f"{name}Id"].is_not(None) if ids is None else asked.table.c[f"{name}Id"].in_(ids))
    return or_(*reached)


def _not_private(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """A private note or attachment is for its owner alone (Object Reference, Attachment.IsPrivate; confidence A)."""
    return or_(column.is_not(True), asked.table.c.OwnerId == asked.user.id)


def _all_users(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return column == "AllUsers"


def _public_folders(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    """Public folders, and what lies in them; documents in My Personal Documents are the user's own."""
    folder = asked.viewer.table("Folder")
    public = select(folder.c.Id).where(folder.c.AccessType.in_(("Public", "PublicInternal")))
    return or_(column.in_(public), column == asked.user.id)


def _nothing(asked: Asked, column: ColumnElement[str]) -> ColumnElement[bool]:
    return false()


ROW_RULES: dict[str, Callable[[Asked, ColumnElement[str]], ColumnElement[bool]]] = {
    "own": _own,
    "own_profile": _own_profile,
    "own_sets": _own_sets,
    "delegable_sets": _delegable_sets,
    "managed_users": _managed_users,
    "groups": _groups,
    "principals": _principals,
    "networks": _networks,
    "published": _published,
    "lead_or_contact": _lead_or_contact,
    "not_private": _not_private,
    "all_users": _all_users,
    "public_folders": _public_folders,
    "nothing": _nothing,
    "files": _nothing,  # files.py has the grants
}
