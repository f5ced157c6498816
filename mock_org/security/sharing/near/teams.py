"""Teams of the record, or of its account, that the user is not on."""

from collections.abc import Iterator

from sqlalchemy import select

from mock_org.security.sharing.grant import RANK, Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.teams import CHILDREN, TEAMS, members


def misses(subject: Subject) -> Iterator[Miss]:
    """Who is on a team, and with which level."""
    of = subject.sobject.name
    if not subject.asked.shareable:
        return
    if of in TEAMS:
        yield from _of(subject, of, None, subject.row["Id"], f"on its {TEAMS[of][2]}")
    if of in CHILDREN and subject.get("AccountId"):
        yield from _of(subject, "Account", of, subject.get("AccountId"), "on the account team of its account")


def _of(subject: Subject, of: str, level_of: str | None, record_id: str, where: str) -> Iterator[Miss]:
    team = members(subject.asked.viewer, of, level_of)
    if team is None:
        return
    on_it = select(team.user.label("user"), team.level.label("level")).select_from(team.frm)
    rows = on_it.where(team.record == record_id, team.row.c.IsDeleted.is_not(True))
    found = [row for row in subject.context.database.rows(rows) if row["level"] in RANK]
    if any(row["user"] == subject.user.id for row in found):
        return
    for row in found:
        if subject.more(row["level"]):
            would = f"{subject.tell.person(row['user'])} is {where}, {row['level']}"
            yield Miss(Source("team", TEAMS[of][0]), row["level"], would, (f"{subject.user.name} is not",))
