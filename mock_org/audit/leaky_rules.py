"""Sharing rules, queues and public groups that bring users of several partners together."""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select

from mock_org.audit.reach import Landscape, Reach, Severity
from mock_org.security import Level, Principal, SharingRule
from mock_org.security.sharing.rules import groups_of, told

# Targets that are made to reach every partner, and what is to be done where that is not meant.
EVERY_PARTNER = ("allPartnerUsers", "channelProgramGroup")
# Targets that users of further partners come under by themselves.
OPEN_ENDED = (*EVERY_PARTNER, "roleAndSubordinates", "portalRoleAndSubordinates")
ADVICE = {
    "allPartnerUsers": "If every partner may see these, say so in [leaks.allowed]; "
    "otherwise share to one group a partner.",
    "channelProgramGroup": "If all partners of the programme may see these, say so in [leaks.allowed]; "
    "otherwise share to one group a partner.",
    "roleAndSubordinates": "Share to roleAndSubordinatesInternal instead: portal roles hang below the roles of those "
    "who own partner accounts.",
    "group": "Share to one group a partner, or take the partner users out of the group.",
    "queue": "Make one queue a partner, or take the partner users out of the queue.",
}
ADVICE["portalRoleAndSubordinates"] = ADVICE["roleAndSubordinates"]
OTHER_ADVICE = "Share to something that holds users of one partner only."


def rules(land: Landscape) -> Iterator[Reach]:
    """Sharing rules whose target holds users of two partners, or will by itself."""
    for rule in land.context.sharing.rules:
        if rule.sobject not in land.paths:
            continue
        to = land.members(groups_of(land.viewer, rule.shared_to))
        owners = _owners(land, rule)
        between = any(owner != account for owner in owners for account in to)
        if len(to) > 1 or between or (_open_ended(land, rule.shared_to)):
            yield _of_rule(land, rule, to, owners if between else {})


def _of_rule(land: Landscape, rule: SharingRule, to: Mapping[str, int], owners: Mapping[str, int]) -> Reach:
    level: Level = "edit" if rule.access == "Edit" else "read"
    severity: Severity = "high" if level == "edit" or owners else "medium"
    what = f'Sharing rule "{rule.label}" shares {_records(land, rule)} to {rule.shared_to}, {rule.access}.'
    if owners and len(to) == 1:
        what += " Their owners are users of another partner."
    return land.reach(
        f"sharing rule {rule.sobject}.{rule.name}",
        what,
        rule.sobject,
        level,
        to,
        ADVICE.get(rule.shared_to.kind, OTHER_ADVICE),
        severity,
        by_design=rule.shared_to.kind in EVERY_PARTNER,
        across=bool(owners),
    )


def _owners(land: Landscape, rule: SharingRule) -> dict[str, int]:
    """Partner users whose records an owner-based rule shares."""
    return land.members(groups_of(land.viewer, rule.shared_from)) if rule.shared_from else {}


def _open_ended(land: Landscape, principal: Principal) -> bool:
    """Whether further partners come under the target by themselves: portal roles do not have others' below them."""
    if principal.kind not in OPEN_ENDED or principal.kind in EVERY_PARTNER:
        return principal.kind in EVERY_PARTNER
    role = land.context.database.tables.get("UserRole")
    portal = select(role.c.Id).where(
        func.lower(role.c.DeveloperName) == (principal.name or "").lower(), role.c.PortalAccountId.is_not(None)
    )
    return land.context.database.scalar(portal) is None


def _records(land: Landscape, rule: SharingRule) -> str:
    records = land.label(rule.sobject)
    if rule.kind == "owner":
        return f"{records} owned by {rule.shared_from}"
    return f"{records} with {told(rule.condition)}" if rule.condition else records


def queues(land: Landscape) -> Iterator[Reach]:
    """Queues whose members are users of two partners: what the queue owns, all of them see and edit."""
    group, of_queue = (land.context.database.tables.get(name) for name in ("Group", "QueueSobject"))
    for group_id, name, developer_name in _groups(land, "Queue"):
        users = land.members(select(group.c.Id).where(group.c.Id == group_id))
        if len(users) < 2:
            continue
        objects = [
            row[0]
            for row in land.context.database.read(select(of_queue.c.SobjectType).where(of_queue.c.QueueId == group_id))
        ]
        records = " and ".join(sorted(map(land.label, objects))) or "records"
        what = f'Queue "{name}" has members of {len(users)} partners, who see and edit the {records} that it owns.'
        sobject = objects[0] if len(objects) == 1 else ""
        yield land.reach(f"queue {developer_name}", what, sobject, "edit", users, ADVICE["queue"], "high")


def groups(land: Landscape) -> Iterator[Reach]:
    """Public groups whose members, nested groups included, are users of two partners."""
    group = land.context.database.tables.get("Group")
    shared = {
        rule.shared_to.name.lower()
        for rule in land.context.sharing.rules
        if rule.shared_to.kind == "group" and rule.shared_to.name
    }
    for group_id, name, developer_name in _groups(land, "Regular"):
        users = land.members(select(group.c.Id).where(group.c.Id == group_id))
        if len(users) > 1:
            used = str(developer_name).lower() in shared
            what = f'Public group "{name}" has members of {len(users)} partners; ' + (
                "sharing rules share to it." if used else "no sharing rule shares to it yet."
            )
            severity: Severity = "medium" if used else "low"
            yield land.reach(f"group {developer_name}", what, "", "read", users, ADVICE["group"], severity)


def _groups(land: Landscape, kind: str) -> list[tuple[str, str, str]]:
    group = land.context.database.tables.get("Group")
    found = select(group.c.Id, func.coalesce(group.c.Name, group.c.DeveloperName), group.c.DeveloperName)
    return [
        (row[0], row[1], row[2])
        for row in land.context.database.read(found.where(group.c.Type == kind).order_by(group.c.DeveloperName))
    ]
