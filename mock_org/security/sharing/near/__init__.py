"""Near misses: for one user and one record, every grant that nearly holds and what is missing.

One file a mechanism, listed in NEAR. They look at one record at a time, so they may ask the database.
"""

from collections.abc import Sequence

from mock_org.security.sharing.near import (
    account_relationships,
    default,
    files,
    implicit,
    levels,
    object_permissions,
    ownership,
    parent,
    people,
    restrictions,
    rules,
    sets,
    setup_rows,
    share_groups,
    shares,
    super_user,
    teams,
)
from mock_org.security.sharing.near.subject import Miss, Subject

__all__ = ["MOST", "NEAR", "Miss", "Subject", "near_misses"]

# In this order among those that miss as many conditions.
NEAR = (
    object_permissions.misses,
    restrictions.misses,
    rules.misses,
    sets.misses,
    shares.misses,
    teams.misses,
    share_groups.misses,
    account_relationships.misses,
    super_user.misses,
    parent.misses,
    levels.misses,
    implicit.misses,
    people.misses,
    setup_rows.misses,
    files.misses,
    ownership.misses,
    default.misses,
)
# So many are told; there can be one a rule.
MOST = 12


def near_misses(subject: Subject) -> Sequence[Miss]:
    """All of them, the nearest first: those that miss one condition. What would give no more than there is, is none."""
    found = [miss for rule in NEAR for miss in rule(subject) if subject.more(miss.access)]
    return sorted(dict.fromkeys(found), key=lambda miss: len(miss.missing))
