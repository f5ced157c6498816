"""Why a user sees a record, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from mock_org.schema import SObject
from mock_org.security.context import SecurityContext
from mock_org.security.groups import Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing.engine import ask, granted, levels
from mock_org.security.sharing.grant import RANK, Access, Grant, Level, Source
from mock_org.security.user import RunningUser


@dataclass(frozen=True, slots=True)
class Reason:
    """One grant that holds for a record; source: the entry of the org's configuration that gives it."""

    row_cause: str | None
    access: Access
    because: str
    source: Source


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a user may do with one record, and every reason. `notes` tells what takes away."""

    access: Level
    grants: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()

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
        return {"access": self.access, "grants": told, "notes": list(self.notes)}


def explain(context: SecurityContext, user: RunningUser, sobject: SObject, record_id: str) -> Explanation:
    """Every grant that holds for a record. Without one the user does not see it."""
    viewer = Viewer(context, user)
    access = levels(viewer, sobject, [record_id]).get(record_id, "none")
    if access == "none":
        return Explanation("none", notes=tuple(_refusals(viewer, sobject)))
    asked = ask(viewer, sobject)
    grants = list(granted(asked))
    statement = select(*(grant.where.label(f"g{n}") for n, grant in enumerate(grants)))
    row = context.database.row(statement.where(asked.table.c.Id == record_id)) if grants else None
    name = record_name(context, sobject, record_id)
    holding = [grant for n, grant in enumerate(grants) if row and row[f"g{n}"]]
    told = [_told(user, name, grant) for grant in _strongest(holding)]
    over = [
        Reason(None, level, f"{user.name} sees {name} because {because}, {level}", source)
        for level, because, source in _over_all_reasons(viewer, sobject)
    ]
    return Explanation(access, tuple(over + told), tuple(_caps(viewer, sobject)))


def record_name(context: SecurityContext, sobject: SObject, record_id: str) -> str:
    """What a person calls the record."""
    field, table = sobject.name_field, context.database.tables.get(sobject.name)
    found = context.database.scalar(select(table.c[field.name]).where(table.c.Id == record_id)) if field else None
    return str(found or f"{sobject.label} {record_id}")


def _strongest(grants: Sequence[Grant]) -> list[Grant]:
    """One grant for each reason: the level grants below it say nothing new."""
    best: dict[tuple[str | None, str], Grant] = {}
    for grant in sorted(grants, key=lambda g: RANK[g.access]):
        best[(grant.row_cause, grant.because)] = grant
    return sorted(best.values(), key=lambda g: -RANK[g.access])


def _told(user: RunningUser, record: str, grant: Grant) -> Reason:
    because = f"{user.name} sees {record} because {grant.because}, {grant.access}"
    return Reason(grant.row_cause, grant.access, because, grant.source)


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
