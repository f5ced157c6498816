"""Users as records: themselves, their colleagues, and whoever manages users."""

from collections.abc import Iterator

from sqlalchemy import true

from mock_org.security.sharing.computed import Computed, Rows
from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.user import CUSTOMER_TYPES, PARTNER_TYPES

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
    if user.has("DelegatedPortalUserAdmin"):
        yield Grant(
            None,
            "All",
            same,
            f"{user.name} administers the users of the own account",
            source=Source("permission", "DelegatedPortalUserAdmin"),
        )


def share_rows(computed: Computed) -> Iterator[Rows]:
    """Users own themselves (Object Reference, UserShare.RowCause; that there is such a row: confidence C)."""
    if computed.shared.name == "User":
        user = computed.table()
        yield computed.rows(user, user.c.Id, "Owner", "All")
