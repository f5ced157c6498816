"""Sharing sets of another profile, or whose lookup points somewhere else."""

from collections.abc import Iterator

from sqlalchemy import Select, select

from mock_org.security.model import SetMapping, SharingSet
from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.condition import label_of, value_of
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.sets import UNSUPPORTED, user_value


def misses(subject: Subject) -> Iterator[Miss]:
    """Sets that open records of this object to external users."""
    supported = subject.sobject.name not in UNSUPPORTED and subject.asked.shareable
    if not (subject.user.external and supported):
        return
    for sharing_set in subject.context.sharing.sets:
        for mapping in sharing_set.mappings:
            if mapping.object.lower() == subject.sobject.name.lower() and subject.more(mapping.access):
                yield from _mapping(subject, sharing_set, mapping)


def _mapping(subject: Subject, sharing_set: SharingSet, mapping: SetMapping) -> Iterator[Miss]:
    user = subject.user
    theirs, missing = _values(subject, mapping), []
    found = value_of(subject, mapping.object_field)
    label = label_of(subject.sobject, mapping.object_field)
    shown = ", ".join(subject.tell.record(each) for each in sorted(theirs))
    if not theirs:
        missing.append(f"{user.name} has none")
    elif found not in theirs:
        missing.append(f"it is {subject.tell.record(found)}" if found else "it is empty")
    if user.profile_name.lower() not in (profile.lower() for profile in sharing_set.profiles):
        missing.append(f"the set is not for {user.name}'s profile {user.profile_name}")
    whose = f"{user.name}'s {mapping.user_field}" + (f" ({shown})" if shown else "")
    would = f'sharing set "{sharing_set.name}" opens {subject.plural} whose {label} is {whose}'
    if missing:
        source = Source("sharing set", f"{sharing_set.name}.{subject.sobject.name}")
        yield Miss(source, mapping.access, would, tuple(missing))


def _values(subject: Subject, mapping: SetMapping) -> set[str]:
    value = user_value(subject.asked.viewer, mapping.user_field)
    if isinstance(value, Select):
        rows = subject.context.database.rows(select(value.subquery()))
        return {str(next(iter(row.values()))) for row in rows}
    return {value} if value else set()
