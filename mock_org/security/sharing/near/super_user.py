"""Somebody of the same role or below owns the record, but the user is no super user."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.super_user import CUSTOMER_PLUS, OBJECTS, PERMISSION


def misses(subject: Subject) -> Iterator[Miss]:
    """What a super user of that role would have."""
    user, owner, level = subject.user, subject.get("OwnerId"), subject.context.settings.super_user_level
    covered = (subject.sobject.name in OBJECTS or subject.sobject.custom) and subject.asked.shareable
    if not (user.role_id and user.account_id and owner and covered) or owner == user.id or not subject.more(level):
        return
    missing = tuple(_missing(subject))
    if missing and _is_colleague(subject, owner):
        row = subject.tell.row("User", owner)
        role = subject.tell.row("UserRole", row["UserRoleId"])["Name"]
        whose = f"{user.name}'s role {role}" if row["UserRoleId"] == user.role_id else f"role {role}, which is below"
        yield Miss(Source("super user", "owner"), level, f"{row['Name']} owns it and has {whose}", missing)


def _missing(subject: Subject) -> Iterator[str]:
    user = subject.user
    if user.is_partner:
        if not user.is_super_user:
            yield f"{user.name} is no super user"
        if not subject.context.settings.partner_super_user_access:
            yield "partner super user access is off in the org"
    elif user.user_type == CUSTOMER_PLUS and not user.has(PERMISSION):
        yield f"{user.name} lacks the permission Portal Super User"


def _is_colleague(subject: Subject, owner: str) -> bool:
    user = subject.asked.viewer.table("User")
    roles = or_(user.c.UserRoleId == subject.user.role_id, user.c.UserRoleId.in_(subject.asked.viewer.roles_below))
    asked = select(user.c.Id).where(user.c.Id == owner, user.c.AccountId == subject.user.account_id, roles)
    return subject.context.database.scalar(asked) is not None
