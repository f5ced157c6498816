"""Share groups: records that users without a role own, opened to the members of their sharing set's share group.

Salesforce help, "Use Share Groups to Share Records Owned by High-Volume Experience Cloud Site Users" (confidence A):
members are internal users, and external users of the same account as the owner. No metadata says who is a member, so
the settings do. Full access: Salesforce, "Designing Record Access for Enterprise Scale" (confidence A); it does not
climb the role hierarchy beyond the groups themselves (confidence C).
"""

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import func, select

from mock_org.security.groups import Ids
from mock_org.security.model import SharingSet
from mock_org.security.principal import Principal, PrincipalKind
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.sharing.rules import shares_to

HIGH_VOLUME = "CspLitePortal"


def grants(asked: Asked) -> Iterator[Grant]:
    """What the share groups open that the user is a member of."""
    owner, groups = asked.column("OwnerId"), asked.context.settings.share_groups
    if owner is None or not asked.shareable or not groups or (asked.user.external and not asked.user.account_id):
        return
    for sharing_set in asked.context.sharing.sets:
        member = _member(asked, groups.get(sharing_set.name, ()))
        if member is not None:
            because = (
                f'the share group of sharing set "{sharing_set.name}" opens what its users without a role own '
                f"to {member}"
            )
            source = Source("share group", sharing_set.name)
            yield Grant("LpuImplicit", "All", owner.in_(_owners(asked, sharing_set)), because, source=source)


def _member(asked: Asked, members: Sequence[str]) -> Principal | None:
    """The first member that the user belongs to."""
    for member in members:
        kind, _, name = member.partition(" ")
        principal = Principal(cast(PrincipalKind, kind), name or None)
        if shares_to(principal, asked.viewer.direct_names):
            return principal
    return None


def _owners(asked: Asked, sharing_set: SharingSet) -> Ids:
    """The set's users without a role; for an external member those of the same account."""
    user, profile = asked.viewer.table("User"), asked.viewer.table("Profile")
    profiles = select(profile.c.Id).where(func.lower(profile.c.Name).in_([p.lower() for p in sharing_set.profiles]))
    found = select(user.c.Id).where(
        user.c.UserType == HIGH_VOLUME, user.c.UserRoleId.is_(None), user.c.ProfileId.in_(profiles)
    )
    return found.where(user.c.AccountId == asked.user.account_id) if asked.user.external else found
