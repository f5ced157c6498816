"""Share rows of the record for somebody else."""

from collections.abc import Iterator, Sequence

from sqlalchemy import RowMapping, select

from mock_org.schema import SObject
from mock_org.security.sharing.grant import RANK, Access, Source
from mock_org.security.sharing.near.subject import Miss, Subject
from mock_org.security.sharing.shares import share_object, stored

BY_CAUSE = {"Manual": "shared manually", "Team": "shared by a team"}


def misses(subject: Subject) -> Iterator[Miss]:
    """With whom it is shared, none of them being this user."""
    share = share_object(subject.context.schema, subject.sobject)
    if share is None or not subject.asked.shareable:
        return
    inherited = _inherited(subject)
    for row in _rows(subject, share):
        level: Access = row[share.access_level_field]
        to = row["UserOrGroupId"]
        if level in RANK and subject.more(level) and not subject.tell.is_direct(to) and to not in inherited:
            how = BY_CAUSE.get(row["RowCause"], f"shared for the reason {row['RowCause']}")
            would = f"it is {how} with {subject.tell.principal(to)}, {level}"
            yield Miss(Source("share row", row["RowCause"]), level, would, (_missing(subject, to),))


def _rows(subject: Subject, share: SObject) -> Sequence[RowMapping]:
    table = subject.context.database.tables.get(share.name)
    rows = select(table).where(table.c[share.shared_id_field] == subject.row["Id"], stored(table))
    return subject.context.database.rows(rows)


def _inherited(subject: Subject) -> frozenset[str]:
    viewer = subject.asked.viewer
    if not viewer.stands_above:
        return frozenset()
    found = subject.context.database.rows(viewer.inherited)
    return frozenset(str(next(iter(row.values()))) for row in found)


def _missing(subject: Subject, to: str) -> str:
    user = subject.user.name
    if to.startswith("005"):
        return f"not with {user}" + (f" or anybody below {user}'s role" if subject.asked.viewer.stands_above else "")
    return f"{user} is not among them"
