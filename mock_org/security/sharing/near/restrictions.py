"""A grant holds, but something takes the record away again: private opportunities."""

from collections.abc import Iterator

from mock_org.security.sharing.near.subject import Miss, Subject

PRIVATE = "the opportunity is private: only its owner, those above and administrators see it"


def misses(subject: Subject) -> Iterator[Miss]:
    """The grants that were taken away."""
    for grant in subject.taken:
        if subject.more(grant.access):
            yield Miss(grant.source, grant.access, grant.because, (reason(subject),))


def reason(subject: Subject) -> str:
    """What takes it away."""
    return PRIVATE if subject.get("IsPrivate") else "a restriction takes it away"
