"""Whom a rule shares records to or from: a role, a group, a queue, everybody of a kind (Metadata API, SharedTo)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

# `name` of a principal is a DeveloperName, of the managers' kinds a username, of guestUser a CommunityNickname; the
# "all…" kinds have none.
PrincipalKind: TypeAlias = Literal[
    "role",
    "roleAndSubordinates",
    "roleAndSubordinatesInternal",
    "portalRole",
    "portalRoleAndSubordinates",
    "group",
    "queue",
    "managers",
    "managerSubordinates",
    "channelProgramGroup",
    "guestUser",
    "allInternalUsers",
    "allPartnerUsers",
    "allCustomerPortalUsers",
]
_WORDS: Mapping[PrincipalKind, str] = MappingProxyType(
    {
        "role": "role {}",
        "roleAndSubordinates": "role {} and its subordinates",
        "roleAndSubordinatesInternal": "role {} and its internal subordinates",
        "portalRole": "portal role {}",
        "portalRoleAndSubordinates": "portal role {} and its subordinates",
        "group": "public group {}",
        "queue": "queue {}",
        "managers": "the managers of {}",
        "managerSubordinates": "{} and everybody whom this user manages",
        "channelProgramGroup": "channel program group {}",
        "guestUser": "guest user {}",
        "allInternalUsers": "all internal users",
        "allPartnerUsers": "all partner users",
        "allCustomerPortalUsers": "all customer portal users",
    }
)


@dataclass(frozen=True, slots=True)
class Principal:
    """Whom a rule shares to or from."""

    kind: PrincipalKind
    name: str | None = None

    def __str__(self) -> str:
        return _WORDS[self.kind].format(self.name)
