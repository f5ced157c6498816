"""Defaults, permissions, sharing sets and settings that open the records of one partner to another."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, FromClause, func, select

from mock_org.audit.belonging import says_whose
from mock_org.audit.leak_questions import over_all_source
from mock_org.audit.reach import Landscape, Reach, Severity
from mock_org.schema import SObject
from mock_org.security import Level, SetMapping, SharingSet
from mock_org.security.groups import Viewer
from mock_org.security.permissions import may
from mock_org.security.sharing.owd import LEVEL_OF_MODEL
from mock_org.security.sharing.sets import lookup
from mock_org.security.user import PARTNER_TYPES


def defaults(land: Landscape) -> Iterator[Reach]:
    """External organization-wide defaults wider than Private."""
    for name in sorted(land.paths):
        sobject = land.context.schema[name]
        found = LEVEL_OF_MODEL.get(sobject.external_sharing_model or sobject.sharing_model or "")
        readers = [crowd for crowd in land.crowds if may(crowd.user, "read", sobject, land.context)]
        if found is None or (land.crowds and not readers):
            continue
        access, label = found
        what = (
            f"The external organization-wide default of {sobject.label} is {label}: every partner reaches every record."
        )
        level: Level = "read" if access == "Read" else "edit"
        advice = "Set the external default to Private, and share what partners need by rules and sharing sets."
        yield land.reach(f"default {name}.external", what, name, level, land.of_crowds(readers), advice, "high")


def permissions(land: Landscape) -> Iterator[Reach]:
    """View All and Modify All, of an object or of all data, that partner users hold."""
    for name in sorted(land.paths):
        sobject = land.context.schema[name]
        holders: dict[tuple[str, Level], list[int]] = {}
        for number, crowd in enumerate(land.crowds):
            for access, source in over_all_source(Viewer(land.context, crowd.user), sobject):
                holders.setdefault((str(source), "read" if access == "Read" else "all"), []).append(number)
        for (rule, level), numbers in holders.items():
            users = land.of_crowds(land.crowds[number] for number in numbers)
            profiles = sorted({land.crowds[number].user.profile_name for number in numbers})
            what = (
                f"Partner users of the profile {' and '.join(profiles)} hold {rule.partition(' ')[2]}, by profile or "
                f"permission set: they reach all {land.label(name)}, whatever sharing says."
            )
            advice = "Take the permission from the profiles and permission sets of partner users."
            yield land.reach(rule, what, name, level, users, advice, "high")


def sets(land: Landscape) -> Iterator[Reach]:
    """Sharing sets by a value that several partners have, or by a lookup that does not say whose a record is."""
    for sharing_set in land.context.sharing.sets:
        for mapping in sharing_set.mappings:
            sobject = land.context.schema.get(mapping.object)
            if sobject is None or sobject.name not in land.paths:
                continue
            if "." in mapping.user_field:
                yield _by_shared_value(land, sharing_set, mapping, sobject)
            elif not says_whose(sobject, land.paths[sobject.name], mapping.object_field):
                yield _by_other_lookup(land, sharing_set, mapping, sobject)


def _by_shared_value(land: Landscape, sharing_set: SharingSet, mapping: SetMapping, sobject: SObject) -> Reach:
    users = _alike(land, sharing_set, mapping.user_field)
    what = (
        f"{_opens(land, sharing_set, mapping, sobject)} is the user's {mapping.user_field}, which several partners can "
        "have in common."
    )
    advice = "Let the set go by the user's own Account or Contact, and share what partners have in common by rules."
    return _of_set(
        land, sharing_set, mapping, sobject, what, users, advice, "high" if mapping.access == "Edit" else "medium"
    )


def _by_other_lookup(land: Landscape, sharing_set: SharingSet, mapping: SetMapping, sobject: SObject) -> Reach:
    whose = ", ".join(map(str, land.paths[sobject.name]))
    what = (
        f"{_opens(land, sharing_set, mapping, sobject)} is the user's {mapping.user_field}; but "
        f"{whose} say whose a record is, so it can be another partner's."
    )
    advice = (
        f"Let the set go by {whose}, or name {mapping.object_field} in [leaks.belongs_to] if it says whose a record is."
    )
    users = _users_of(land, sharing_set)
    return _of_set(land, sharing_set, mapping, sobject, what, users, advice, "medium")


def _of_set(
    land: Landscape,
    sharing_set: SharingSet,
    mapping: SetMapping,
    sobject: SObject,
    what: str,
    users: dict[str, int],
    advice: str,
    severity: Severity,
) -> Reach:
    level: Level = "edit" if mapping.access == "Edit" else "read"
    return land.reach(
        f"sharing set {sharing_set.name}.{sobject.name}", what, sobject.name, level, users, advice, severity
    )


def _opens(land: Landscape, sharing_set: SharingSet, mapping: SetMapping, sobject: SObject) -> str:
    return f'Sharing set "{sharing_set.name}" opens {land.label(sobject.name)} whose {mapping.object_field}'


def _users_of(land: Landscape, sharing_set: SharingSet) -> dict[str, int]:
    profiles = {profile.lower() for profile in sharing_set.profiles}
    return land.of_crowds(crowd for crowd in land.crowds if crowd.user.profile_name.lower() in profiles)


def _alike(land: Landscape, sharing_set: SharingSet, user_field: str) -> dict[str, int]:
    """The partners of the set's users that have the value in common with another partner."""
    value = _value(land, user_field)
    if value is None:
        return {}
    source, column, user = value
    several = (
        select(column)
        .select_from(source)
        .where(user.c.UserType.in_(PARTNER_TYPES), column.is_not(None))
        .group_by(column)
        .having(func.count(user.c.AccountId.distinct()) > 1)
    )
    found = land.users_by_account(select(user.c.Id).select_from(source).where(column.in_(several)))
    return {account: count for account, count in found.items() if account in _users_of(land, sharing_set)}


def _value(land: Landscape, user_field: str) -> tuple[FromClause, ColumnElement[str], FromClause] | None:
    """Users joined to what the path leads to, the column with the value, and the users."""
    first, _, rest = user_field.partition(".")
    tables = land.context.database.tables
    user = tables.get("User").alias()
    hops = {"account": ("AccountId", "Account"), "contact": ("ContactId", "Contact"), "manager": ("ManagerId", "User")}
    if first.lower() not in hops:
        return None
    via, target = hops[first.lower()]
    field = lookup(land.context.schema[target], rest)
    if field is None:
        return None
    other = tables.get(target).alias()
    return user.join(other, other.c.Id == user.c[via]), other.c[field.name], user


def shared_roles(land: Landscape) -> Iterator[Reach]:
    """Roles that users of several partners have in common: super users then see what others' colleagues have."""
    tables = land.context.database.tables
    user, role = tables.get("User").alias(), tables.get("UserRole")
    held = select(user.c.UserRoleId).where(user.c.UserType.in_(PARTNER_TYPES), user.c.UserRoleId.is_not(None))
    several = held.group_by(user.c.UserRoleId).having(func.count(user.c.AccountId.distinct()) > 1)
    on = land.context.settings.partner_super_user_access
    for role_id, name in land.context.database.read(select(role.c.Id, role.c.Name).where(role.c.Id.in_(several))):
        users = land.users_by_account(select(user.c.Id).where(user.c.UserRoleId == role_id))
        then = (
            "super users of it see what users of other partners have" if on else "what is shared to it reaches them all"
        )
        what = f'Users of {len(users)} partners have the role "{name}": {then}.'
        advice = "Give each partner account its own roles."
        yield land.reach(f"role {name}", what, "", "edit" if on else "read", users, advice, "high" if on else "medium")
