"""Sharing sets: an external user reaches the records that point to the same account or contact as the user does.

Salesforce help, "Use Sharing Sets": for customer and partner licences, not for leads; nothing is stored as a share row
(confidence A), and nothing climbs the role hierarchy (confidence D). Of contacts that their account controls it alone
decides, as about sharing rules ("Organization-Wide Sharing Defaults", Controlled by Parent: A; of sets: D).
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, union

from mock_org.schema import Field, SObject
from mock_org.security.groups import Viewer
from mock_org.security.model import SetMapping
from mock_org.security.sharing.grant import Asked, Grant, Source

UNSUPPORTED = ("Lead",)
OWN = {"account": "account_id", "contact": "contact_id"}


def grants(asked: Asked) -> Iterator[Grant]:
    """What the sets of the user's profile open."""
    user, name = asked.user, asked.sobject.name
    if not (user.is_partner or user.is_customer) or name in UNSUPPORTED or not asked.shareable:
        return
    for sharing_set in asked.context.sharing.sets:
        if user.profile_name.lower() not in (profile.lower() for profile in sharing_set.profiles):
            continue
        for mapping in sharing_set.mappings:
            if mapping.object.lower() == name.lower():
                because = (
                    f'sharing set "{sharing_set.name}" opens {asked.sobject.label_plural.lower()} whose '
                    f"{mapping.object_field} is {user.name}'s {mapping.user_field}"
                )
                yield Grant(
                    None,
                    mapping.access,
                    _matching(asked, mapping),
                    because,
                    source=Source("sharing set", f"{sharing_set.name}.{asked.sobject.name}"),
                )


def _matching(asked: Asked, mapping: SetMapping) -> ColumnElement[bool]:
    value = user_value(asked.viewer, mapping.user_field)
    return false() if value is None else _points_to(asked, mapping.object_field, value)


def _points_to(asked: Asked, path: str, value: Select[tuple[str]] | str) -> ColumnElement[bool]:
    """Rows whose lookup, own or one parent away (Contact.Account), is the value; a null is nobody's."""
    first, _, rest = path.partition(".")
    via = lookup(asked.sobject, first)
    if via is None:
        return false()
    column = asked.table.c[via.name]
    if not rest:
        return and_(column.is_not(None), column == value if isinstance(value, str) else column.in_(value))
    target = asked.context.schema.get(via.reference_to[0])
    further = lookup(target, rest) if target else None
    if target is None or further is None:
        return false()
    parent = asked.viewer.table(target.name)
    there = parent.c[further.name]
    found = select(parent.c.Id).where(there == value if isinstance(value, str) else there.in_(value))
    return column.in_(found)


def lookup(sobject: SObject, name: str) -> Field | None:
    """The field meant by "Id", "AccountId", "Account" or "Partner_Account__c"."""
    found = sobject.field(name) or sobject.relationship(name)
    return found if found and found.type in ("id", "reference") else None


def user_value(viewer: Viewer, path: str) -> Select[tuple[str]] | str | None:
    """Where the user's path leads; None where it leads nowhere, so that no null ever matches a null."""
    first, _, rest = path.lower().partition(".")
    if first == "manager":
        return _of_manager(viewer, rest)
    if (first, rest) == ("contact", "relatedaccount"):
        return _related_accounts(viewer)
    start: str | None = getattr(viewer.user, OWN[first]) if first in OWN else None
    if start is None or not rest:
        return start
    sobject = viewer.context.schema["Account" if first == "account" else "Contact"]
    field = lookup(sobject, rest)
    if field is None:
        return None
    table = viewer.table(sobject.name)
    column = table.c[field.name]
    return select(column).where(table.c.Id == start, column.is_not(None))


def _related_accounts(viewer: Viewer) -> Select[tuple[str]] | None:
    """The accounts that the user's contact is related to, the own one among them (Salesforce release notes, Spring '19,
    "Use Sharing Sets with Contacts with Multiple Accounts"; confidence A, of relations that are not active D).
    """
    user, contact, relation = viewer.user, viewer.table("Contact"), viewer.table("AccountContactRelation")
    if user.contact_id is None:
        return None
    related = select(relation.c.AccountId).where(
        relation.c.ContactId == user.contact_id, relation.c.IsDeleted.is_not(True)
    )
    if not viewer.context.settings.sets_by_inactive_relations:
        related = related.where(or_(relation.c.IsActive.is_(True), relation.c.IsDirect.is_(True)))
    own = select(contact.c.AccountId).where(contact.c.Id == user.contact_id, contact.c.AccountId.is_not(None))
    return select(union(own, related).subquery().c[0])


def _of_manager(viewer: Viewer, rest: str) -> Select[tuple[str]] | None:
    if rest not in OWN:
        return None
    me, manager = viewer.table("User"), viewer.table("User")
    column = manager.c["AccountId" if rest == "account" else "ContactId"]
    managed = select(me.c.ManagerId).where(me.c.Id == viewer.user.id)
    return select(column).where(manager.c.Id.in_(managed), column.is_not(None))
