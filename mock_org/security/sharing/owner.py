"""Ownership: the owner has full access; members of the queue that owns a record may edit it."""

from collections.abc import Iterator

from sqlalchemy import and_, select

from mock_org.security.groups import Ids
from mock_org.security.sharing.computed import CHILD_LEVELS, Computed, Rows
from mock_org.security.sharing.grant import Asked, Grant, Source


def grants(asked: Asked) -> Iterator[Grant]:
    """Records that the user or a queue of the user's owns."""
    owner = asked.column("OwnerId")
    if owner is None or not asked.shareable:
        return
    user = asked.user
    yield Grant(
        "Owner",
        "All",
        owner == user.id,
        f"{user.name} owns it",
        user.id,
        by_ownership=True,
        source=Source("ownership", "owner"),
    )
    if "Group" in (asked.sobject.fields["ownerid"].reference_to):
        because = f"{user.name} is a member of the queue that owns it"
        yield Grant(
            "Owner", "Edit", owner.in_(queues(asked, asked.viewer.direct)), because, source=Source("ownership", "queue")
        )


def queues(asked: Asked, principals: Ids) -> Ids:
    """The queues among these groups."""
    group = asked.viewer.table("Group")
    return select(group.c.Id).where(and_(group.c.Type == "Queue", group.c.Id.in_(principals)))


def share_rows(computed: Computed) -> Iterator[Rows]:
    """The owner's row, of a queue's records the queue's (Object Reference, LeadShare.RowCause; confidence A).

    An account's tells what the owner's role gives on its children.
    """
    record = computed.table()
    if "OwnerId" not in record.c:
        return
    if computed.shared.name != "Account":
        yield computed.rows(record, record.c.OwnerId, "Owner", "All")
        return
    user, role = computed.table("User"), computed.table("UserRole")
    joined = record.outerjoin(user, user.c.Id == record.c.OwnerId).outerjoin(role, role.c.Id == user.c.UserRoleId)
    children = {
        name: computed.child_level(name, role.c[f"{child}AccessForAccountOwner"])
        for name, child in CHILD_LEVELS.items()
    }
    yield computed.rows(record, record.c.OwnerId, "Owner", "All", frm=joined, children=children)
