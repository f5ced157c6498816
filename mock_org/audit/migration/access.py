"""What everybody may see and do, in a form that can be kept and compared."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_org.audit.diff.compared import Side
from mock_org.audit.diff.facts import facts
from mock_org.audit.diff.kept_orgs import side_of
from mock_org.org import Org
from mock_org.schema import Schema
from mock_org.security import RunningUser

_ACTIONS = ("create", "read", "edit", "delete", "view_all", "modify_all")
Kept = dict[str, Any]


def access_of(org: Org) -> Kept:
    """Who has what on which record, and which permissions, of all active users; by names that outlive a move.

    Keys: records (names by object), levels (by person, object and record), may (permissions by person), notes.
    """
    side = side_of(org)
    levels: dict[str, dict[str, dict[str, str]]] = {person.name: {} for person in side.persons}
    for (person, sobject, record), access in facts(side).items():
        levels[person].setdefault(sobject, {})[record] = access.level
    may = {person.name: sorted(_permissions(org.schema, org.running_user(person.id))) for person in side.persons}
    return {"records": _records(side), "levels": levels, "may": may, "notes": list(side.notes)}


def _records(side: Side) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in side.records:
        found.setdefault(each.sobject, []).append(each.name)
    return found


def _permissions(schema: Schema, user: RunningUser) -> Iterator[str]:
    """As the API calls them: RunReports, read Lead, edit Lead.Company."""
    yield from user.permissions
    for name, flags in user.object_permissions.items():
        sobject = schema[name].name if name in schema else name
        yield from (f"{action.replace('_', ' ')} {sobject}" for action in _ACTIONS if getattr(flags, action))
    for (name, field), (read, edit) in user.field_permissions.items():
        found = schema[name].field(field) if name in schema else None
        where = f"{schema[name].name}.{found.name}" if found else f"{name}.{field}"
        yield from (f"{verb} {where}" for verb, has in (("read", read), ("edit", edit)) if has)
