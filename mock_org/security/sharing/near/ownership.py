"""Who owns the record, and why that gives this user nothing: another queue, a role that is not below."""

from collections.abc import Iterator

from sqlalchemy import select

from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject


def misses(subject: Subject) -> Iterator[Miss]:
    """The owner, and what is missing between the owner and the user."""
    owner = subject.get("OwnerId")
    if not owner or not subject.asked.shareable or not subject.more("Edit"):
        return
    if str(owner).startswith("00G"):
        yield from _queue(subject, owner)
    elif owner != subject.user.id:
        yield from _person(subject, owner)


def _queue(subject: Subject, owner: str) -> Iterator[Miss]:
    if not subject.tell.is_direct(owner):
        queue = subject.tell.principal(owner)
        missing = f"{subject.user.name} is no member of it"
        yield Miss(Source("ownership", "queue"), "Edit", f"{queue} owns it", (missing,))


def _person(subject: Subject, owner: str) -> Iterator[Miss]:
    user, row = subject.user, subject.tell.row("User", owner)
    role = subject.tell.row("UserRole", row.get("UserRoleId")).get("Name")
    owned = f"{subject.tell.person(owner)} owns it"
    if not user.role_id:
        missing = f"{user.name} has no role, so nobody is below"
    elif not role:
        missing = f"{row.get('Name')} has no role, so nobody stands above"
    elif row["UserRoleId"] == user.role_id:
        missing = f"has {user.name}'s own role {role}, which is not below it"
        yield Miss(Source("role hierarchy", "owner"), "All", owned, (f"{row.get('Name')} {missing}",))
        return
    elif _is_below(subject, row["UserRoleId"]):
        missing = f"superiors have no access to {subject.plural}: Grant Access Using Hierarchies is off for them"
    else:
        missing = f"the owner's role {role} is not below {user.name}'s role {user.role_name}"
    yield Miss(Source("role hierarchy", "owner"), "All", owned, (missing,))


def _is_below(subject: Subject, role_id: str) -> bool:
    role = subject.asked.viewer.table("UserRole")
    below = select(role.c.Id).where(role.c.Id == role_id, role.c.Id.in_(subject.asked.viewer.roles_below))
    return subject.context.database.scalar(below) is not None
