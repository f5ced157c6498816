"""A grant holds, but something takes the record away again: private opportunities, restriction rules."""

from collections.abc import Iterator

from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.restrictions import hiding

PRIVATE = "the opportunity is private: only its owner, those above and administrators see it"


def misses(subject: Subject) -> Iterator[Miss]:
    """The grants that were taken away."""
    for grant in subject.taken:
        if subject.more(grant.access):
            yield Miss(grant.source, grant.access, grant.because, reasons(subject))


def reasons(subject: Subject) -> tuple[str, ...]:
    """What takes it away."""
    by_rules = hiding(subject.asked.viewer, subject.sobject, subject.row["Id"])
    return (*([PRIVATE] if subject.get("IsPrivate") else []), *by_rules)
