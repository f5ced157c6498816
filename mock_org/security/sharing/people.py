"""Users as records: themselves, their colleagues, and whoever manages users."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select, true, union_all

from mock_org.security.delegation import ADMINISTRATOR
from mock_org.security.groups import Ids
from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.user import CUSTOMER_TYPES, PARTNER_TYPES

ASSIGNMENT = "PermissionSetAssignment"
# Statuses of NetworkMemberGroup whose holders are members of the site.
BELONGS = ("Added", "WaitingForRemove", "RemoveCalculated", "FailedRemove")
# Who may write users of which type (Object Reference, User, "Special Access Rules"; confidence A).
MANAGERS = (
    (("ManageUsers", "ManageInternalUsers"), frozenset({"Standard"}), "internal users"),
    (("ManagePartners",), PARTNER_TYPES, "partner users"),
    (("ManageCssUsers",), CUSTOMER_TYPES, "customer users"),
)


def grants(asked: Asked) -> Iterator[Grant]:
    """Beyond the organization-wide default of User and UserShare rows."""
    if asked.sobject.name != "User":
        return
    user, people = asked.user, asked.table
    yield Grant(
        "Owner", "Edit", people.c.Id == user.id, f"it is {user.name}'s own user", source=Source("people", "self")
    )
    for permissions, types, label in MANAGERS:
        if user.has(*permissions) and not user.external:
            yield Grant(
                None,
                "All",
                people.c.UserType.in_(types),
                f"{user.name} has the permission to manage {label}",
                source=Source("permission", permissions[0]),
            )
    if user.has("ViewAllUsers"):
        yield Grant(
            None, "Read", true(), f"{user.name} has View All Users", source=Source("permission", "ViewAllUsers")
        )
    if user.external and user.account_id:
        yield from _colleagues(asked)
    if user.is_partner or user.is_customer:
        yield from _members(asked)


def _colleagues(asked: Asked) -> Iterator[Grant]:
    user, people = asked.user, asked.table
    same = people.c.AccountId == user.account_id
    # SharingSettings.enablePortalUserVisibility: users of one account see each other, whatever the defaults
    # (confidence A).
    if asked.context.settings.external_users_see_each_other:
        yield Grant(
            None,
            "Read",
            same,
            f"users of one account see each other, and it is of {user.name}'s account",
            source=Source("people", "account"),
        )
    # Salesforce help, "Delegate External User Administration" (confidence A).
    accounts = managed_accounts(asked)
    if accounts is not None:
        yield Grant(
            None,
            "All",
            people.c.AccountId.in_(accounts),
            f"{user.name} administers the users of the own account, and of accounts delegated to this user",
            source=Source("permission", ADMINISTRATOR),
        )


def managed_accounts(asked: Asked) -> Ids | None:
    """The accounts whose users an external user administers (delegation.managed_accounts, in SQL); None: of none."""
    user = asked.user
    if not (user.external and user.account_id and user.has(ADMINISTRATOR)):
        return None
    account = asked.viewer.table("Account")
    own: Ids = select(account.c.Id).where(account.c.Id == user.account_id)
    if "DelegatedAccount" not in asked.context.schema:
        return own
    given = asked.viewer.table("DelegatedAccount")
    valid = and_(given.c.ManagedById == user.id, given.c.AccessManageUsers, given.c.IsDeleted.is_(False))
    return select(union_all(own, select(given.c.TargetId).where(valid)).subquery().c[0])


def _members(asked: Asked) -> Iterator[Grant]:
    """SharingSettings.enableCommunityUserVisibility: users of one site see each other, whatever the defaults; guests do
    not (confidence A; that internal members are among them: C).
    """
    if not asked.context.settings.site_users_see_each_other:
        return
    viewer, people = asked.viewer, asked.table
    own, other, given = viewer.table("NetworkMemberGroup"), viewer.table("NetworkMemberGroup"), viewer.table(ASSIGNMENT)
    holders = [*asked.user.permission_set_ids, *filter(None, [asked.user.profile_id])]
    sites = select(own.c.NetworkId).where(own.c.ParentId.in_(holders), own.c.AssignmentStatus.in_(BELONGS))
    parents = select(other.c.ParentId).where(other.c.NetworkId.in_(sites), other.c.AssignmentStatus.in_(BELONGS))
    by_set = select(given.c.AssigneeId).where(given.c.PermissionSetId.in_(parents))
    where = and_(people.c.UserType != "Guest", or_(people.c.ProfileId.in_(parents), people.c.Id.in_(by_set)))
    because = f"members of one site see each other, and {asked.user.name} is a member of a site of this user's"
    yield Grant(None, "Read", where, because, source=Source("people", "site"))


def share_rows(computed: Computed) -> Iterator[Rows]:
    """Users own themselves (Object Reference, UserShare.RowCause; that there is such a row: confidence C)."""
    if computed.shared.name == "User":
        user = computed.table()
        yield computed.rows(user, user.c.Id, "Owner", "All")
