"""Whom records are shared with: the one child of <sharedTo> or <sharedFrom>."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.dml.sites import guest_nickname
from mock_org.metadata.groups import group_exists
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.roles import role_exists
from mock_org.metadata.world import World
from mock_org.security.principal import Principal, PrincipalKind

GROUP_TYPES: Mapping[str, str] = MappingProxyType({"queue": "Queue", "channelProgramGroup": "ChannelProgramGroup"})

# Metadata API, SharedTo; the guide spells portalRoleandSubordinates, the WSDL portalRoleAndSubordinates. Confidence A.
NAMED: Mapping[str, PrincipalKind] = MappingProxyType(
    {
        "role": "role",
        "roleAndSubordinates": "roleAndSubordinates",
        "roleAndSubordinatesInternal": "roleAndSubordinatesInternal",
        "portalRole": "portalRole",
        "portalRoleAndSubordinates": "portalRoleAndSubordinates",
        "portalRoleandSubordinates": "portalRoleAndSubordinates",
        "group": "group",
        "queue": "queue",
        "managers": "managers",
        "managerSubordinates": "managerSubordinates",
        "channelProgramGroup": "channelProgramGroup",
    }
)
ALL: Mapping[str, PrincipalKind] = MappingProxyType(
    {
        "allInternalUsers": "allInternalUsers",
        "allPartnerUsers": "allPartnerUsers",
        "allCustomerPortalUsers": "allCustomerPortalUsers",
    }
)
GUEST = "guestUser"
# Salesforce knows these too. A rule that names one would be weaker here than it is meant, so it is refused by name.
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "territory": "territories are not part of the mock",
        "territoryAndSubordinates": "territories are not part of the mock",
        "territories": "territories are not part of the mock",
        "territoriesAndSubordinates": "territories are not part of the mock",
        "roles": "is of list views and folders; role is right",
        "rolesAndSubordinates": "is of list views and folders; roleAndSubordinates is right",
        "groups": "is of list views and folders; group is right",
        "channelProgramGroups": "is of list views and folders; channelProgramGroup is right",
    }
)


def read_principal(rule: Node, tag: str, *, guests: bool = False) -> Principal | None:
    """The principal in `sharedTo` or `sharedFrom`; None when it is refused.

    guests: of a guest rule, which shares to guest users, as no other rule does.
    """
    found = rule.nodes(tag)
    if len(found) != 1:
        rule.findings.refuse(rule.place.at(tag), f"stands here {len(found)} times; one is right")
        return None
    node, kinds = found[0], found[0].tags()
    known = (GUEST,) if guests else (*NAMED, *ALL)
    if len(kinds) == 1 and kinds[0] in REFUSED and not guests:
        node.findings.refuse(node.place.at(kinds[0]), REFUSED[kinds[0]])
        return None
    if len(kinds) != 1 or kinds[0] not in known:
        right = ", ".join(sorted(set(known)))
        rule.findings.refuse(node.place, f"holds {', '.join(kinds) or 'nothing'}; exactly one is right of {right}")
        return None
    if kinds[0] in ALL:
        return Principal(ALL[kinds[0]])
    name = node.required(kinds[0])
    return Principal("guestUser" if guests else NAMED[kinds[0]], name) if name else None


def principal_exists(principal: Principal, project: Project, world: World) -> bool:
    """Whether the role, group, queue, user or site is in the project or in the org."""
    name = principal.name or ""
    if principal.kind in ALL:
        return True
    if principal.kind in ("managers", "managerSubordinates"):
        return world.has_record("User", Username=name, UserType="Standard")
    if principal.kind == "guestUser":
        return _site_exists(name, project, world)
    if principal.kind == "group":
        return group_exists(name, project, world)
    if principal.kind in GROUP_TYPES:
        there = world.has_record("Group", DeveloperName=name, Type=GROUP_TYPES[principal.kind])
        return there or (principal.kind == "queue" and name.lower() in project.queues)
    if principal.kind.startswith("portalRole"):
        return world.has_record("UserRole", DeveloperName=name)
    return role_exists(name, project, world)


def _site_exists(name: str, project: Project, world: World) -> bool:
    """Whether a site has a guest user of that nickname, or will have with this project."""
    planned = (guest_nickname(part.name).lower() for part in project.networks.values())
    return name.lower() in planned or world.has_record("User", CommunityNickname=name, UserType="Guest")
