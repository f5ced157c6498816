"""Sharing opens the record, but profile and permission sets do not open the object."""

from collections.abc import Iterator

from mock_org.security.permissions import may
from mock_org.security.setup_objects import Action
from mock_org.security.sharing.grant import RANK, Access, Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.setup_rows import applies

# What each access needs of the object permissions.
NEEDED: tuple[tuple[Access, Action], ...] = (("Read", "read"), ("Edit", "edit"), ("All", "delete"))


def misses(subject: Subject) -> Iterator[Miss]:
    """The lowest object permission that is missing; setup objects tell themselves (setup_rows.py)."""
    if applies(subject.asked) and subject.level != "none":
        return
    for access, action in NEEDED:
        if not may(subject.user, action, subject.sobject, subject.context):
            yield from _missing(subject, access, action)
            return


def _missing(subject: Subject, access: Access, action: Action) -> Iterator[Miss]:
    user, label = subject.user, subject.sobject.label
    held = [grant for grant in subject.holding if RANK[grant.access] >= RANK[access]]
    source = Source("permission", f"{subject.sobject.name}.{action.title()}")
    lacks = f"{holders(subject)} of {user.name} {'lack' if user.permission_set_ids[1:] else 'lacks'}"
    lacks = f"{lacks} {action.title()} on {label}"
    if held:
        yield Miss(source, access, held[0].because, (lacks,))
    elif access == "Read":
        yield Miss(source, access, f"nobody sees {subject.plural} without Read on {label}", (lacks,))


def holders(subject: Subject) -> str:
    """Where the user's permissions come from: the profile, and permission sets where there are some."""
    profile = f"profile {subject.user.profile_name}"
    return f"{profile} and permission sets" if len(subject.user.permission_set_ids) > 1 else profile
