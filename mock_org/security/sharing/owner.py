"""Ownership: the owner has full access; members of the queue that owns a record may edit it."""

from collections.abc import Iterator

from sqlalchemy import and_, select

from mock_org.security.groups import Ids
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
