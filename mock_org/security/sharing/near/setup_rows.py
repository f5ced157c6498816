"""Rows of setup objects and Share objects that are not shown to this user."""

from collections.abc import Iterator

from mock_org.security.setup_objects import SetupObject, setup_object
from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.setup_rows import applies

# What each rule of setup_objects.toml shows, in words.
SHOWN = {
    "own": "the own ones",
    "own_profile": "those of the own profile",
    "own_sets": "those of the own profile and permission sets",
    "groups": "public groups, queues and groups of the own account's roles",
    "principals": "those of the user and of the user's groups",
    "networks": "live sites that the user is a member of",
    "published": "published ones",
    "lead_or_contact": "those of leads and contacts that the user sees",
    "not_private": "those that are not private",
    "all_users": "those for all users",
    "public_folders": "those in public folders",
    "nothing": "none",
}


def misses(subject: Subject) -> Iterator[Miss]:
    """What is shown instead."""
    setup = setup_object(subject.sobject.name)
    if not applies(subject.asked) or subject.level != "none":
        return
    source, name = Source("setup", subject.sobject.name), subject.user.name
    if subject.sobject.share_of:
        yield Miss(source, "Read", "share rows go with the record that they share", (f"{name} does not see it",))
    elif setup is not None and setup.parent:
        yield Miss(source, "Read", "it goes with the record that it belongs to", (f"{name} does not see that",))
    elif setup is not None:
        yield from _rows(subject, setup, source)


def _rows(subject: Subject, setup: SetupObject, source: Source) -> Iterator[Miss]:
    user = subject.user
    rule = setup.external_rows if user.external and setup.external_rows else setup.rows
    shown = SHOWN.get(rule.rule) if rule else None
    if shown is None:
        return
    missing = ["this is none of them"]
    if setup.all_rows and not user.external:
        missing.append(f"{user.name} lacks {' and '.join(setup.all_rows)}, each of which shows all")
    yield Miss(source, "Read", f"{user.name} sees of {subject.plural} {shown}", tuple(missing))
