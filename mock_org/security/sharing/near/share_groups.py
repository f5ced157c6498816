"""Share groups that the user is no member of, or of another account."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.share_groups import HIGH_VOLUME, grants


def misses(subject: Subject) -> Iterator[Miss]:
    """For what users without a role own whom a sharing set with a share group knows."""
    groups = subject.context.settings.share_groups
    owner = subject.tell.row("User", subject.get("OwnerId")) if groups else {}
    if owner.get("UserType") != HIGH_VOLUME or owner.get("UserRoleId") or not subject.more("All"):
        return
    profile = str(subject.tell.row("Profile", owner["ProfileId"]).get("Name")).lower()
    reached = {grant.source.name for grant in grants(subject.asked)}
    for each in subject.context.sharing.sets:
        if each.name in groups and profile in (name.lower() for name in each.profiles):
            missing = _missing(subject, each.name in reached, owner["AccountId"])
            would = f'the share group of sharing set "{each.name}" opens what {subject.tell.person(owner["Id"])} owns'
            if missing:
                yield Miss(Source("share group", each.name), "All", would, (missing,))


def _missing(subject: Subject, is_member: bool, account_id: str | None) -> str | None:
    user = subject.user
    if not is_member:
        return f"{user.name} is no member of it"
    return f"{user.name} is of another account" if user.external and user.account_id != account_id else None
