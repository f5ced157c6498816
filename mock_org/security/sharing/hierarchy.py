"""The role hierarchy: who stands above an owner has the owner's access. Portal roles hang under the account owner's."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import Asked, Grant, Source
from mock_org.security.sharing.owner import queues


def grants(asked: Asked) -> Iterator[Grant]:
    """Records owned by users in roles below the user's, or by queues that such users are members of.

    What was shared with users below is lifted where it was shared: rules.py, shares.py, implicit.py.
    """
    owner, user = asked.column("OwnerId"), asked.user
    if owner is None or not asked.shareable or not asked.lifts:
        return
    because = f"its owner's role is below {user.name}'s role {user.role_name} in the role hierarchy"
    # "the same level of access": Salesforce, "Record Access: Under the Hood" (confidence A).
    yield Grant(
        None,
        "All",
        owner.in_(asked.viewer.users_below),
        because,
        by_ownership=True,
        source=Source("role hierarchy", "owner"),
    )
    if "Group" in asked.sobject.fields["ownerid"].reference_to:
        because = f"a member of the queue that owns it has a role below {user.name}'s role {user.role_name}"
        yield Grant(
            None,
            "Edit",
            owner.in_(queues(asked, asked.viewer.inherited)),
            because,
            source=Source("role hierarchy", "queue"),
        )
