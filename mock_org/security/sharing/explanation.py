"""Why a user sees a record, or does not, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing import restrictions
from mock_org.security.sharing.engine import ask, levels, unrestricted
from mock_org.security.sharing.grant import RANK, Access, Grant, Level, Source
from mock_org.security.sharing.near import MOST, Miss, Subject, near_misses
from mock_org.security.sharing.refined import refined
from mock_org.security.sharing.telling import stored_row
from mock_org.security.user import RunningUser

# So many parents of parents are explained.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One grant that holds for a record; source: the entry of the org's configuration that gives it."""

    row_cause: str | None
    access: Access
    because: str
    source: Source


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a user may do with one record, and every reason.

    notes tell what takes away. misses: the grants that nearly hold, the nearest first; more_misses: how many are left
    out.
    """

    access: Level
    grants: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    more_misses: int = 0

    def as_json(self) -> dict[str, Any]:
        """As the control room answers it."""
        told = [
            {
                "row_cause": g.row_cause,
                "access": g.access,
                "because": g.because,
                "source": {"kind": g.source.kind, "name": g.source.name},
            }
            for g in self.grants
        ]
        return {
            "access": self.access,
            "grants": told,
            "misses": [miss.as_json() for miss in self.misses],
            "more_misses": self.more_misses,
            "notes": list(self.notes),
        }


def explain(
    context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str, *, near: bool = True
) -> Explanation:
    """Every grant that holds for a record; without one the user does not see it.

    near: whether those that nearly hold are told, too.
    """
    viewer = Viewer(context, user)
    subject = _subject(viewer, sobject, record_id)
    found = near_misses(subject) if near and not user.system else []
    misses, more = tuple(found[:MOST]), max(0, len(found) - MOST)
    if subject.level == "none":
        return Explanation("none", (), tuple(_refusals(viewer, sobject)), misses, more)
    over = [
        Reason(None, level, f"{user.name} sees {subject.name} because {because}, {level}", source)
        for level, because, source in _over_all_reasons(viewer, sobject)
    ]
    return Explanation(subject.level, tuple(over + _told(subject)), tuple(_caps(viewer, sobject)), misses, more)


def _subject(viewer: Viewer, sobject: SObject, record_id: str, depth: int = 0) -> Subject:
    """The record with the grants that hold and those that restrictions take away."""
    asked = ask(viewer, sobject)
    grants = [(grant, restrictions.restricted(asked, grant)) for grant in unrestricted(asked)]
    columns = [left.label(f"left{n}") for n, (_, left) in enumerate(grants)]
    columns += [grant.where.label(f"taken{n}") for n, (grant, left) in enumerate(grants) if left is not grant.where]
    row = viewer.context.database.row(select(*columns).where(asked.table.c.Id == record_id)) if grants else None
    holds: Mapping[Any, Any] = row or {}
    holding = [grant for n, (grant, _) in enumerate(grants) if holds.get(f"left{n}")]
    taken = [grant for n, (grant, _) in enumerate(grants) if holds.get(f"taken{n}") and not holds.get(f"left{n}")]

    def deeper(other: SObject, other_id: str) -> tuple[Level, Sequence[Miss]]:
        if depth >= DEEPEST:
            return levels(viewer, other, [other_id]).get(other_id, "none"), ()
        there = _subject(viewer, other, other_id, depth + 1)
        return there.level, near_misses(there)

    level = levels(viewer, sobject, [record_id]).get(record_id, "none")
    record = stored_row(viewer.context, sobject.name, record_id)
    found = Subject(asked, record, level, (), (), deeper)
    return replace(found, holding=_strongest(found, holding), taken=_strongest(found, taken))


def _strongest(subject: Subject, grants: Sequence[Grant]) -> list[Grant]:
    """One grant for each reason, which names the record's own: the level grants below it say nothing new."""
    best: dict[tuple[str | None, str], Grant] = {}
    for grant in sorted(grants, key=lambda g: RANK[g.access]):
        because = refined(subject, grant)
        best[(grant.row_cause, because)] = replace(grant, because=because)
    return sorted(best.values(), key=lambda g: -RANK[g.access])


def _told(subject: Subject) -> list[Reason]:
    return [
        Reason(
            grant.row_cause,
            grant.access,
            f"{subject.user.name} sees {subject.name} because {grant.because}, {grant.access}",
            grant.source,
        )
        for grant in subject.holding
    ]


def _over_all_reasons(viewer: Viewer, sobject: SObject) -> Iterator[tuple[Access, str, Source]]:
    user, context = viewer.user, viewer.context
    ways: tuple[tuple[bool, Access, str, str], ...] = (
        (user.has("ModifyAllData"), "All", "Modify All Data", "ModifyAllData"),
        (
            may(user, "modify_all", sobject, context),
            "All",
            f"Modify All on {sobject.label}",
            f"{sobject.name}.ModifyAll",
        ),
        (user.has("ViewAllData"), "Read", "View All Data", "ViewAllData"),
        (may(user, "view_all", sobject, context), "Read", f"View All on {sobject.label}", f"{sobject.name}.ViewAll"),
    )
    if user.system:
        yield "All", "the system sees and changes everything", Source("permission", "system")
        return
    for holds, access, words, name in ways:
        if holds:
            yield access, f"{user.name} has {words}", Source("permission", name)
            return


def _caps(viewer: Viewer, sobject: SObject) -> Iterator[str]:
    missing = [action for action in ("edit", "delete") if not may(viewer.user, action, sobject, viewer.context)]
    if missing and not sobject.share_of:
        lacks = " and ".join(action.title() for action in missing)
        yield f"profile and permission sets of {viewer.user.name} lack {lacks} on {sobject.label}: access is capped"


def _refusals(viewer: Viewer, sobject: SObject) -> Iterator[str]:
    if not may(viewer.user, "read", sobject, viewer.context):
        yield f"profile and permission sets of {viewer.user.name} lack Read on {sobject.label}"
    else:
        yield f"no organization-wide default, ownership, role, rule, share or set gives {viewer.user.name} access"
