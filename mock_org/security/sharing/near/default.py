"""The organization-wide default that is not open, or not to users of that kind."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import RANK, Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.owd import LEVEL_OF_MODEL


def misses(subject: Subject) -> Iterator[Miss]:
    """What internal users have by default, or that nobody has anything."""
    asked, label = subject.asked, subject.sobject.label
    if not asked.shareable or asked.model is None or (asked.model in LEVEL_OF_MODEL and not subject.user.external):
        return
    inside = LEVEL_OF_MODEL.get(subject.sobject.sharing_model or "")
    own = LEVEL_OF_MODEL.get(asked.model)
    whom = "external" if subject.user.external else "internal"
    source = Source("default", f"{subject.sobject.name}.{whom}")
    if inside and subject.user.external and (own is None or RANK[inside[0]] > RANK[own[0]]):
        if subject.more(inside[0]):
            closed = f"the external default of {label} is {own[1] if own else 'Private'}"
            yield Miss(source, inside[0], f"internal users have {inside[1]} on all {subject.plural}", (closed,))
    elif own is None and subject.more("Read"):
        closed = f"for {whom} users that of {label} is Private"
        yield Miss(source, "Read", "an organization-wide default could open it to everybody", (closed,))
