"""Whom records are shared with: the one child of <sharedTo> or <sharedFrom>."""

from collections.abc import Mapping
from types import MappingProxyType

from mock_org.metadata.groups import group_exists
from mock_org.metadata.node import Node
from mock_org.metadata.parts import Project
from mock_org.metadata.roles import role_exists
from mock_org.metadata.world import World
from mock_org.security.model import Principal, PrincipalKind

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
    }
)
ALL: Mapping[str, PrincipalKind] = MappingProxyType(
    {
        "allInternalUsers": "allInternalUsers",
        "allPartnerUsers": "allPartnerUsers",
        "allCustomerPortalUsers": "allCustomerPortalUsers",
    }
)
# Salesforce knows these too; a rule that names one gives nothing here.
NOT_READ = frozenset(
    {"managers", "managerSubordinates", "territory", "territoryAndSubordinates", "channelProgramGroup", "guestUser",
     "partnerUsers", "allUsers"}
)  # fmt: skip


def read_principal(rule: Node, tag: str) -> Principal | None:
    """The principal in `sharedTo` or `sharedFrom`; None when it is refused or not read."""
    found = rule.nodes(tag)
    if len(found) != 1:
        rule.findings.refuse(rule.place.at(tag), f"stands here {len(found)} times; one is right")
        return None
    node, kinds = found[0], found[0].tags()
    if len(kinds) != 1 or kinds[0] not in {*NAMED, *ALL, *NOT_READ}:
        right = ", ".join(sorted({*NAMED, *ALL}))
        rule.findings.refuse(node.place, f"holds {', '.join(kinds) or 'nothing'}; exactly one is right of {right}")
        return None
    if kinds[0] in NOT_READ:
        rule.findings.note(node.place.at(kinds[0]), "is not read; the rule gives nothing")
        return None
    if kinds[0] in ALL:
        return Principal(ALL[kinds[0]])
    name = node.required(kinds[0])
    return Principal(NAMED[kinds[0]], name) if name else None


def principal_exists(principal: Principal, project: Project, world: World) -> bool:
    """Whether the role, group or queue is in the project or in the org."""
    name = principal.name or ""
    if principal.kind in ALL:
        return True
    if principal.kind == "group":
        return group_exists(name, project, world)
    if principal.kind == "queue":
        return name.lower() in project.queues or world.has_record("Group", DeveloperName=name, Type="Queue")
    if principal.kind.startswith("portalRole"):
        return world.has_record("UserRole", DeveloperName=name)
    return role_exists(name, project, world)
