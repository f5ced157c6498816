"""Somebody of the same role owns the record, but the user is no partner super user."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.super_user import OBJECTS


def misses(subject: Subject) -> Iterator[Miss]:
    """What a super user of that role would have."""
    user, owner = subject.user, subject.get("OwnerId")
    covered = subject.sobject.name in OBJECTS or subject.sobject.custom
    if not (user.is_partner and user.role_id and owner and covered) or not subject.more("Edit"):
        return
    row = subject.tell.row("User", owner)
    if owner == user.id or row.get("UserRoleId") != user.role_id:
        return
    missing = []
    if not user.is_super_user:
        missing.append(f"{user.name} is no super user")
    if not subject.context.settings.partner_super_user_access:
        missing.append("partner super user access is off in the org")
    if missing:
        would = f"{row.get('Name')} owns it and has {user.name}'s role {user.role_name}"
        yield Miss(Source("super user", "owner"), "Edit", would, tuple(missing))
