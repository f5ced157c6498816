"""A grant holds, but gives less than it could."""

from collections.abc import Iterator

from mock_org.security.permissions import may
from mock_org.security.sharing.near.subject import Miss, Subject

# Kinds of entries whose level somebody has chosen.
CHOSEN = ("sharing rule", "sharing set", "share row", "default", "team", "account relationship")


def misses(subject: Subject) -> Iterator[Miss]:
    """Read only, though the entry could say Read/Write and the profile allows it."""
    if not may(subject.user, "edit", subject.sobject, subject.context) or subject.level != "read":
        return
    for grant in subject.holding:
        if grant.source.kind in CHOSEN and grant.access == "Read":
            missing = "it gives Read only: Edit would need Read/Write there"
            yield Miss(grant.source, "Edit", grant.because, (missing,))
