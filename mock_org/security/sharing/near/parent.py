"""The record that decides about this one is itself not open: its own near misses are told."""

from collections.abc import Iterator
from dataclasses import replace

from mock_org.schema import Field
from mock_org.security.sharing.grant import LEVELS, Access, Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.parent import ACTIVITIES, parents

MOST_OF_PARENT = 3


def misses(subject: Subject) -> Iterator[Miss]:
    """What is missing on each parent."""
    if subject.sobject.name in ACTIVITIES:
        fields = tuple(field for name in ("WhatId", "WhoId") if (field := subject.sobject.field(name)))
    elif subject.asked.controlled_by_parent:
        fields = parents(subject.asked)
    else:
        return
    for field in fields:
        yield from _of(subject, field)


def _of(subject: Subject, field: Field) -> Iterator[Miss]:
    parent, label = subject.get(field.name), field.label.removesuffix(" ID")
    source = Source("parent", f"{subject.sobject.name}.{field.name}")
    needed: Access = "Read" if subject.level == "none" else "Edit"
    if not parent:
        if subject.sobject.name not in ACTIVITIES and subject.more("Read"):
            yield Miss(source, "Read", f"its {label} decides about it", (f"it has no {label}",))
        return
    target = subject.context.schema.by_key_prefix(str(parent)[:3])
    if target is None or target.virtual:
        return
    level, further = subject.deeper(target, parent)
    if LEVELS.index(level) >= LEVELS.index("read" if needed == "Read" else "edit"):
        yield from _hidden(subject, field, needed)
        return
    name = subject.tell.record(parent)
    missing = f"{subject.user.name} has {'no access to it' if level == 'none' else 'Read only on it'}"
    yield Miss(source, needed, f"its {label} {name} decides about it", (missing,))
    for miss in further[:MOST_OF_PARENT]:
        yield replace(miss, would=f"its {label} {name}: {miss.would}", access=needed)


def _hidden(subject: Subject, field: Field, needed: Access) -> Iterator[Miss]:
    """Activities that are not marked for external users."""
    hidden = subject.sobject.name in ACTIVITIES and subject.user.external and not subject.get("IsVisibleInSelfService")
    if hidden and subject.more(needed):
        would = f"{subject.user.name} sees {subject.tell.record(subject.get(field.name))}, which it is about"
        source = Source("parent", f"{subject.sobject.name}.{field.name}")
        yield Miss(source, needed, would, ("it is not marked Visible in Self-Service",))
