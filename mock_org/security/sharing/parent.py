"""Records that another record decides about: master-detail, contacts controlled by their account, activities."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from mock_org.schema import Field
from mock_org.security.setup_objects import setup_object
from mock_org.security.sharing.grant import RANK, Access, Asked, Grant, Source

ACTIVITIES = ("Task", "Event")


def grants(asked: Asked) -> Iterator[Grant]:
    """What the viewer has on the parent, or on all of several parents."""
    if asked.sobject.name in ACTIVITIES:
        yield from _activities(asked)
    elif asked.controlled_by_parent:
        yield from _details(asked)
        yield from _contacts_without_account(asked)


def parents(asked: Asked) -> tuple[Field, ...]:
    """The lookups that decide: master-detail fields, or Contact.AccountId."""
    masters = tuple(f for f in asked.sobject.fields.values() if f.relationship_order is not None)
    account = asked.sobject.field("AccountId")
    return masters or ((account,) if asked.sobject.name == "Contact" and account else ())


def _details(asked: Asked) -> Iterator[Grant]:
    """A contact allows what its account allows; a detail may be written and deleted by who may edit every master.

    Salesforce help, "Organization-Wide Sharing Defaults", Controlled by Parent (confidence A; deletion of details C).
    """
    fields = parents(asked)
    if not fields:
        return
    is_detail = fields[0].relationship_order is not None
    labels = " and ".join(field.label.removesuffix(" ID") for field in fields)
    pairs: list[tuple[Access, Access]] = [("Read", "Read"), ("Edit", "All" if is_detail else "Edit")]
    for needed, given in _enough(asked, pairs if is_detail else [*pairs, ("All", "All")]):
        where = and_(*(_parent_reached(asked, field, _least(field, needed)) for field in fields))
        because = f"{asked.user.name} has {_least(fields[0], needed)} on its {labels}, by which it is controlled"
        yield Grant(
            None,
            given,
            where,
            because,
            parent=fields[0].name,
            source=Source("parent", f"{asked.sobject.name}.{fields[0].name}"),
        )


def _least(field: Field, needed: Access) -> Access:
    """What is needed on that master: Read where the field says that it suffices (writeRequiresMasterRead; A)."""
    return "Read" if field.write_requires_master_read else needed


def _enough(asked: Asked, pairs: list[tuple[Access, Access]]) -> list[tuple[Access, Access]]:
    """(needed on the parent, given): all, or just the first that suffices, since each holds where a later one does."""
    return pairs if asked.least is None else [p for p in pairs if RANK[p[1]] >= RANK[asked.least]][:1]


def _parent_reached(asked: Asked, field: Field, access: Access) -> ColumnElement[bool]:
    """Rows whose parent the viewer has that access to, View All included."""
    column = asked.table.c[field.name]
    reached: list[ColumnElement[bool]] = []
    for name in field.reference_to:
        target = asked.context.schema.get(name)
        setup = setup_object(name)
        if target is None or target.virtual or (setup and not setup.sharing) or target.name == "User":
            continue
        ids = asked.reach(target, access, True)
        reached.append(column.in_(ids if ids is not None else select(asked.viewer.table(name).c.Id)))
    return or_(false(), *reached)


def _contacts_without_account(asked: Asked) -> Iterator[Grant]:
    """Private contacts: of no account, for the owner alone (Salesforce, "Record Access"; confidence C)."""
    account, owner = asked.column("AccountId"), asked.column("OwnerId")
    if asked.sobject.name == "Contact" and account is not None and owner is not None:
        where = and_(account.is_(None), owner == asked.user.id)
        yield Grant(
            "Owner",
            "All",
            where,
            f"{asked.user.name} owns it and it has no account",
            by_ownership=True,
            source=Source("ownership", "owner"),
        )


def _activities(asked: Asked) -> Iterator[Grant]:
    """Who reads the record that an activity is about reads the activity.

    An external user only if it is marked visible in self-service (Object Reference, Task.IsVisibleInSelfService;
    confidence B). Private defaults leave writing to the owner and those above.
    """
    fields = [f for name in ("WhatId", "WhoId") if (f := asked.sobject.field(name))]
    shown = asked.table.c.get("IsVisibleInSelfService")
    gate: ColumnElement[bool] = true()
    if asked.user.external:
        gate = shown.is_(True) if shown is not None else false()
    pairs: list[Access] = ["Read", "Edit"] if asked.controlled_by_parent else ["Read"]
    for access in pairs:
        where = and_(gate, or_(*(_parent_reached(asked, field, access) for field in fields)))
        because = f"{asked.user.name} has {access} on a record that it is about"
        yield Grant(None, access, where, because, source=Source("parent", f"{asked.sobject.name}.WhatId"))
    owner = asked.column("OwnerId")
    if asked.controlled_by_parent and owner is not None:
        yield Grant(
            "Owner",
            "All",
            owner == asked.user.id,
            f"{asked.user.name} owns it",
            by_ownership=True,
            source=Source("ownership", "owner"),
        )
