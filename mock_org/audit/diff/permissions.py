"""What profiles and permission sets of two orgs say otherwise: objects, fields and user permissions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mock_org.audit.holders import ACTIONS, Holder, holders
from mock_org.org import Org

PREFIX = "Permissions"
# The administrator gets whatever there is.
ADMINISTRATOR = "System Administrator"


@dataclass(frozen=True, slots=True)
class PermissionChange:
    """One permission more or less of a profile or permission set."""

    holder: str
    what: str
    gain: bool


def permission_changes(old: Org, new: Org) -> Iterator[PermissionChange]:
    """Of the profiles and permission sets that either project declares; one that is missing says nothing."""
    names = {(each.holder, each.of_profile) for org in (old, new) for each in org.sharing.declared if each.holder}
    before, after = ({(h.name, h.of_profile): h for h in holders(org).values()} for org in (old, new))
    flags = _flags(old), _flags(new)
    for key in sorted(names - {(ADMINISTRATOR, True)}):
        said = [
            _said(held.get(key), found, org)
            for held, found, org in zip((before, after), flags, (old, new), strict=True)
        ]
        told = next(held[key].told for held in (after, before) if key in held)
        for what in sorted(said[0] ^ said[1]):
            yield PermissionChange(told, what, what in said[1])


def _said(holder: Holder | None, flags: Mapping[str, set[str]], org: Org) -> set[str]:
    """Everything that it gives, in words."""
    if holder is None:
        return set()
    names = {sobject.name.lower(): sobject for sobject in org.schema}
    objects = {
        f"{ACTIONS[action]} on {names[name].name}"
        for name, actions in holder.objects.items()
        if name in names
        for action, on in actions.items()
        if on
    }
    fields = {
        f"{verb} {names[name].name}.{found.name}"
        for (name, field), given in holder.fields.items()
        if name in names and (found := names[name].field(field))
        for verb, on in zip(("read", "edit"), given, strict=True)
        if on
    }
    return objects | fields | {f"user permission {flag}" for flag in flags.get(holder.id, ())}


def _flags(org: Org) -> dict[str, set[str]]:
    return {
        str(row["Id"]): {
            name.removeprefix(PREFIX) for name, on in row.items() if name.startswith(PREFIX) and on is True
        }
        for row in org.system_session().find("PermissionSet")
    }
