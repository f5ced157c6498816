"""Share groups: records that users without a role own, opened to the members of their sharing set's share group.

Salesforce help, "Use Share Groups to Share Records Owned by High-Volume Experience Cloud Site Users" (confidence A):
members are internal users, and external users of the same account as the owner. No metadata says who is a member, so
the settings do. Full access: Salesforce, "Designing Record Access for Enterprise Scale" (confidence A); it does not
climb the role hierarchy beyond the groups themselves (confidence C).
"""

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import func, select, true

from mock_org.security.groups import Ids, Viewer
from mock_org.security.model import SharingSet
from mock_org.security.principal import Principal, PrincipalKind
from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.sharing.rules import groups_of, shares_to

HIGH_VOLUME = "CspLitePortal"
INTERNAL = ("group ", "role ", "roleAndSubordinates", "allInternalUsers")


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
            theirs = _users(asked.viewer, sharing_set, asked.user.account_id if asked.user.external else None)
            yield Grant("LpuImplicit", "All", owner.in_(theirs), because, source=source)


def share_rows(computed: Computed) -> Iterator[Rows]:
    """A row for each record of such a user with each member that has internal users (Object Reference, CaseShare,
    RowCause LpuImplicit; confidence A, of members that are external D).
    """
    viewer, groups = computed.viewer, computed.context.settings.share_groups
    for sharing_set in computed.context.sharing.sets:
        for member in groups.get(sharing_set.name, ()):
            record, to = computed.table(), computed.table("Group")
            if "OwnerId" not in record.c or not member.startswith(INTERNAL):
                continue
            where = [
                to.c.Id.in_(groups_of(viewer, _principal(member))),
                record.c.OwnerId.in_(_users(viewer, sharing_set)),
            ]
            joined = record.join(to, true())
            yield computed.rows(record, to.c.Id, "LpuImplicit", "All", where=where, frm=joined, named=sharing_set.name)


def _member(asked: Asked, members: Sequence[str]) -> Principal | None:
    """The first member that the user belongs to."""
    for principal in map(_principal, members):
        if shares_to(principal, asked.viewer.direct_names):
            return principal
    return None


def _principal(member: str) -> Principal:
    kind, _, name = member.partition(" ")
    return Principal(cast(PrincipalKind, kind), name or None)


def _users(viewer: Viewer, sharing_set: SharingSet, account_id: str | None = None) -> Ids:
    """The set's users without a role; for an external member those of the same account."""
    user, profile = viewer.table("User"), viewer.table("Profile")
    profiles = select(profile.c.Id).where(func.lower(profile.c.Name).in_([p.lower() for p in sharing_set.profiles]))
    found = select(user.c.Id).where(
        user.c.UserType == HIGH_VOLUME, user.c.UserRoleId.is_(None), user.c.ProfileId.in_(profiles)
    )
    return found if account_id is None else found.where(user.c.AccountId == account_id)
